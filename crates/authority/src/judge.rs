//! One command that was never judged before: what its rules say, written down with its answer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use doorstep_domain::{
    Code, Command, Ctx, Decision, Entity, Fact, Instant, Key, Lookup, Reason, World as _,
    entity::Partition,
    order::{self, Act},
};
use doorstep_protocol::{Envelope, Outcome, Receipt};

use crate::{
    actor,
    authority::Touched,
    chore,
    execute::{How, Judge, Opened, Sitting, is_too_large},
    life::Present,
    number,
    persist::{self, Cause},
    recovery::{self, Back},
    storage::{Record, Result, StoreError, Txn},
    timers,
    world::ServerWorld,
};

/// What a judgement comes to.
#[derive(Debug)]
pub(crate) enum Judged {
    /// An answer for ever.
    So(Outcome),
    /// It may come out otherwise when the recovery window closes; nothing was written.
    Wait,
}

/// Judges a command. A panic or an unexpected error undoes its writes and becomes an answer.
pub(crate) fn new(
    txn: &mut dyn Txn,
    judge: &Judge,
    sitting: &mut Sitting,
    opened: &Opened,
    how: &How,
    touched: &mut Touched,
) -> Result<Judged> {
    let envelope = &opened.envelope;
    let partition = opened.partition();
    let name = partition.name();
    let Some(command) = &opened.command else {
        let code = if is_too_large(envelope) {
            Code::TooLarge
        } else {
            Code::UnknownCommand
        };
        if let How::Again(receipt) = how {
            return contest(txn, judge, sitting, envelope, None, receipt, &word(code)).map(Judged::So);
        }
        return reject(txn, judge, &sitting.present, envelope, &name, code.into()).map(Judged::So);
    };
    let mut judged = None;
    let mut scopes = Touched::new();
    let tried = txn.nested(&mut |inner| {
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            decide(inner, judge, sitting, envelope, command.clone(), how, &mut scopes)
        }));
        judged = Some(attempt.unwrap_or_else(|_| Err(StoreError::Aborted("a rule panicked".to_owned())))?);
        Ok(())
    });
    if partition == Partition::City {
        sitting.actor = None;
        sitting.shelf.clear();
    }
    match (tried, judged) {
        (Ok(()), Some(judged)) => {
            touched.extend(scopes);
            Ok(judged)
        }
        // The store itself is in trouble: the whole transaction fails, the phone keeps the command and tries again.
        (Err(error @ (StoreError::Full | StoreError::Retry | StoreError::Other(_))), _) => Err(error),
        (tried, _) => {
            let why = tried.err().map_or_else(|| "no outcome".to_owned(), |e| e.to_string());
            if let How::Again(receipt) = how {
                note_back(txn, judge, envelope, Some(command), receipt, Some("faulted".to_owned()))?;
            }
            fault(txn, judge, &sitting.present, envelope, &name, &why).map(Judged::So)
        }
    }
}

