//! Judging one command: once, in order, and whatever happens in it stops nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};

use doorstep_domain::{Code, Command, Ctx, Decision, Instant, PersonId, Reason, entity::Partition, order::Act};
use doorstep_protocol::{
    Envelope, Outcome, PushResult, Receipt,
    version::{COMMAND_BYTES_MAX, SCHEMA, SCHEMA_OLDEST},
};

use crate::{
    actor::seat,
    authority::{Life, Touched},
    chore, number,
    persist::{self, Cause},
    receipt::{MacKey, sha256_hex},
    storage::{Answer, ClientRow, Result, StoreError, Txn},
    timers,
    world::ServerWorld,
};

/// Everything a judgement depends on besides the store.
pub(crate) struct Judge<'a> {
    pub(crate) key: &'a MacKey,
    pub(crate) life: &'a Life,
    pub(crate) actor: PersonId,
    pub(crate) now: Instant,
}

/// Where a command writes. What can't be read is answered in the city's sequence.
pub(crate) fn partition_of(envelope: &Envelope) -> Partition {
    envelope
        .command()
        .map_or(Partition::City, |command| command.partition())
}

/// Whether the rest of a batch must wait for the phone to do something about this outcome.
pub(crate) const fn stops(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Gap { .. } | Outcome::Fork | Outcome::Deferred { .. } | Outcome::Upgrade | Outcome::Unknown
    )
}

/// Judges a run of commands of one partition, in order.
pub(crate) fn run(txn: &mut dyn Txn, judge: &Judge<'_>, run: &[Envelope]) -> Result<(Vec<PushResult>, Touched)> {
    let (mut results, mut touched) = (Vec::new(), Touched::new());
    for envelope in run {
        let outcome = one(txn, judge, envelope, &mut touched)?;
        let stop = stops(&outcome);
        results.push(PushResult {
            command_id: envelope.command_id,
            outcome,
        });
        if stop {
            break;
        }
    }
    Ok((results, touched))
}

fn one(txn: &mut dyn Txn, judge: &Judge<'_>, envelope: &Envelope, touched: &mut Touched) -> Result<Outcome> {
    if !(SCHEMA_OLDEST..=SCHEMA).contains(&envelope.schema) {
        return Ok(Outcome::Upgrade);
    }
    let hash = sha256_hex(envelope.body.get().as_bytes());
    let seen = txn.client(envelope.client)?;
    if seen.is_some_and(|row| row.actor != judge.actor) || envelope.actor != judge.actor {
        return Ok(Outcome::Fork);
    }
    let last = seen.map_or(0, |row| row.last_number);
    if let Some(answer) = txn.answer(envelope.command_id)? {
        if answer.hash != hash || answer.actor != judge.actor {
            return Ok(Outcome::Fork);
        }
        // The same command from a renewed client: its number is used up all the same.
        if envelope.number == last + 1 {
            remember(txn, judge, envelope)?;
        }
        return Ok(Outcome::Already {
            first: Box::new(serde_json::from_str(&answer.outcome)?),
        });
    }
    if envelope.number > last + 1 {
        return Ok(Outcome::Gap { expected: last + 1 });
    }
    if envelope.number <= last {
        return Ok(Outcome::Fork);
    }
    let outcome = judge_new(txn, judge, envelope, touched)?;
    remember(txn, judge, envelope)?;
    txn.put_answer(&Answer {
        command_id: envelope.command_id,
        hash,
        actor: judge.actor,
        client: envelope.client,
        number: envelope.number,
        at: judge.now,
        outcome: serde_json::to_string(&outcome)?,
    })?;
    Ok(outcome)
}

fn remember(txn: &mut dyn Txn, judge: &Judge<'_>, envelope: &Envelope) -> Result<()> {
    let row = ClientRow {
        actor: judge.actor,
        last_number: envelope.number,
        seen: judge.now,
    };
    txn.put_client(envelope.client, &row)
}

/// Judges a command that was never judged before. A panic or an unexpected error undoes its writes and becomes an answer.
fn judge_new(txn: &mut dyn Txn, judge: &Judge<'_>, envelope: &Envelope, touched: &mut Touched) -> Result<Outcome> {
    let Some(command) = envelope.command() else {
        return reject(
            txn,
            judge,
            envelope,
            &Partition::City.name(),
            Code::UnknownCommand.into(),
        );
    };
    let partition = command.partition().name();
    if envelope.body.get().len() > COMMAND_BYTES_MAX {
        return reject(txn, judge, envelope, &partition, Code::TooLarge.into());
    }
    let mut outcome = None;
    let mut scopes = Touched::new();
    let tried = txn.nested(&mut |inner| {
        scopes.clear();
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            decide(inner, judge, envelope, command.clone(), &mut scopes)
        }));
        outcome = Some(attempt.unwrap_or_else(|_| Err(StoreError::Aborted("a rule panicked".to_owned())))?);
        Ok(())
    });
    match (tried, outcome) {
        (Ok(()), Some(outcome)) => {
            touched.extend(scopes);
            Ok(outcome)
        }
        // The store itself is in trouble: the whole transaction fails, the phone keeps the command and tries again.
        (Err(error @ (StoreError::Full | StoreError::Retry | StoreError::Other(_))), _) => Err(error),
        (tried, _) => {
            let why = tried.err().map_or_else(|| "no outcome".to_owned(), |e| e.to_string());
            fault(txn, judge, envelope, &partition, &why)
        }
    }
}

fn decide(
    txn: &mut dyn Txn,
    judge: &Judge<'_>,
    envelope: &Envelope,
    mut command: Command,
    touched: &mut Touched,
) -> Result<Outcome> {
    let partition = command.partition().name();
    let now = judge.now.max(txn.head(&partition)?.clock);
    timers::run(txn, &partition, &command.key(), now, touched)?;
    if let Command::Order(order) = &mut command
        && let Act::Place(placing) = &mut order.act
    {
        placing.number = number::settle(txn, judge.actor, &order.community, &placing.number, now)?;
    }
    let actor = seat(txn, judge.actor, now)?.actor;
    let world = ServerWorld::load(txn, &command, judge.actor)?;
    let ctx = Ctx {
        actor: &actor,
        now,
        claimed: Some(envelope.claimed()),
    };
    let (facts, refusal) = match command.decide(&world, ctx) {
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
    let seq = txn.advance(&partition, now)?;
    chore::follow(txn, &facts, now)?;
    let cause = Cause {
        command_id: Some(envelope.command_id),
        actor: Some(judge.actor),
    };
    persist::write_facts(txn, &partition, seq, now, cause, facts, touched)?;
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
fn receipt(txn: &dyn Txn, judge: &Judge<'_>, envelope: &Envelope, partition: &str, word: &str) -> Result<Receipt> {
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

fn reject(txn: &dyn Txn, judge: &Judge<'_>, envelope: &Envelope, partition: &str, reason: Reason) -> Result<Outcome> {
    Ok(Outcome::Rejected {
        reason,
        receipt: receipt(txn, judge, envelope, partition, "rejected")?,
    })
}

/// Keeps the command for staff. The record holds ids and the kind of error, never the body.
fn fault(txn: &mut dyn Txn, judge: &Judge<'_>, envelope: &Envelope, partition: &str, why: &str) -> Result<Outcome> {
    let record = crate::storage::Record {
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
