//! The lane of attachments: photos and voice notes go to the community beside the outbox, after the command that names them, and
//! no command ever waits for them. Their bytes lie on disk in a store of their own; here is which of them may go, and when.
//!
//! Sans IO like the rest: [`BlobQueue::update`] takes what happened and says what to do. Whatever is on disk is the truth, so a phone
//! that was killed goes on from there, and what went out twice is one for the server.

use doorstep_domain::{
    CommandId, CommunityId, Entity, Instant, Key, OrderId, Sha256,
    order::Order,
    time::{DAY, MINUTE},
};
use serde::{Deserialize, Serialize};

use crate::{
    entry::{Entry, EntryState},
    event::Failure,
    link::{Link, Standing},
    replica::Replica,
};

/// Most bytes of attachments that a phone keeps for sending: a hundred photos, a tenth of what a cheap phone has left.
pub const BLOB_ROOM: u64 = 40 * 1024 * 1024;
/// What no command names is of a draft that nobody finished, and goes after as long as the outbox looks back.
const ORPHANED: i64 = 14 * DAY;
/// How long one waits of which the server says that its command comes first, though the phone has its receipt.
const NOT_YET_WAIT: i64 = 10 * MINUTE;
/// The same where the order will hardly name it, and the phone is not shown whether it does: bytes cost a person something.
const HARDLY_WAIT: i64 = DAY;

/// What is noted beside the bytes on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRow {
    /// The address of the bytes.
    pub hash: Sha256,
    /// The order that names them, or will.
    pub order: OrderId,
    /// Its community.
    pub community: CommunityId,
    /// How many.
    pub bytes: u32,
    /// When they were made, by the phone's clock.
    pub made: Instant,
    /// How long a voice note is; nothing for a photo.
    #[serde(default)]
    pub seconds: u16,
}

impl BlobRow {
    /// Whether both are one: the same bytes for the same order.
    pub fn is(&self, other: &Self) -> bool {
        self.hash == other.hash && self.order == other.order
    }
}

/// Something happened to the lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlobEvent {
    /// This is what lies on disk.
    Rows(Vec<BlobRow>),
    /// The outbox, the confirmed state or the line may have changed.
    Look,
    /// The network may be back.
    Nudge,
    /// What became of one that was sent.
    Sent {
        /// Which.
        row: BlobRow,
        /// The answer.
        answer: Result<(), BlobRefusal>,
    },
}

/// Why the server did not take one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobRefusal {
    /// There was no answer, or none about this one.
    Failed(Failure),
    /// Its command comes first.
    NotYet,
    /// What named it was erased: it may go from the phone.
    Gone,
    /// It is not what it should be: no other try will help.
    Unfit,
}

/// What the lane wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlobEffect {
    /// Send the bytes; answer `Sent`.
    Send(BlobRow),
    /// Remove one from disk: the community has it, or nobody wants it any more. The same photo of another order stays.
    Forget(BlobRow),
    /// The server could not use one, and the person should know.
    Lost(BlobRow),
    /// Send `Look` at this moment (device clock) or a little later.
    Wake {
        /// When.
        at: Instant,
    },
}

/// Why one is still here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobWait {
    /// No command names it: it is of something that was not finished.
    Draft,
    /// Its command goes first.
    Command,
    /// Its command was refused.
    Refused,
    /// The server asked to come back at this moment (device clock).
    Until(Instant),
    /// It is going out.
    Sending,
    /// It goes by itself as soon as the line lets it.
    Line,
}

/// Where one stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// No command names it.
    Draft,
    /// Its command has no receipt yet.
    Waits,
    /// Its command was refused.
    Refused,
    /// It may go.
    Ready,
    /// Nobody will ever ask for it.
    Over,
}

/// One that the server did not expect yet.
#[derive(Clone, Debug)]
struct Hold {
    row: BlobRow,
    /// The last command that named it: another one may change the server's mind.
    command: Option<CommandId>,
    until: Instant,
}

