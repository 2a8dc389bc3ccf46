//! Judging commands: each once, in order, and whatever happens in one stops nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use doorstep_domain::{Actor, Code, Command, Ctx, Decision, Instant, PersonId, Reason, entity::Partition, order::Act};
use doorstep_protocol::{
    Envelope, Outcome, PushResult, Receipt,
    version::{COMMAND_BYTES_MAX, SCHEMA, SCHEMA_OLDEST},
};

use crate::{
    actor,
    authority::{Life, Touched},
    chore,
    clients::Clients,
    number,
    persist::{self, Cause},
    receipt::{MacKey, sha256_hex},
    storage::{Answer, Record, Result, StoreError, Txn},
    timers,
    world::{CityShelf, ServerWorld},
};

/// Everything a judgement depends on besides the store.
#[derive(Debug)]
pub(crate) struct Judge {
    pub(crate) key: MacKey,
    pub(crate) life: Life,
    pub(crate) actor: PersonId,
    pub(crate) now: Instant,
    /// The clock can't be trusted at present: no deadline passes.
    pub(crate) timers_held: bool,
}

/// An envelope, opened once, before the writer is asked: reading and hashing need no turn.
#[derive(Debug)]
pub(crate) struct Opened {
    envelope: Envelope,
    /// SHA-256 of the body, hex.
    hash: String,
    /// Nothing when this build can't read it, or it is too large to be read at all.
    command: Option<Command>,
}

impl Opened {
    pub(crate) fn new(envelope: Envelope) -> Self {
        let command = if is_too_large(&envelope) {
            None
        } else {
            envelope.command()
        };
        let hash = sha256_hex(envelope.body.get().as_bytes());
        Self {
            envelope,
            hash,
            command,
        }
    }

    /// Where it writes. What can't be read is answered in the city's sequence.
    pub(crate) fn partition(&self) -> Partition {
        self.command.as_ref().map_or(Partition::City, Command::partition)
    }
}

fn is_too_large(envelope: &Envelope) -> bool {
    envelope.body.get().len() > COMMAND_BYTES_MAX
}

/// Whether the rest of a batch must wait for the phone to do something about this outcome.
pub(crate) const fn stops(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Gap { .. } | Outcome::Fork | Outcome::Deferred { .. } | Outcome::Upgrade | Outcome::Unknown
    )
}

/// What a run of commands in one transaction keeps from one to the next.
#[derive(Debug, Default)]
struct Sitting {
    clients: Clients,
    /// The actor; forgotten whenever the city may have changed.
    actor: Option<Actor>,
    shelf: CityShelf,
}

/// Judges a run of commands of one partition, in order.
pub(crate) fn run(txn: &mut dyn Txn, judge: &Judge, run: Vec<Opened>) -> Result<(Vec<PushResult>, Touched)> {
    let (mut results, mut touched) = (Vec::with_capacity(run.len()), Touched::new());
    let mut sitting = Sitting::default();
    for opened in run {
        let command_id = opened.envelope.command_id;
        let outcome = one(txn, judge, &mut sitting, &opened, &mut touched)?;
        let stop = stops(&outcome);
        results.push(PushResult { command_id, outcome });
        if stop {
            break;
        }
    }
    sitting.clients.store(txn)?;
    Ok((results, touched))
}

fn one(
    txn: &mut dyn Txn,
    judge: &Judge,
    sitting: &mut Sitting,
    opened: &Opened,
    touched: &mut Touched,
) -> Result<Outcome> {
    let envelope = &opened.envelope;
    if !(SCHEMA_OLDEST..=SCHEMA).contains(&envelope.schema) {
        return Ok(Outcome::Upgrade);
    }
    let Some(last) = sitting.clients.last(txn, envelope.client, judge.actor)? else {
        return Ok(Outcome::Fork);
    };
    if envelope.actor != judge.actor {
        return Ok(Outcome::Fork);
    }
    if let Some(answer) = txn.answer(envelope.command_id)? {
        if answer.hash != opened.hash || answer.actor != judge.actor {
            return Ok(Outcome::Fork);
        }
        // The same command from a renewed client: its number is used up all the same.
        if Some(envelope.number) == last.checked_add(1) {
            sitting
                .clients
                .used(envelope.client, judge.actor, envelope.number, judge.now);
        }
        let first = match serde_json::from_str(&answer.outcome) {
            Ok(first) => first,
            // It was judged, and nobody can say how any more: not again, and no wall for the commands behind it.
            Err(_) => Outcome::Faulted {
                receipt: receipt(txn, judge, envelope, &Partition::City.name(), "faulted")?,
            },
        };
        return Ok(Outcome::Already { first: Box::new(first) });
    }
    if envelope.number <= last {
        return Ok(Outcome::Fork);
    }
    if envelope.number > last + 1 {
        return Ok(Outcome::Gap { expected: last + 1 });
    }
    let outcome = judge_new(txn, judge, sitting, opened, touched)?;
    sitting
        .clients
        .used(envelope.client, judge.actor, envelope.number, judge.now);
    txn.put_answer(&Answer {
        command_id: envelope.command_id,
        hash: opened.hash.clone(),
        actor: judge.actor,
        client: envelope.client,
        number: envelope.number,
        at: judge.now,
        outcome: serde_json::to_string(&outcome)?,
    })?;
    Ok(outcome)
}