fn decide(
    txn: &mut dyn Txn,
    judge: &Judge,
    sitting: &mut Sitting,
    envelope: &Envelope,
    mut command: Command,
    how: &How,
    touched: &mut Touched,
) -> Result<Judged> {
    let place = matches!(&command, Command::Order(order) if order::gives_a_place(&order.act));
    if place && matches!(how, How::Careful) {
        return Ok(Judged::Wait);
    }
    let partition = command.partition().name();
    let now = match how {
        How::Again(receipt) => moment(txn, &partition, &command.key(), receipt.at)?,
        How::Now | How::Careful => judge.now.max(txn.head(&partition)?.clock),
    };
    // Deadlines that passed before something was done passed before it is done again.
    let timers_pass = match how {
        How::Again(_) => true,
        How::Now => !judge.timers_held && sitting.present.until.is_none(),
        How::Careful => false,
    };
    let about = if timers_pass {
        timers::run(txn, &partition, &command.key(), now, touched)?
    } else {
        None
    };
    let mut chosen = None;
    if let Command::Order(order) = &mut command
        && let Act::Place(placing) = &mut order.act
    {
        let number = match how {
            How::Again(_) => number::again(txn, judge.actor, &order.community, &placing.number)?,
            How::Now | How::Careful => number::choose(txn, judge.actor, &order.community, &placing.number)?,
        };
        placing.number.clone_from(&number.text);
        chosen = Some((order.community.clone(), number));
    }
    if sitting.actor.is_none() {
        sitting.actor = Some(actor::who(txn, judge.actor, now)?.0);
    }
    let as_of = matches!(how, How::Again(_)).then_some(now);
    let world = ServerWorld::load(txn, &mut sitting.shelf, &command, judge.actor, about, as_of)?;
    let Some(actor) = &sitting.actor else {
        return Err(StoreError::Aborted("nobody acts".to_owned()));
    };
    let claimed = Some(claimed(envelope, how, judge.now, now));
    let ctx = Ctx { actor, now, claimed };
    let (facts, refusal) = match (command.decide(&world, ctx), how) {
        (Decision::Undetermined, _) => {
            return Err(StoreError::Aborted(format!(
                "{} reads what it did not name",
                command.name()
            )));
        }
        (Decision::Facts(facts), _) => (facts, None),
        (Decision::Rejected(_) | Decision::Instead(..), How::Careful) => return Ok(Judged::Wait),
        (Decision::Instead(reason, facts), How::Now) => (facts, Some(reason)),
        // Evidence of a visit stands for itself; a place that is somebody else's now does not.
        (Decision::Instead(reason, facts), How::Again(_)) if !place => (facts, Some(reason)),
        (Decision::Rejected(reason) | Decision::Instead(reason, _), How::Again(_)) => {
            (undone(&world, &command, ctx), Some(reason))
        }
        (Decision::Rejected(reason), How::Now) => {
            return reject(txn, judge, &sitting.present, envelope, &partition, reason).map(Judged::So);
        }
    };
    if let (None, Some((community, number))) = (&refusal, chosen) {
        number.give(txn, &community)?;
    }
    if let (How::Again(receipt), Some(reason), true) = (how, &refusal, facts.is_empty()) {
        let why = word(reason.code);
        return contest(txn, judge, sitting, envelope, Some(&command), receipt, &why).map(Judged::So);
    }
    let seq = txn.advance(&partition, now)?;
    chore::follow(txn, &facts)?;
    let cause = Cause {
        command_id: Some(envelope.command_id),
        actor: Some(judge.actor),
    };
    let read = world.into_read(&partition);
    persist::write_facts(txn, &partition, seq, now, cause, facts, read, touched)?;
    let life = &sitting.present.life;
    let signed = Receipt {
        epoch: life.epoch.clone(),
        boot: life.boot.clone(),
        partition,
        seq,
        at: now,
        mac: String::new(),
    };
    let id = envelope.command_id;
    if let How::Again(receipt) = how {
        let why = refusal.as_ref().map(|reason| word(reason.code));
        note_back(txn, judge, envelope, Some(&command), receipt, why)?;
    }
    Ok(Judged::So(match refusal.filter(|_| !matches!(how, How::Again(_))) {
        None => Outcome::Applied {
            receipt: judge.key.sign_applied(signed, id, judge.actor, Some(&command)),
        },
        Some(reason) => Outcome::Rejected {
            reason,
            receipt: judge.key.sign(signed, id, "rejected"),
        },
    }))
}

/// When the person says they did it. A partition that once ran ahead of the clock is still ahead of it: so are then the claims, or all
/// of them would be old.
fn claimed(envelope: &Envelope, how: &How, clock: Instant, now: Instant) -> Instant {
    match how {
        How::Again(_) => envelope.claimed(),
        How::Now | How::Careful => envelope.claimed().plus(now.since(clock)),
    }
}

/// When something is done again: when it was done, or after what has happened to its order since.
fn moment(txn: &dyn Txn, partition: &str, key: &Key, was: Instant) -> Result<Instant> {
    Ok(match persist::load(txn, partition, key)? {
        Some(Entity::Order(order)) => order.trail.last().map_or(was, |last| was.max(last.at)),
        _ => was,
    })
}

/// What an order keeps of something that can't be done again; nothing when there is no such order.
fn undone(world: &ServerWorld, command: &Command, ctx: Ctx<'_>) -> Vec<(Key, Fact)> {
    let Command::Order(about) = command else {
        return Vec::new();
    };
    match world.order(about.order) {
        Lookup::Known(found) if found.community == about.community && !matches!(about.act, Act::Place(_)) => {
            vec![(command.key(), Fact::Order(order::undone(found, about, ctx)))]
        }
        _ => Vec::new(),
    }
}