/// The lane of one person on one phone.
#[derive(Clone, Debug, Default)]
pub struct BlobQueue {
    rows: Vec<BlobRow>,
    sending: Option<BlobRow>,
    /// Waits of its own: a line on which nothing large gets through may still carry commands.
    line: Link,
    /// Not before this moment, said the server; no sign of the network ends it sooner.
    wait: Option<Instant>,
    /// Some of them not before a moment of their own.
    held: Vec<Hold>,
}

impl BlobQueue {
    /// Takes what happened at `now` (device clock) and says what to do. `replica` is the outbox beside it.
    pub fn update(&mut self, event: BlobEvent, replica: &Replica, now: Instant) -> Vec<BlobEffect> {
        let mut effects = Vec::new();
        match event {
            BlobEvent::Rows(rows) => {
                self.rows = rows;
                doorstep_domain::sort::by_key(&mut self.rows, |row| row.made);
            }
            BlobEvent::Look => {}
            BlobEvent::Nudge => self.line.retry_at = None,
            BlobEvent::Sent { row, answer } => self.answered(&row, answer, replica, now, &mut effects),
        }
        self.go_on(replica, now, &mut effects);
        effects
    }

    /// What lies on this phone and did not reach the community, oldest first.
    pub fn rows(&self) -> &[BlobRow] {
        &self.rows
    }

    /// The same, with why each is still here.
    pub fn waiting(&self, replica: &Replica, now: Instant) -> Vec<(BlobRow, BlobWait)> {
        let until = |row: &BlobRow| {
            let held = self.held.iter().find(|hold| hold.row.is(row)).map(|hold| hold.until);
            held.max(self.wait).filter(|at| *at > now)
        };
        let why = |row: &BlobRow| match stand(row, replica, now) {
            Stand::Draft => BlobWait::Draft,
            Stand::Waits => BlobWait::Command,
            Stand::Refused => BlobWait::Refused,
            _ if self.sends(row) => BlobWait::Sending,
            _ => until(row).map_or(BlobWait::Line, BlobWait::Until),
        };
        self.rows.iter().map(|row| (row.clone(), why(row))).collect()
    }

    /// Whether one of so many bytes still fits.
    pub fn has_room(&self, bytes: u32) -> bool {
        Self::fits(&self.rows, bytes)
    }

    /// The same, beside `rows` as they lie on disk.
    pub fn fits(rows: &[BlobRow], bytes: u32) -> bool {
        let kept: u64 = rows.iter().map(|row| u64::from(row.bytes)).sum();
        kept + u64::from(bytes) <= BLOB_ROOM
    }

    fn answered(
        &mut self,
        row: &BlobRow,
        answer: Result<(), BlobRefusal>,
        replica: &Replica,
        now: Instant,
        effects: &mut Vec<BlobEffect>,
    ) {
        self.sending = None;
        match answer {
            Ok(()) | Err(BlobRefusal::Gone) => {
                self.line.reached();
                self.forget(row, effects);
            }
            Err(BlobRefusal::Unfit) => {
                self.line.reached();
                effects.push(BlobEffect::Lost(row.clone()));
                self.forget(row, effects);
            }
            Err(BlobRefusal::NotYet) => {
                self.line.reached();
                self.held.push(Hold {
                    row: row.clone(),
                    command: newest(row, replica).map(|entry| entry.command_id),
                    until: now.plus(patience(row, replica)),
                });
            }
            Err(BlobRefusal::Failed(
                Failure::Busy { until } | Failure::Starting { until } | Failure::Full { until },
            )) => {
                self.line.reached();
                self.wait = Some(until);
            }
            Err(BlobRefusal::Failed(_)) => self.line.failed(now, replica.meta.client),
        }
    }

    fn forget(&mut self, row: &BlobRow, effects: &mut Vec<BlobEffect>) {
        self.rows.retain(|one| !one.is(row));
        effects.push(BlobEffect::Forget(row.clone()));
    }

    fn sends(&self, row: &BlobRow) -> bool {
        self.sending.as_ref().is_some_and(|one| one.is(row))
    }

