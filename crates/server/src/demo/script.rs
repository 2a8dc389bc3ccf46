//! Plays a story: commands by people at times before the start, all through the authority, in the order of their times. Nothing
//! is written past the rules; a line that the rules answer otherwise than expected fails the seeding.

use std::collections::HashMap;

use doorstep_authority::StoreError;
use doorstep_domain::{
    ClientId, Code, Command, Entity, Instant, Key, OrderId, PersonId, Slot,
    catalogue::Mode,
    entity::Partition,
    order::{Act, Channel, Finishing, OrderCommand, Outcome as Result_, Placing, ServiceCode},
    phone::Phone,
    time::MINUTE,
};
use doorstep_protocol::{
    Envelope, Outcome,
    version::{COMMANDS, SCHEMA},
};
use serde_json::value::to_raw_value;

use super::people::DemoPerson;
use crate::{app::World, random};

/// Why a demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The catalogue in the source can't be read.
    #[error(transparent)]
    Catalogue(#[from] serde_json::Error),
    /// The rules said otherwise.
    #[error("the demo's story does not fit the rules: {what} of {who} at {at} min: {outcome}")]
    Story {
        /// The command.
        what: &'static str,
        /// Who said it.
        who: PersonId,
        /// When, in minutes from the start.
        at: i64,
        /// What became of it.
        outcome: String,
    },
}

/// One line of the story.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Minutes from the start; before it.
    at: i64,
    who: PersonId,
    command: Command,
    /// It is refused for this, and something is recorded all the same.
    refused: Option<Code>,
}

impl Line {
    /// A line that succeeds.
    pub(super) const fn new(at: i64, who: PersonId, command: Command) -> Self {
        Self {
            at,
            who,
            command,
            refused: None,
        }
    }
}

/// Plays lines on a world.
pub(super) struct Stage<'a> {
    world: &'a World,
    start: Instant,
    clients: HashMap<PersonId, (ClientId, u64)>,
}

impl<'a> Stage<'a> {
    /// A stage; times count from `start`.
    pub(super) fn new(world: &'a World, start: Instant) -> Self {
        Self {
            world,
            start,
            clients: HashMap::new(),
        }
    }

    /// Plays `lines` in the order of their times.
    ///
    /// # Errors
    /// At the first line that ends otherwise than it should.
    pub(super) fn play(&mut self, mut lines: Vec<Line>) -> Result<(), SeedError> {
        lines.sort_by_key(|line| line.at);
        lines.into_iter().try_for_each(|line| self.say(line))
    }

    fn say(&mut self, line: Line) -> Result<(), SeedError> {
        let now = self.start.plus(line.at * MINUTE);
        let command = self.fresh(line.command)?;
        let (client, last) = self.clients.entry(line.who).or_insert_with(|| (random::client_id(), 0));
        *last += 1;
        let envelope = Envelope {
            schema: SCHEMA,
            version: COMMANDS,
            actor: line.who,
            client: *client,
            number: *last,
            command_id: random::command_id(),
            device_time: now,
            skew: Some(0),
            blobs: Vec::new(),
            supersedes: None,
            receipt: None,
            body: to_raw_value(&command)?,
        };
        let (results, _) = self.world.push(line.who, vec![envelope], now)?;
        let outcome = results.into_iter().next().map(|result| result.outcome);
        let fits = match (&outcome, line.refused) {
            (Some(Outcome::Applied { .. }), None) => true,
            (Some(Outcome::Rejected { reason, .. }), Some(code)) => reason.code == code,
            _ => false,
        };
        if fits {
            return Ok(());
        }
        Err(SeedError::Story {
            what: command.name(),
            who: line.who,
            at: line.at,
            outcome: format!("{outcome:?}"),
        })
    }

    /// An accept names the generation that the person sees at that moment.
    fn fresh(&self, mut command: Command) -> Result<Command, SeedError> {
        if let Command::Order(order) = &mut command
            && let Act::Accept { generation } = &mut order.act
        {
            let partition = Partition::Community(order.community.clone()).name();
            if let Some(Entity::Order(found)) = self.world.entity(&partition, &Key::order(order.order))? {
                *generation = found.generation;
            }
        }
        Ok(command)
    }
}

/// The times of a story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    start: Instant,
}

impl Times {
    /// Counted from `start`.
    pub(super) const fn from(start: Instant) -> Self {
        Self { start }
    }

    /// `hour` o'clock and `minute`, `days` after today, for an hour; real visiting hours whatever the clock says now.
    pub(super) fn day(self, days: i32, hour: u16, minute: u16) -> Slot {
        let from = hour * 60 + minute;
        Slot {
            day: self.start.day().plus(days),
            from,
            to: from + 60,
        }
    }

