//! The lane of attachments on a phone: what somebody photographed or said lies on its disk until the community has the bytes, and goes
//! beside the commands.

use doorstep_authority::BlobOf;
use doorstep_domain::{
    CommunityId, OrderId, Sha256,
    order::{Attached, Attachments, Media},
};
use doorstep_replica::{BlobEffect, BlobEvent, BlobRefusal, BlobRow};

use crate::{
    history::Photo,
    keep::Keep,
    phone::Place,
    world::{Call, Happening, World},
};

impl<K: Keep> World<K> {
    /// Somebody takes photos, or says something, for an order that will name them: the bytes are on disk before it does. Often nobody
    /// takes any, and a disk may have no room.
    pub(crate) fn capture(&mut self, place: Place, order: OrderId, community: &CommunityId) -> Attachments {
        let made = self.phones[place.phone].time(self.now);
        let by = self.phones[place.phone].slots[place.slot].person;
        let mut taken = Vec::new();
        let count = if self.photos.one_in(3) {
            1 + self.photos.below(3)
        } else {
            0
        };
        for at in 0..count {
            let hash = Sha256(format!("{:064x}", self.photos.roll()));
            let spoken = at == 0 && self.photos.one_in(4);
            let refused = self.photos.percent(self.weather.disk_refuses);
            let seat = &mut self.phones[place.phone].slots[place.slot];
            if seat.disk.full || refused {
                continue;
            }
            let bytes = 1_000;
            let seconds = if spoken { 9 } else { 0 };
            seat.disk.bytes.push(BlobRow {
                hash: hash.clone(),
                order,
                community: community.clone(),
                bytes,
                seconds,
                made,
            });
            seat.ledger.captured(&hash);
            let of = BlobOf {
                community: community.clone(),
                order,
                hash: hash.clone(),
            };
            self.history.photos.insert((order, hash.clone()), Photo::new(of, by));
            self.tally.one("photo or voice note taken");
            taken.push(Attached {
                hash,
                media: if spoken { Media::Voice } else { Media::Photo },
                bytes,
                seconds,
            });
        }
        taken.into_iter().collect()
    }

    /// The lane looks at the disk, as it does whenever something has happened.
    pub(crate) fn lane_looks(&mut self, place: Place, nudge: bool) {
        let Some(seat) = self.phones.get(place.phone).and_then(|p| p.slots.get(place.slot)) else {
            return;
        };
        let Some(tab) = seat.tabs.iter().find(|tab| tab.life == place.life) else {
            return;
        };
        if seat.disk.bytes.is_empty() && tab.lane.rows().is_empty() {
            return;
        }
        let rows = seat.disk.bytes.clone();
        self.lane(place, BlobEvent::Rows(rows));
        if nudge {
            self.lane(place, BlobEvent::Nudge);
        }
    }

    /// Something happened to the lane of a tab.
    pub(crate) fn lane(&mut self, place: Place, event: BlobEvent) {
        let time = self.phones[place.phone].time(self.now);
        let Some(tab) = self.tab(place) else { return };
        for effect in tab.lane.update(event, &tab.replica, time) {
            match effect {
                BlobEffect::Send(row) => self.send(place, row),
                BlobEffect::Forget(row) => self.forget(place, &row),
                BlobEffect::Lost(row) => {
                    let what = format!("the server could not use {row:?}");
                    self.history.broke("the wire", what);
                }
                BlobEffect::Wake { at } => {
                    let at = at.plus(-self.phones[place.phone].skew).max(self.now.plus(1));
                    self.later(at.since(self.now), Happening::Lane(place));
                }
            }
        }
    }

    fn send(&mut self, place: Place, row: BlobRow) {
        let disk = &self.phones[place.phone].slots[place.slot].disk;
        if disk.bytes.iter().any(|known| known.is(&row)) {
            self.call(place, Call::Bytes(row));
        } else {
            // Another tab has let go of them.
            let answer = Err(BlobRefusal::Gone);
            self.lane(place, BlobEvent::Sent { row, answer });
        }
    }

    /// The phone lets go of bytes: the community has them, or nobody waits for them any more.
    fn forget(&mut self, place: Place, gone: &BlobRow) {
        let seat = &mut self.phones[place.phone].slots[place.slot];
        let Some(at) = seat.disk.bytes.iter().position(|row| row.is(gone)) else {
            return;
        };
        let row = seat.disk.bytes.remove(at);
        seat.ledger.let_go(&gone.hash);
        let naming = seat
            .disk
            .entries
            .iter()
            .filter(|e| e.command.blobs().contains(&gone.hash));
        let given_up = naming.map(|e| e.command_id).any(|id| seat.ledger.is_in_hand(id));
        let Some(photo) = self.history.photos.get(&(row.order, row.hash)) else {
            return;
        };
        if !photo.received && !given_up && self.server.awaits(photo) {
            let what = format!("{photo:?} left the phone, and the community waits for it");
            self.history.broke("I6 outbox-honesty", what);
        }
    }
}
