//! Judging commands: each once, in order, and whatever happens in one stops nothing else.

use doorstep_domain::{Actor, Command, Instant, PersonId, entity::Partition};
use doorstep_protocol::{
    Envelope, Outcome, PushResult, Receipt,
    version::{COMMAND_BYTES_MAX, SCHEMA, SCHEMA_OLDEST},
};

use crate::{
    authority::Touched,
    clients::Clients,
    judge::{self, Judged},
    life::Present,
    receipt::{MacKey, sha256_hex},
    recovery::{self, Held, Origin, Seen},
    storage::{Answer, Result, Txn},
    world::CityShelf,
};

/// How soon a phone asks again that brought news of a lost life: the server is beginning another one.
const SOON_MS: u32 = 1_000;
/// Least and most time after which a phone asks again for what is held.
const LATER_MS: (i64, i64) = (5_000, 120_000);

/// Everything a judgement depends on besides the store.
#[derive(Clone, Debug)]
pub(crate) struct Judge {
    pub(crate) key: MacKey,
    pub(crate) actor: PersonId,
    pub(crate) now: Instant,
    /// The clock can't be trusted at present: no deadline passes.
    pub(crate) timers_held: bool,
    /// The data is known to have gone back, and another life begins at any moment: nothing is refused, as in its window.
    pub(crate) went_back: bool,
    /// It is put back on purpose, and nobody minds.
    pub(crate) on_purpose: bool,
}

/// An envelope, opened once, before the writer is asked: reading and hashing need no turn.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) envelope: Envelope,
    /// SHA-256 of the body, hex.
    hash: String,
    /// Nothing when this build can't read it, or it is too large to be read at all.
    pub(crate) command: Option<Command>,
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

pub(crate) fn is_too_large(envelope: &Envelope) -> bool {
    envelope.body.get().len() > COMMAND_BYTES_MAX
}

/// How a command that was never judged is judged.
#[derive(Clone, Debug)]
pub(crate) enum How {
    /// As of now.
    Now,
    /// As of now, while a recovery window is open: what would be refused waits, and nobody is given an order.
    Careful,
    /// Again: this server signed this receipt for it, and lost it since. Never refused.
    Again(Receipt),
}

/// What a run of commands in one transaction keeps from one to the next.
#[derive(Debug)]
pub(crate) struct Sitting {
    pub(crate) present: Present,
    clients: Clients,
    /// The actor; forgotten whenever the city may have changed.
    pub(crate) actor: Option<Actor>,
    pub(crate) shelf: CityShelf,
    /// Proof that the data went back.
    evidence: Option<Seen>,
}

impl Sitting {
    fn new(txn: &dyn Txn) -> Result<Self> {
        Ok(Self {
            present: Present::read(txn)?,
            clients: Clients::default(),
            actor: None,
            shelf: CityShelf::new(),
            evidence: None,
        })
    }
}

/// What became of a run of commands.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) results: Vec<PushResult>,
    pub(crate) touched: Touched,
    /// The phone must do something about the last one first.
    pub(crate) stopped: bool,
    pub(crate) evidence: Option<Seen>,
}

/// Judges a run of commands of one partition, in order.
pub(crate) fn run(txn: &mut dyn Txn, judge: &Judge, run: Vec<Opened>) -> Result<Run> {
    let (mut results, mut touched, mut stopped) = (Vec::with_capacity(run.len()), Touched::new(), false);
    let mut sitting = Sitting::new(txn)?;
    for opened in run {
        let command_id = opened.envelope.command_id;
        let (outcome, stop) = match one(txn, judge, &mut sitting, &opened, &mut touched)? {
            Answered::Held(retry_ms) => (Outcome::Deferred { retry_ms }, false),
            Answered::So(outcome) => {
                let stop = stops(&outcome);
                (outcome, stop)
            }
        };
        results.push(PushResult { command_id, outcome });
        stopped = stop;
        if stop {
            break;
        }
    }
    sitting.clients.store(txn)?;
    Ok(Run {
        results,
        touched,
        stopped,
        evidence: sitting.evidence,
    })
}

/// Whether the rest of a batch must wait for the phone to do something about this outcome.
const fn stops(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Gap { .. } | Outcome::Fork | Outcome::Deferred { .. } | Outcome::Upgrade | Outcome::Unknown
    )
}

enum Answered {
    So(Outcome),
    /// Held until the recovery window closes; the next one can go on.
    Held(u32),
}

impl From<Outcome> for Answered {
    fn from(outcome: Outcome) -> Self {
        Self::So(outcome)
    }
}

