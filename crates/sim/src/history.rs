//! What happened in a run, as an outsider saw it: every judgement of the server in its order, what the phones were told, and what broke.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_authority::{BlobOf, recovery::Withdrawal};
use doorstep_domain::{
    ClientId, Command, CommandId, Instant, Key, OrderId, PersonId, Sha256, order::Order, person::PersonCommand,
};
use doorstep_protocol::{Envelope, Outcome, PullRequest, PushResult, Receipt};

/// A promise that was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The invariant's name, such as `I1 ack-durable`.
    pub law: &'static str,
    /// What was seen.
    pub what: String,
}

/// What the server was given, in its order.
#[derive(Clone, Debug)]
pub enum Input {
    /// Commands of one person.
    Push {
        /// Whose.
        actor: PersonId,
        /// The commands.
        entries: Vec<Envelope>,
        /// The server's clock.
        at: Instant,
        /// What became of each, in a word.
        words: Vec<&'static str>,
    },
    /// Deadlines were allowed to pass.
    Deadlines {
        /// The server's clock.
        at: Instant,
        /// Not really: the clock could not be trusted.
        held: bool,
    },
    /// A block of order numbers was asked for.
    Lease {
        /// By whom.
        actor: PersonId,
        /// The question.
        request: PullRequest,
        /// The server's clock.
        at: Instant,
    },
}

/// What a phone was told of a command, the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The outcome.
    pub word: &'static str,
    /// Where it stands.
    pub receipt: Receipt,
}

impl Told {
    /// The same answer about the same place; a later boot signs it anew.
    fn is_same(&self, other: &Self) -> bool {
        let place = |told: &Self| (told.receipt.partition.clone(), told.receipt.seq, told.receipt.at);
        self.word == other.word && place(self) == place(other)
    }
}

/// A photo or a voice note.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Which.
    pub of: BlobOf,
    /// Whose phone took it.
    pub by: PersonId,
    /// The server has taken it.
    pub arrived: bool,
    /// A phone was told so.
    pub received: bool,
    /// The data went back to before it came.
    pub lost: bool,
}

impl Photo {
    /// One that was just taken.
    pub const fn new(of: BlobOf, by: PersonId) -> Self {
        Self {
            of,
            by,
            arrived: false,
            received: false,
            lost: false,
        }
    }

    /// Whether the order names it.
    pub fn named_by(&self, order: &Order) -> bool {
        let mut named = order.attachments().into_iter();
        named.any(|one| one.what.hash == self.of.hash && one.by == self.by)
    }
}

/// What happened.
#[derive(Debug, Default)]
pub struct History {
    /// Everything the server was given.
    pub inputs: Vec<Input>,
    /// Everything that ever was the subject of a command, with its partition.
    pub named: BTreeSet<(String, Key)>,
    /// What phones were told.
    pub told: BTreeMap<CommandId, Told>,
    /// Every command that reached the server.
    pub sent: BTreeSet<CommandId>,
    /// Those of which the data had no answer after it went back. Where nothing proves that it did, each may be answered anew.
    pub taken_back: BTreeSet<CommandId>,
    /// Photos and voice notes that were taken, with the orders that name them or were to.
    pub photos: BTreeMap<(OrderId, Sha256), Photo>,
    /// Commands that the server judged.
    pub commands: u64,
    /// What broke.
    pub violations: Vec<Violation>,
    /// The clock could not be trusted at the last look: no deadline passes.
    pub held: bool,
    /// The latest time the server judged by.
    pub latest: Instant,
    /// The data went back at least once.
    pub restored: bool,
    /// Consents that were withdrawn: the journal that no restore touches.
    pub withdrawn: Vec<Withdrawal>,
    numbers: BTreeMap<ClientId, u64>,
}

impl History {
    /// Notes that a promise was broken.
    pub fn broke(&mut self, law: &'static str, what: impl Into<String>) {
        let what = what.into();
        self.violations.push(Violation { law, what });
    }

    /// Deadlines were allowed to pass.
    pub fn deadlines(&mut self, at: Instant, held: bool) {
        self.held = held;
        self.latest = self.latest.max(at);
        self.inputs.push(Input::Deadlines { at, held });
    }

    /// The data went back: what the server knew of its clients is older than what was seen of it.
    pub fn went_back(&mut self) {
        self.numbers.clear();
        self.inputs.clear();
        self.restored = true;
    }

    /// The server judged commands.
    pub fn judged(&mut self, actor: PersonId, entries: Vec<Envelope>, results: &[PushResult], at: Instant) {
        if results.len() > entries.len() {
            self.broke(I7, "more answers than commands");
        }
        for (entry, result) in entries.iter().zip(results) {
            self.commands += 1;
            self.sent.insert(entry.command_id);
            if entry.command_id != result.command_id {
                self.broke(
                    I7,
                    format!("{} was answered as {}", entry.command_id, result.command_id),
                );
            }
            if let Some(command) = entry.command() {
                self.named.insert((command.partition().name(), command.key()));
                if let Command::Person(PersonCommand::Consent {
                    person,
                    purpose,
                    version: None,
                }) = command
                    && matches!(result.outcome, Outcome::Applied { .. })
                {
                    self.withdrawn.push(Withdrawal { person, purpose, at });
                }
            }
            self.count(entry, &result.outcome);
        }
        let words = results.iter().map(|r| r.outcome.word()).collect();
        self.inputs.push(Input::Push {
            actor,
            entries,
            at,
            words,
        });
    }

    /// The numbers of a client are used in order, each once.
    fn count(&mut self, entry: &Envelope, outcome: &Outcome) {
        let last = self.numbers.get(&entry.client).copied();
        match outcome {
            Outcome::Applied { .. } | Outcome::Rejected { .. } | Outcome::Faulted { .. } => {
                let fresh = last.is_none() && !self.restored;
                if last.is_some_and(|last| entry.number != last + 1) || fresh && entry.number != 1 {
                    let (client, number) = (entry.client, entry.number);
                    self.broke(I7, format!("number {number} of {client} came after {last:?}"));
                }
                self.numbers.insert(entry.client, entry.number);
            }
            // In a recovery window it is held, and has used its number up; or the server only asks for patience.
            Outcome::Deferred { .. } => {
                self.numbers.remove(&entry.client);
            }
            Outcome::Already { .. }
                if (last.is_some() || !self.restored) && Some(entry.number) == last.unwrap_or(0).checked_add(1) =>
            {
                self.numbers.insert(entry.client, entry.number);
            }
            _ => {}
        }
    }

    /// A phone was told what became of a command. It hears the same each time, unless the data lost it without a trace.
    pub fn told(&mut self, command_id: CommandId, outcome: &Outcome) {
        let first = match outcome {
            Outcome::Already { first } => first,
            other => other,
        };
        let Some(receipt) = first.receipt() else { return };
        let told = Told {
            word: first.word(),
            receipt: receipt.clone(),
        };
        match self.told.get(&command_id) {
            Some(before)
                if !self.taken_back.contains(&command_id)
                    && before.receipt.epoch == told.receipt.epoch
                    && !before.is_same(&told) =>
            {
                let what = format!("{command_id} was {before:?} and is {told:?}");
                self.broke("I1 ack-durable", what);
            }
            _ => {
                self.told.insert(command_id, told);
            }
        }
    }
}

/// Order per device.
const I7: &str = "I7 order-per-device";