/// It was acknowledged, can't be done again, and there is nothing to note it at. It is not refused: the report tells the desk, and
/// the phone that staff look at it.
fn contest(
    txn: &mut dyn Txn,
    judge: &Judge,
    sitting: &Sitting,
    envelope: &Envelope,
    command: Option<&Command>,
    receipt: &Receipt,
    why: &str,
) -> Result<Outcome> {
    note_back(txn, judge, envelope, command, receipt, Some(why.to_owned()))?;
    Ok(Outcome::Faulted {
        receipt: self::receipt(txn, judge, &sitting.present, envelope, &receipt.partition, "faulted")?,
    })
}

fn note_back(
    txn: &mut dyn Txn,
    judge: &Judge,
    envelope: &Envelope,
    command: Option<&Command>,
    receipt: &Receipt,
    contested: Option<String>,
) -> Result<()> {
    let about = command.map(Command::key);
    let back = Back {
        receipt: receipt.clone(),
        actor: judge.actor,
        what: command.map_or("unknown", Command::name).to_owned(),
        about: about
            .map(|key| format!("{}/{}", key.kind.word(), key.id))
            .unwrap_or_default(),
        contested,
    };
    recovery::note_back(txn, envelope.command_id, &back)
}

/// The code as it is stored.
fn word(code: Code) -> String {
    let json = serde_json::to_string(&code).unwrap_or_default();
    json.trim_matches('"').to_owned()
}

/// A first answer that is given again, with a receipt of this life: what the data holds now, it holds in this one.
pub(crate) fn of_this_life(first: Outcome, judge: &Judge, present: &Present, opened: &Opened) -> Outcome {
    let (id, epoch) = (opened.envelope.command_id, &present.life.epoch);
    let anew = |receipt: Receipt| Receipt {
        epoch: epoch.clone(),
        boot: present.life.boot.clone(),
        ..receipt
    };
    match first {
        Outcome::Applied { receipt } if receipt.epoch != *epoch => Outcome::Applied {
            receipt: (judge.key).sign_applied(anew(receipt), id, judge.actor, opened.command.as_ref()),
        },
        Outcome::Rejected { reason, receipt } if receipt.epoch != *epoch => Outcome::Rejected {
            reason,
            receipt: judge.key.sign(anew(receipt), id, "rejected"),
        },
        Outcome::Faulted { receipt } if receipt.epoch != *epoch => Outcome::Faulted {
            receipt: judge.key.sign(anew(receipt), id, "faulted"),
        },
        other => other,
    }
}

/// A receipt at the present head: a refusal changes nothing, so it takes no sequence of its own.
pub(crate) fn receipt(
    txn: &dyn Txn,
    judge: &Judge,
    present: &Present,
    envelope: &Envelope,
    partition: &str,
    word: &str,
) -> Result<Receipt> {
    let head = txn.head(partition)?;
    let receipt = Receipt {
        epoch: present.life.epoch.clone(),
        boot: present.life.boot.clone(),
        partition: partition.to_owned(),
        seq: head.seq,
        at: judge.now.max(head.clock),
        mac: String::new(),
    };
    Ok(judge.key.sign(receipt, envelope.command_id, word))
}

fn reject(
    txn: &dyn Txn,
    judge: &Judge,
    present: &Present,
    envelope: &Envelope,
    partition: &str,
    reason: Reason,
) -> Result<Outcome> {
    Ok(Outcome::Rejected {
        reason,
        receipt: receipt(txn, judge, present, envelope, partition, "rejected")?,
    })
}

/// Keeps the command for staff. The record holds ids and the kind of error, never the body.
fn fault(
    txn: &mut dyn Txn,
    judge: &Judge,
    present: &Present,
    envelope: &Envelope,
    partition: &str,
    why: &str,
) -> Result<Outcome> {
    let record = Record {
        id: envelope.command_id.to_string(),
        owner: partition.to_owned(),
        body: serde_json::to_string(&(judge.actor, judge.now, why))?,
        expires: None,
    };
    txn.put_record("fault", &record)?;
    Ok(Outcome::Faulted {
        receipt: receipt(txn, judge, present, envelope, partition, "faulted")?,
    })
}