fn one(
    txn: &mut dyn Txn,
    judge: &Judge,
    sitting: &mut Sitting,
    opened: &Opened,
    touched: &mut Touched,
) -> Result<Answered> {
    let envelope = &opened.envelope;
    if !(SCHEMA_OLDEST..=SCHEMA).contains(&envelope.schema) {
        return Ok(Outcome::Upgrade.into());
    }
    let Some(last) = sitting.clients.last(txn, envelope.client, judge.actor)? else {
        return Ok(Outcome::Fork.into());
    };
    if envelope.actor != judge.actor {
        return Ok(Outcome::Fork.into());
    }
    let receipt = proven(judge, opened);
    // What goes again was judged once, whatever its phone has forgotten of it since (a signature, say). Its own answer is all it
    // gets, so that holds also for a receipt of a key that is gone.
    let same = |hash: &str| hash == opened.hash || envelope.receipt.is_some();
    let next = Some(envelope.number) == last.checked_add(1);
    if let Some(answer) = txn.answer(envelope.command_id)? {
        if !same(&answer.hash) || answer.actor != judge.actor {
            return Ok(Outcome::Fork.into());
        }
        // The same command from a renewed client: its number is used up all the same.
        if next {
            sitting
                .clients
                .used(envelope.client, judge.actor, envelope.number, judge.now);
        }
        let first = match serde_json::from_str(&answer.outcome) {
            Ok(first) => judge::of_this_life(first, judge, &sitting.present, opened),
            // It was judged, and nobody can say how any more: not again, and no wall for the commands behind it.
            Err(_) => Outcome::Faulted {
                receipt: judge::receipt(
                    txn,
                    judge,
                    &sitting.present,
                    envelope,
                    &Partition::City.name(),
                    "faulted",
                )?,
            },
        };
        return Ok(Outcome::Already { first: Box::new(first) }.into());
    }
    if (receipt.is_some() || judge.went_back || sitting.evidence.is_some() || sitting.present.until.is_some())
        && let Some(held) = recovery::holding(txn, envelope.command_id)?
    {
        if !same(&held.hash) || held.envelope.actor != judge.actor {
            return Ok(Outcome::Fork.into());
        }
        if next {
            sitting
                .clients
                .used(envelope.client, judge.actor, envelope.number, judge.now);
        }
        return Ok(Answered::Held(later(judge, sitting)));
    }
    if envelope.number <= last {
        return Ok(Outcome::Fork.into());
    }
    if !next {
        return Ok(Outcome::Gap { expected: last + 1 }.into());
    }
    let how = match receipt {
        Some(receipt) => {
            let news = !judge.on_purpose && lost(txn, sitting, &receipt)?;
            if news || sitting.present.until.is_some() {
                return wait(txn, judge, sitting, opened, Some(receipt));
            }
            How::Again(receipt)
        }
        None if judge.went_back || sitting.evidence.is_some() || sitting.present.until.is_some() => How::Careful,
        None => How::Now,
    };
    let Judged::So(outcome) = judge::new(txn, judge, sitting, opened, &how, touched)? else {
        return wait(txn, judge, sitting, opened, None);
    };
    sitting
        .clients
        .used(envelope.client, judge.actor, envelope.number, judge.now);
    answer(txn, judge, opened, &outcome)?;
    Ok(outcome.into())
}

/// Judges a command that was held, when its window closes.
pub(crate) fn settle(
    txn: &mut dyn Txn,
    judge: &Judge,
    opened: &Opened,
    receipt: Option<Receipt>,
    touched: &mut Touched,
) -> Result<()> {
    let id = opened.envelope.command_id;
    recovery::let_go(txn, id)?;
    if txn.answer(id)?.is_some() {
        return Ok(());
    }
    let mut judge = judge.clone();
    judge.actor = opened.envelope.actor;
    let how = receipt.map_or(How::Now, How::Again);
    let mut sitting = Sitting::new(txn)?;
    if let Judged::So(outcome) = judge::new(txn, &judge, &mut sitting, opened, &how, touched)? {
        answer(txn, &judge, opened, &outcome)?;
    }
    Ok(())
}

/// The receipt that came along, if this server signed it for this command.
fn proven(judge: &Judge, opened: &Opened) -> Option<Receipt> {
    let receipt = opened.envelope.receipt.as_ref()?;
    let id = opened.envelope.command_id;
    let ours = receipt.partition == opened.partition().name()
        && (judge.key).vouches(receipt, id, judge.actor, opened.command.as_ref());
    ours.then(|| receipt.clone())
}

/// The data has lost what this receipt stands for. Says whether nobody knew that it went back: then this is the proof, and it is
/// held until the life that begins now can judge it.
fn lost(txn: &mut dyn Txn, sitting: &mut Sitting, receipt: &Receipt) -> Result<bool> {
    let places = [(receipt.partition.clone(), receipt.seq)].into();
    match recovery::origin(txn, &sitting.present, &receipt.epoch, &receipt.boot, places)? {
        Origin::News(seen) => {
            sitting.evidence = Some(seen);
            Ok(true)
        }
        Origin::Lost(seen) => recovery::note_seen(txn, &seen).map(|()| false),
        Origin::Ours => Ok(false),
    }
}

/// Holds a command until the window closes. Its number is used: those behind it go on.
fn wait(
    txn: &mut dyn Txn,
    judge: &Judge,
    sitting: &mut Sitting,
    opened: &Opened,
    receipt: Option<Receipt>,
) -> Result<Answered> {
    let mut held = Held {
        at: judge.now,
        hash: opened.hash.clone(),
        envelope: opened.envelope.clone(),
    };
    held.envelope.receipt = receipt;
    recovery::hold(txn, &sitting.present.life.epoch, &held)?;
    let Envelope { client, number, .. } = held.envelope;
    sitting.clients.used(client, judge.actor, number, judge.now);
    Ok(Answered::Held(later(judge, sitting)))
}

fn later(judge: &Judge, sitting: &Sitting) -> u32 {
    let left = sitting.present.until.map(|until| until.since(judge.now));
    let ms = left.map(|left| left.clamp(LATER_MS.0, LATER_MS.1));
    ms.and_then(|ms| u32::try_from(ms).ok()).unwrap_or(SOON_MS)
}

/// Stores the answer, in the transaction of its effect.
fn answer(txn: &mut dyn Txn, judge: &Judge, opened: &Opened, outcome: &Outcome) -> Result<()> {
    let envelope = &opened.envelope;
    txn.put_answer(&Answer {
        command_id: envelope.command_id,
        hash: opened.hash.clone(),
        actor: judge.actor,
        client: envelope.client,
        number: envelope.number,
        at: judge.now,
        outcome: serde_json::to_string(outcome)?,
    })
}
