//! The lane of attachments of one phone, for tests: the disk its bytes lie on, and its calls to the server.

use doorstep_authority::{Blob, BlobOf, Kept, Shown};
use doorstep_domain::{
    OrderId, PersonId, Sha256,
    order::{Act, Attached, Media},
};
use doorstep_replica::{BlobEffect, BlobEvent, BlobQueue, BlobRefusal, BlobRow, Failure};

use crate::lab::{Lab, yy};

pub fn hash(bits: u128) -> Sha256 {
    Sha256(format!("{bits:064x}"))
}

pub fn attached(bits: u128) -> Attached {
    Attached {
        hash: hash(bits),
        media: Media::Photo,
        bytes: 9,
        seconds: 0,
    }
}

/// The lane of one phone, with the disk its bytes lie on and the calls under way.
pub struct Lane {
    pub at: usize,
    pub queue: BlobQueue,
    pub disk: Vec<BlobRow>,
    pub calls: Vec<BlobRow>,
    pub lost: usize,
}

impl Lane {
    pub fn of(at: usize) -> Self {
        Self {
            at,
            queue: BlobQueue::default(),
            disk: Vec::new(),
            calls: Vec::new(),
            lost: 0,
        }
    }

    pub fn event(&mut self, lab: &Lab, event: BlobEvent) {
        let phone = &lab.phones[self.at];
        for effect in self.queue.update(event, &phone.replica, lab.now.plus(phone.skew)) {
            match effect {
                BlobEffect::Send(row) => self.calls.push(row),
                BlobEffect::Forget(gone) => self.disk.retain(|row| !row.is(&gone)),
                BlobEffect::Lost(_) => self.lost += 1,
                BlobEffect::Wake { .. } => {}
            }
        }
    }

    /// A photo is on disk, for an order that names it or will.
    pub fn keep(&mut self, lab: &Lab, order: OrderId, bits: u128) {
        self.disk.push(BlobRow {
            hash: hash(bits),
            order,
            community: yy(),
            bytes: 9,
            made: lab.now,
            seconds: 0,
        });
        self.event(lab, BlobEvent::Rows(self.disk.clone()));
    }

    /// The server takes the oldest call; says whether there was one. `keep` delivers the answer.
    pub fn serve(&mut self, lab: &Lab, keep: bool) -> bool {
        let Some(row) = (!self.calls.is_empty()).then(|| self.calls.remove(0)) else {
            return false;
        };
        let person = lab.phones[self.at].person;
        let answer = match upload(lab, person, &row) {
            _ if !keep => Err(BlobRefusal::Failed(Failure::Unreachable)),
            Kept::New(_) | Kept::Known => Ok(()),
            Kept::Gone => Err(BlobRefusal::Gone),
            Kept::NotYet | Kept::Awaited(_) => Err(BlobRefusal::NotYet),
        };
        self.event(lab, BlobEvent::Sent { row, answer });
        true
    }

    pub fn sync(&mut self, lab: &Lab) {
        self.event(lab, BlobEvent::Nudge);
        while self.serve(lab, true) {}
    }

    pub fn kill(&mut self, lab: &mut Lab) {
        lab.kill(self.at);
        self.calls.clear();
        self.queue = BlobQueue::default();
        self.event(lab, BlobEvent::Rows(self.disk.clone()));
    }
}

pub fn of(order: OrderId, hash: Sha256) -> BlobOf {
    BlobOf {
        community: yy(),
        order,
        hash,
    }
}

pub fn upload(lab: &Lab, person: PersonId, row: &BlobRow) -> Kept {
    let blob = Blob {
        mime: "image/jpeg".to_owned(),
        bytes: row.hash.0.clone().into_bytes(),
    };
    lab.authority
        .keep_blob(person, of(row.order, row.hash.clone()), blob)
        .unwrap()
}

pub fn sees(lab: &Lab, person: PersonId, order: OrderId, bits: u128) -> Shown {
    lab.authority.blob(person, &of(order, hash(bits)), lab.now).unwrap()
}

pub fn is_here(shown: &Shown) -> bool {
    matches!(shown, Shown::Here(_))
}

/// An order with these photos, placed on a phone that has just kept them.
pub fn place(lab: &mut Lab, lane: &mut Lane, photos: &[u128]) -> OrderId {
    let order = OrderId::from_bits(lab.id());
    for bits in photos {
        lane.keep(lab, order, *bits);
    }
    let mut placing = lab.placing();
    placing.attached = photos.iter().map(|bits| attached(*bits)).collect();
    lab.act(lane.at, order, Act::Place(Box::new(placing)));
    lane.event(lab, BlobEvent::Look);
    order
}
