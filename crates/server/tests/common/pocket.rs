//! A phone in somebody's pocket: the real replica over the router, whichever server answers just now.

use doorstep_domain::{Command, CommandId, PersonId};
use doorstep_protocol::{PullReply, PushReply};
use doorstep_replica::{Effect, Event, Failure, Replica};
use doorstep_server::{demo::people::DemoPerson, random, time::TimeSource as _};
use serde_json::to_value;

use super::{Answer, Phone, Server};

/// One phone of one person.
pub(crate) struct Pocket {
    pub(crate) person: PersonId,
    pub(crate) replica: Replica,
    cookie: Option<String>,
    effects: Vec<Effect>,
}

impl Pocket {
    /// Signed in, and nothing pulled yet.
    pub(crate) async fn of(server: &Server, person: &DemoPerson) -> Self {
        let cookie = server.phone_of(person).await.cookie;
        let person = person.id();
        let mut pocket = Self {
            person,
            replica: Replica::open(Replica::fresh(person, random::client_id())),
            cookie,
            effects: Vec::new(),
        };
        pocket.event(server, Event::Leader(true));
        pocket
    }

    pub(crate) fn event(&mut self, server: &Server, event: Event) {
        let effects = self.replica.update(event, server.time.now());
        self.effects.extend(effects);
    }

    pub(crate) fn ask(&mut self, server: &Server, command: Command) -> CommandId {
        let command_id = random::command_id();
        let command = Box::new(command);
        self.event(server, Event::Ask { command, command_id });
        command_id
    }

    /// With the network, until nothing moves any more.
    pub(crate) async fn sync(&mut self, server: &Server) {
        self.event(server, Event::Nudge);
        while !self.effects.is_empty() {
            for effect in core::mem::take(&mut self.effects) {
                let event = match effect {
                    Effect::SaveOutbox { ticket, .. } => Event::OutboxSaved { ticket },
                    Effect::NewClient => Event::Client(random::client_id()),
                    Effect::Push(request) => {
                        let answer = self.post(server, "/api/push", &to_value(&request).unwrap()).await;
                        Event::Pushed(reply::<PushReply>(&answer))
                    }
                    Effect::Pull(request) => {
                        let answer = self.post(server, "/api/pull", &to_value(&request).unwrap()).await;
                        Event::Pulled(reply::<PullReply>(&answer))
                    }
                    Effect::Refused { command_id, reason } => panic!("{command_id} refused on the spot: {reason:?}"),
                    Effect::SaveConfirmed { .. } | Effect::Wake { .. } | Effect::Wipe { .. } | Effect::Render => {
                        continue;
                    }
                };
                self.event(server, event);
            }
        }
    }

    async fn post(&self, server: &Server, path: &str, body: &serde_json::Value) -> Answer {
        let mut phone: Phone<'_> = server.phone();
        phone.cookie.clone_from(&self.cookie);
        phone.post(path, body).await
    }
}

fn reply<T: serde::de::DeserializeOwned>(answer: &Answer) -> Result<T, Failure> {
    if answer.status == 200 {
        return Ok(answer.read());
    }
    Err(match answer.refusal() {
        (401, word) if word == "revoked" => Failure::Revoked,
        (401, _) => Failure::Reauth,
        _ => Failure::Unreachable,
    })
}