/// Judges a command that was never judged before. A panic or an unexpected error undoes its writes and becomes an answer.
fn judge_new(
    txn: &mut dyn Txn,
    judge: &Judge,
    sitting: &mut Sitting,
    opened: &Opened,
    touched: &mut Touched,
) -> Result<Outcome> {
    let envelope = &opened.envelope;
    let partition = opened.partition();
    let name = partition.name();
    let Some(command) = &opened.command else {
        let code = if is_too_large(envelope) {
            Code::TooLarge
        } else {
            Code::UnknownCommand
        };
        return reject(txn, judge, envelope, &name, code.into());
    };
    let mut outcome = None;
    let mut scopes = Touched::new();
    let tried = txn.nested(&mut |inner| {
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            decide(inner, judge, sitting, envelope, command.clone(), &mut scopes)
        }));
        outcome = Some(attempt.unwrap_or_else(|_| Err(StoreError::Aborted("a rule panicked".to_owned())))?);
        Ok(())
    });
    if partition == Partition::City {
        sitting.actor = None;
        sitting.shelf.clear();
    }
    match (tried, outcome) {
        (Ok(()), Some(outcome)) => {
            touched.extend(scopes);
            Ok(outcome)
        }
        // The store itself is in trouble: the whole transaction fails, the phone keeps the command and tries again.
        (Err(error @ (StoreError::Full | StoreError::Retry | StoreError::Other(_))), _) => Err(error),
        (tried, _) => {
            let why = tried.err().map_or_else(|| "no outcome".to_owned(), |e| e.to_string());
            fault(txn, judge, envelope, &name, &why)
        }
    }
}

fn decide(
    txn: &mut dyn Txn,
    judge: &Judge,
    sitting: &mut Sitting,
    envelope: &Envelope,
    mut command: Command,
    touched: &mut Touched,
) -> Result<Outcome> {
    let partition = command.partition().name();
    let now = judge.now.max(txn.head(&partition)?.clock);
    let about = if judge.timers_held {
        None
    } else {
        timers::run(txn, &partition, &command.key(), now, touched)?
    };
    let mut chosen = None;
    if let Command::Order(order) = &mut command
        && let Act::Place(placing) = &mut order.act
    {
        let number = number::choose(txn, judge.actor, &order.community, &placing.number)?;
        placing.number.clone_from(&number.text);
        chosen = Some((order.community.clone(), number));
    }
    if sitting.actor.is_none() {
        sitting.actor = Some(actor::who(txn, judge.actor, now)?.0);
    }
    let world = ServerWorld::load(txn, &mut sitting.shelf, &command, judge.actor, about)?;
    let Some(actor) = &sitting.actor else {
        return Err(StoreError::Aborted("nobody acts".to_owned()));
    };
    // A partition that once ran ahead of the clock is still ahead of it: so are then the claims, or all of them would be old.
    let claimed = Some(envelope.claimed().plus(now.since(judge.now)));
    let (facts, refusal) = match command.decide(&world, Ctx { actor, now, claimed }) {
        Decision::Facts(facts) => (facts, None),
        Decision::Instead(reason, facts) => (facts, Some(reason)),
        Decision::Rejected(reason) => return reject(txn, judge, envelope, &partition, reason),
        Decision::Undetermined => {
            return Err(StoreError::Aborted(format!(
                "{} reads what it did not name",
                command.name()
            )));
        }
    };
    if let (None, Some((community, number))) = (&refusal, chosen) {
        number.give(txn, &community)?;
    }
    let seq = txn.advance(&partition, now)?;
    chore::follow(txn, &facts)?;
    let cause = Cause {
        command_id: Some(envelope.command_id),
        actor: Some(judge.actor),
    };
    let read = world.into_read(&partition);
    persist::write_facts(txn, &partition, seq, now, cause, facts, read, touched)?;
    let receipt = Receipt {
        epoch: judge.life.epoch.clone(),
        partition,
        seq,
        at: now,
        mac: String::new(),
    };
    Ok(match refusal {
        None => Outcome::Applied {
            receipt: judge.key.sign(receipt, envelope.command_id, "applied"),
        },
        Some(reason) => Outcome::Rejected {
            reason,
            receipt: judge.key.sign(receipt, envelope.command_id, "rejected"),
        },
    })
}

/// A receipt at the present head: a refusal changes nothing, so it takes no sequence of its own.
fn receipt(txn: &dyn Txn, judge: &Judge, envelope: &Envelope, partition: &str, word: &str) -> Result<Receipt> {
    let head = txn.head(partition)?;
    let receipt = Receipt {
        epoch: judge.life.epoch.clone(),
        partition: partition.to_owned(),
        seq: head.seq,
        at: judge.now.max(head.clock),
        mac: String::new(),
    };
    Ok(judge.key.sign(receipt, envelope.command_id, word))
}

fn reject(txn: &dyn Txn, judge: &Judge, envelope: &Envelope, partition: &str, reason: Reason) -> Result<Outcome> {
    Ok(Outcome::Rejected {
        reason,
        receipt: receipt(txn, judge, envelope, partition, "rejected")?,
    })
}

/// Keeps the command for staff. The record holds ids and the kind of error, never the body.
fn fault(txn: &mut dyn Txn, judge: &Judge, envelope: &Envelope, partition: &str, why: &str) -> Result<Outcome> {
    let record = Record {
        id: envelope.command_id.to_string(),
        owner: partition.to_owned(),
        body: serde_json::to_string(&(judge.actor, judge.now, why))?,
        expires: None,
    };
    txn.put_record("fault", &record)?;
    Ok(Outcome::Faulted {
        receipt: receipt(txn, judge, envelope, partition, "faulted")?,
    })
}
