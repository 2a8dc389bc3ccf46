//! The line between phones and server: what is lost, late, twice or never answered, and what the phones make of it.

use doorstep_protocol::Outcome;
use doorstep_replica::{Event, Failure};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    check::sight,
    keep::Keep,
    phone::Place,
    plant::Plant,
    world::{Call, Happening, Heard, PATIENCE, World},
};

impl<K: Keep> World<K> {
    /// A call leaves a phone.
    pub fn call(&mut self, place: Place, call: Call) {
        let id = self.id();
        let push = matches!(call, Call::Push(_));
        self.calls.insert(id, push);
        if !self.phones[place.phone].online {
            self.later(5, Happening::Answer(id, place, unheard(push, Failure::Unreachable)));
            return;
        }
        self.later(PATIENCE, Happening::Timeout(id, place));
        let weather = self.weather;
        if self.dice.percent(weather.lost) {
            self.tally.one("request lost");
            return;
        }
        let way = self.dice.between(5, weather.slow);
        if self.dice.percent(weather.twice) {
            self.tally.one("request twice");
            let detour = self.dice.between(way, way + 3 * weather.slow);
            self.later(detour, Happening::Arrive(id, place, call.clone()));
        }
        self.later(way, Happening::Arrive(id, place, call));
    }

    pub(crate) fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Arrive(id, place, call) => self.arrive(id, place, call),
            Happening::Answer(id, place, heard) => {
                let online = self.phones[place.phone].online;
                let failed = matches!(
                    heard,
                    Heard::Pushed(Err(Failure::Unreachable)) | Heard::Pulled(Err(Failure::Unreachable))
                );
                if (online || failed) && self.calls.remove(&id).is_some() {
                    self.hear(place, heard);
                }
            }
            Happening::Timeout(id, place) => {
                if let Some(push) = self.calls.remove(&id) {
                    self.hear(place, unheard(push, Failure::Unreachable));
                }
            }
            Happening::Written(phone, slot) => self.written(phone, slot),
            Happening::Wake(place) => {
                let now = self.now;
                if self.tab(place).is_some_and(|tab| tab.wake.is_some_and(|at| at <= now)) {
                    self.event(place, Event::Tick);
                }
            }
            Happening::News(place) => self.event(place, Event::News),
        }
    }

    /// The server gets a request, whether or not the phone still waits for the answer.
    fn arrive(&mut self, id: u64, place: Place, call: Call) {
        let Some(seat) = self.phones.get(place.phone).and_then(|p| p.slots.get(place.slot)) else {
            return;
        };
        let session = seat.session;
        self.tick();
        let heard = match call {
            Call::Push(request) => {
                let request = self.line(request);
                let answer = self.server.push(session, request, self.now, &mut self.history);
                if answer.as_ref().is_ok_and(|(_, touched)| !touched.is_empty()) {
                    self.poke();
                }
                Heard::Pushed(answer.map(|(reply, _)| self.line(reply)))
            }
            Call::Pull(request) => {
                let request = self.line(request);
                let answer = self.server.pull(session, &request, self.now, &mut self.history);
                if let Ok(reply) = &answer {
                    let at = self.server.time(self.now);
                    sight::check(&self.server, request.actor, reply, at, &mut self.history);
                }
                Heard::Pulled(answer.map(|reply| self.line(reply)))
            }
        };
        if self.dice.percent(self.weather.answer_lost) {
            self.tally.one("answer lost after commit");
            return;
        }
        let way = self.dice.between(5, self.weather.slow);
        self.later(way, Happening::Answer(id, place, heard));
    }

    /// Through the text of the real line, in some runs.
    fn line<T: Serialize + DeserializeOwned>(&mut self, message: T) -> T {
        if !self.weather.wire {
            return message;
        }
        let text = serde_json::to_string(&message);
        match text.and_then(|text| serde_json::from_str(&text)) {
            Ok(read) => read,
            Err(error) => {
                self.history.broke("the wire", error.to_string());
                message
            }
        }
    }

    /// A phone gets an answer, or learns that there is none.
    fn hear(&mut self, place: Place, heard: Heard) {
        let Some(tab) = self.tab(place) else { return };
        let epoch = tab.replica.epoch().to_owned();
        let hasty = self.plant == Plant::NoBackoff
            && matches!(
                heard,
                Heard::Pushed(Err(Failure::Unreachable)) | Heard::Pulled(Err(Failure::Unreachable))
            );
        match &heard {
            Heard::Pushed(Ok(reply)) => {
                let gap = reply.results.iter().any(|r| matches!(r.outcome, Outcome::Gap { .. }));
                let forgot = gap || reply.stamp.epoch != epoch;
                self.phones[place.phone].slots[place.slot].ledger.server_forgot |= forgot;
                for result in &reply.results {
                    self.history.told(result.command_id, &result.outcome);
                }
            }
            Heard::Pulled(Ok(reply)) => {
                let forgot = !epoch.is_empty() && reply.stamp.epoch != epoch;
                self.phones[place.phone].slots[place.slot].ledger.server_forgot |= forgot;
            }
            Heard::Pushed(Err(failure)) | Heard::Pulled(Err(failure)) => self.failed(place, *failure),
        }
        self.event(
            place,
            match heard {
                Heard::Pushed(reply) => Event::Pushed(reply),
                Heard::Pulled(reply) => Event::Pulled(reply),
            },
        );
        if hasty && self.history.violations.is_empty() {
            self.event(place, Event::Nudge);
        }
    }

    /// I14: what fails is tried again slower and slower. The promise is half a second and more between two tries.
    fn failed(&mut self, place: Place, failure: Failure) {
        let now = self.now;
        let Some(tab) = self.tab(place) else { return };
        if failure != Failure::Unreachable {
            tab.in_vain = (0, now);
        }
        if tab.in_vain.0 == 0 {
            tab.in_vain.1 = now;
        }
        tab.in_vain.0 += 1;
        let (tries, since) = tab.in_vain;
        // A push and a pull may fail side by side.
        if tries > 24 && now.since(since) < i64::from(tries) * 200 {
            self.history.broke(
                "I14 bounded",
                format!("{tries} calls in {} ms failed", now.since(since)),
            );
        }
    }
}

fn unheard(push: bool, failure: Failure) -> Heard {
    if push {
        Heard::Pushed(Err(failure))
    } else {
        Heard::Pulled(Err(failure))
    }
}