    /// An hour that begins `minutes` from the start, cut at midnight.
    pub(super) fn near(self, minutes: i64) -> Slot {
        let begin = self.start.plus(minutes * MINUTE);
        // To five minutes, so that it reads like a time people agree on.
        let from = begin.minute() / 5 * 5;
        Slot {
            day: begin.day(),
            from,
            to: (from + 60).min(24 * 60),
        }
    }
}

/// One order's story.
#[derive(Clone, Debug)]
pub(super) struct Tale {
    order: OrderId,
    community: &'static str,
    placing: Placing,
    lines: Vec<Line>,
}

/// The id of the demo's order number `n`; never changes.
pub const fn order_id(n: u8) -> OrderId {
    OrderId::from_bits(0xde40_0000_0000_7000_8000_0000_0000_0000 | n as u128)
}

impl Tale {
    /// Order number `n`, for `resident`.
    pub(super) fn new(
        n: u8,
        community: &'static str,
        item: &str,
        mode: Mode,
        resident: &DemoPerson,
        slot: Slot,
    ) -> Self {
        Self {
            order: order_id(n),
            community,
            placing: Placing {
                item: item.into(),
                mode,
                resident: resident.id(),
                channel: Channel::App,
                building: None,
                door: String::new(),
                contact_name: String::new(),
                contact_phone: None::<Phone>,
                slot,
                note: String::new(),
                health: String::new(),
                code: ServiceCode::from_random(u32::from(n) * 1_379 + 2_048),
                number: String::new(),
                despite_duplicate: false,
                wish: None,
                attached: doorstep_domain::order::Attachments::default(),
            },
            lines: Vec::new(),
        }
    }

    /// With a note.
    #[must_use]
    pub(super) fn note(mut self, note: &str) -> Self {
        note.clone_into(&mut self.placing.note);
        self
    }

    /// With a health note.
    #[must_use]
    pub(super) fn health(mut self, note: &str) -> Self {
        note.clone_into(&mut self.placing.health);
        self
    }

    /// Came in another way.
    #[must_use]
    pub(super) const fn channel(mut self, channel: Channel) -> Self {
        self.placing.channel = channel;
        self
    }

    /// Is placed by `who`.
    #[must_use]
    pub(super) fn placed(self, at: i64, who: &DemoPerson) -> Self {
        let act = Act::Place(Box::new(self.placing.clone()));
        self.then(at, who, act)
    }

    /// Then `who` does `act`.
    #[must_use]
    pub(super) fn then(mut self, at: i64, who: &DemoPerson, act: Act) -> Self {
        let command = Command::Order(OrderCommand {
            order: self.order,
            community: self.community.into(),
            act,
        });
        self.lines.push(Line::new(at, who.id(), command));
        self
    }

    /// Then `who` tries `act`, which is refused for `code`.
    #[must_use]
    pub(super) fn tried(self, at: i64, who: &DemoPerson, act: Act, code: Code) -> Self {
        let mut tale = self.then(at, who, act);
        if let Some(line) = tale.lines.last_mut() {
            line.refused = Some(code);
        }
        tale
    }

    /// Then `who` takes it.
    #[must_use]
    pub(super) fn taken(self, at: i64, who: &DemoPerson) -> Self {
        self.then(at, who, ACCEPT)
    }

    /// Then `who` finishes with the resident's code.
    #[must_use]
    pub(super) fn finished(self, at: i64, who: &DemoPerson, outcome: Result_, text: &str) -> Self {
        let act = self.finishing(outcome, text);
        self.then(at, who, act)
    }

    /// Then `who` finishes, and somebody at home signs.
    #[must_use]
    pub(super) fn signed(self, at: i64, who: &DemoPerson, text: &str) -> Self {
        let mut act = self.finishing(Result_::Solved, text);
        if let Act::Finish(finishing) = &mut act {
            finishing.code = None;
            finishing.signature = Some(super::drawing::signature());
        }
        self.then(at, who, act)
    }

    /// The finish with the right code.
    pub(super) fn finishing(&self, outcome: Result_, text: &str) -> Act {
        Act::Finish(Finishing {
            outcome,
            code: Some(self.placing.code.digits().to_owned()),
            signature: None,
            laid_out: 0,
            text: text.to_owned(),
            attached: doorstep_domain::order::Attachments::default(),
        })
    }

    /// Its lines.
    pub(super) fn lines(self) -> Vec<Line> {
        self.lines
    }
}

/// Takes an order; the generation is filled in when it is said.
pub(super) const ACCEPT: Act = Act::Accept { generation: 0 };
