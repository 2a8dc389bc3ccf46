//! 待交接: proof of a visit for an order that this person has lost meanwhile. It stays, with what the order was, and goes to the staff.

use doorstep_domain::{Code, Command, Entity, Instant};
use doorstep_replica::{Entry, Replica};

use super::{job, outbox};
use crate::text::{self, outbox as words};

/// Proof of a visit for an order that is no longer this person's: taken away while the phone had no network.
pub(super) fn is_stray(replica: &Replica, entry: &Entry) -> bool {
    if !entry.is_proof() || replica.synced().is_none() {
        return false;
    }
    match replica.shown().get(&entry.command.key()) {
        Some(Entity::Order(order)) => {
            let me = replica.person();
            order.holder(me).is_none() && order.former_of(me).is_some()
        }
        _ => true,
    }
}

/// An entry in plain words. Of an order that is no longer shown, what it was when the person did it.
pub(super) fn told(replica: &Replica, entry: &Entry, now: Instant) -> String {
    let key = entry.command.key();
    match (&entry.command, &entry.about) {
        (Command::Order(command), Some(about)) if replica.shown().get(&key).is_none() => {
            let title = job::title(outbox::item(replica, &about.item), false);
            let told = words::order_at(outbox::act(&command.act), &title, &text::time::slot(&about.slot, now));
            if about.number.is_empty() {
                told
            } else {
                words::with_number(&told, &about.number)
            }
        }
        _ => outbox::sentence(replica, &entry.command, now),
    }
}

/// It was refused, and the refusal says that the desk has it and looks at it.
pub(super) fn is_evidence(replica: &Replica, entry: &Entry) -> bool {
    let Some(reason) = entry.parked().and_then(|parked| parked.reason.as_ref()) else {
        return false;
    };
    match reason.code {
        Code::Reassigned => entry.is_proof(),
        Code::WrongState | Code::AlreadyTaken => is_stray(replica, entry),
        _ => false,
    }
}