    /// Starts the next one that may go, one at a time; lets go of what nobody will ask for.
    fn go_on(&mut self, replica: &Replica, now: Instant, effects: &mut Vec<BlobEffect>) {
        let over: Vec<BlobRow> = (self.rows.iter())
            .filter(|row| !self.sends(row) && stand(row, replica, now) == Stand::Over)
            .cloned()
            .collect();
        // Where several tabs see the same disk, the one that sends looks after it.
        if !replica.link().leader {
            return;
        }
        for row in over {
            self.forget(&row, effects);
        }
        self.held.retain(|hold| {
            let command = newest(&hold.row, replica).map(|entry| entry.command_id);
            hold.until > now && hold.command == command
        });
        let held = |row: &&BlobRow| self.held.iter().all(|hold| !hold.row.is(row));
        let ready = (self.rows.iter())
            .filter(held)
            .find(|row| stand(row, replica, now) == Stand::Ready);
        // A command under way has the line to itself, and a line that is down is tried by a command first.
        let link = replica.link();
        let free = link.standing == Standing::Fine && !link.pushing && link.retry_at.is_none_or(|at| at <= now);
        let may = self.sending.is_none() && self.line.retry_at.max(self.wait).is_none_or(|at| at <= now);
        if let Some(row) = ready
            && free
            && may
        {
            self.sending = Some(row.clone());
            effects.push(BlobEffect::Send(row.clone()));
        }
        let held = self.held.iter().map(|hold| hold.until);
        let next = held
            .chain(self.line.retry_at)
            .chain(self.wait)
            .filter(|at| *at > now)
            .min();
        let waits = self.sending.is_none() && !self.rows.is_empty();
        if let Some(at) = next.filter(|_| waits) {
            effects.push(BlobEffect::Wake { at });
        }
    }
}

/// The order that names one, as the phone is shown it.
fn order<'a>(row: &BlobRow, replica: &'a Replica) -> Option<&'a Order> {
    match replica.confirmed().get(&Key::order(row.order)) {
        Some(Entity::Order(order)) => Some(order),
        _ => None,
    }
}

/// The last command that names one.
fn newest<'a>(row: &BlobRow, replica: &'a Replica) -> Option<&'a Entry> {
    let key = Key::order(row.order);
    let names = |e: &&Entry| e.command.key() == key && e.command.blobs().contains(&row.hash);
    replica.entries().iter().rev().find(names)
}

/// How long one waits that the server does not expect yet.
fn patience(row: &BlobRow, replica: &Replica) -> i64 {
    let hidden = order(row, replica).is_some_and(|order| order.attachments.is_hidden());
    match newest(row, replica).map(|entry| &entry.state) {
        Some(EntryState::Parked(_)) => HARDLY_WAIT,
        Some(EntryState::Settled(_)) if hidden => HARDLY_WAIT,
        _ => NOT_YET_WAIT,
    }
}

/// Where one stands, as the outbox and the order say.
fn stand(row: &BlobRow, replica: &Replica, now: Instant) -> Stand {
    let order = order(row, replica);
    if order.is_some_and(|order| order.expects(&row.hash, replica.person()).is_some()) {
        return Stand::Ready;
    }
    let entry = newest(row, replica);
    match entry.map(|entry| &entry.state) {
        Some(EntryState::GivenUp(_)) => Stand::Over,
        // The order as it came back does not name it: it was more than fits. Where it shows no list, only the server knows.
        Some(EntryState::Settled(_)) if order.is_some_and(|order| !order.attachments.is_hidden()) => Stand::Over,
        Some(EntryState::Acknowledged(_) | EntryState::Settled(_)) => Stand::Ready,
        // A finish that is refused may have become evidence of a visit, with what it names.
        Some(EntryState::Parked(_)) if entry.is_some_and(Entry::is_proof) => Stand::Ready,
        Some(EntryState::Parked(_)) => Stand::Refused,
        None if now.since(row.made) > ORPHANED => Stand::Over,
        None => Stand::Draft,
        _ => Stand::Waits,
    }
}
