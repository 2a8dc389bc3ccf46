//! I6, outbox honesty, kept like a book of account: what a disk was told to keep stands in it until the person's own hand or the promised
//! fortnight takes it out.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{CommandId, Instant, Sha256, time::DAY};
use doorstep_replica::{Entry, EntryState};

use crate::{disk::Disk, history::History};

const I6: &str = "I6 outbox-honesty";
/// What was acknowledged or given up is readable that long.
const FORTNIGHT: i64 = 14 * DAY;

/// Where an entry is, as the person is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Unsent,
    Received,
    Refused,
    GivenUp,
}

impl Class {
    const fn of(entry: &Entry) -> Self {
        match &entry.state {
            EntryState::Queued | EntryState::Sent => Self::Unsent,
            EntryState::Acknowledged(_) | EntryState::Settled(_) => Self::Received,
            EntryState::Parked(_) => Self::Refused,
            EntryState::GivenUp(_) => Self::GivenUp,
        }
    }
}

/// The book of one person on one phone.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    kept: BTreeMap<CommandId, (Class, Instant)>,
    by_hand: BTreeSet<CommandId>,
    bytes: BTreeSet<Sha256>,
    given_up: BTreeSet<Sha256>,
    /// The server said that it misses something, so what it had received may go again.
    pub server_forgot: bool,
}

impl Ledger {
    /// The person deals with this entry: it may be given up or leave.
    pub fn hand(&mut self, id: CommandId) {
        self.by_hand.insert(id);
    }

    /// The person gave up the command that names these bytes: nobody need bring them.
    pub fn give_up(&mut self, bytes: Vec<Sha256>) {
        self.given_up.extend(bytes);
    }

    /// Whether the person did.
    pub fn gave_up(&self, hash: &Sha256) -> bool {
        self.given_up.contains(hash)
    }

    /// Whether the person has dealt with this entry.
    pub fn is_in_hand(&self, id: CommandId) -> bool {
        self.by_hand.contains(&id)
    }

    /// The disk has the bytes of an attachment.
    pub fn captured(&mut self, hash: &Sha256) {
        self.bytes.insert(hash.clone());
    }

    /// The lane let go of them.
    pub fn let_go(&mut self, hash: &Sha256) {
        self.bytes.remove(hash);
    }

    /// The disk was told to write this entry, and said that it did.
    pub fn written(&mut self, entry: &Entry, history: &mut History) {
        let id = entry.command_id;
        let new = Class::of(entry);
        let old = self.kept.get(&id).map(|(class, _)| *class);
        let fine = match (old, new) {
            (None, _) | (Some(Class::Unsent), Class::Received | Class::Refused) => true,
            (Some(Class::Unsent | Class::Refused), Class::GivenUp) => self.by_hand.contains(&id),
            // After a restore it goes again, and what does not fit any more is for staff.
            // So does what no cursor had reached when the server started anew.
            (Some(Class::Received), Class::Unsent) => self.server_forgot || history.restored || entry.proof.is_some(),
            (Some(Class::Received), Class::Refused) => history.restored,
            // One tab gave up what another was already sending: it can't be called back, and says so.
            (Some(Class::GivenUp), Class::Unsent) => matches!(entry.state, EntryState::Sent),
            (Some(Class::GivenUp), Class::Received | Class::Refused) => history.told.contains_key(&id),
            (Some(old), new) => old == new,
        };
        if !fine {
            history.broke(I6, format!("{id} was {old:?} and became {new:?}"));
        }
        let since = match &entry.state {
            EntryState::GivenUp(given_up) => given_up.at,
            EntryState::Acknowledged(receipt) | EntryState::Settled(receipt) => receipt.at,
            _ => entry.made,
        };
        self.kept.insert(id, (new, since));
    }

    /// The disk was told to remove an entry, and did, when the phone's clock said `now` and the server's `server`.
    pub fn removed(&mut self, id: CommandId, now: Instant, server: Instant, history: &mut History) {
        let told = history
            .told
            .get(&id)
            .filter(|told| told.word == "applied")
            .map(|told| told.receipt.at);
        match self.kept.remove(&id) {
            Some((Class::GivenUp, since)) if now.since(since) > FORTNIGHT => {}
            Some((Class::Received, since)) if server.since(since) > FORTNIGHT => {}
            // Also when another tab had just sent it: the person no longer wants to see it.
            Some((Class::Unsent | Class::Refused | Class::Received, _)) if self.by_hand.contains(&id) => {}
            // The disk refused to write that it was received, and by now that is a fortnight ago.
            Some((Class::Unsent, _)) if told.is_some_and(|at| server.since(at) > FORTNIGHT) => {}
            Some((class, since)) => history.broke(
                I6,
                format!("{id} was {class:?} since {since:?} and was removed at {now:?}, by the server {server:?}"),
            ),
            None => {}
        }
    }

    /// Everything that was kept is still there.
    pub fn audit(&self, disk: &Disk, history: &mut History) {
        for hash in &self.bytes {
            if disk.bytes.iter().all(|row| row.hash != *hash) {
                history.broke(I6, format!("the bytes {hash} are gone"));
            }
        }
        for (id, (class, _)) in &self.kept {
            match disk.entry(*id) {
                None => history.broke(I6, format!("{id} was {class:?} and is gone")),
                Some(entry) if Class::of(entry) != *class => {
                    history.broke(I6, format!("{id} was {class:?} and is {:?}", entry.state));
                }
                Some(_) => {}
            }
        }
    }

    /// What the server has not received, as far as this phone was told.
    pub fn unsent(&self) -> impl Iterator<Item = CommandId> {
        let unsent = |class: Class| matches!(class, Class::Unsent | Class::Refused);
        self.kept
            .iter()
            .filter(move |(_, (class, _))| unsent(*class))
            .map(|(id, _)| *id)
    }

    /// The storage is gone, and nobody could help it: the browser threw it away.
    pub fn lost_everything(&mut self) -> usize {
        let lost = self.unsent().count();
        self.kept.clear();
        self.bytes.clear();
        lost
    }
}
