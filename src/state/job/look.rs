//! The first sight of contacts goes on record.

use std::{cell::RefCell, collections::BTreeSet};

use doorstep_domain::{
    Command, OrderId, PersonId,
    order::{Act, Order},
};
use doorstep_replica::Replica;

thread_local! {
    /// The orders whose contacts were looked at since the app was opened: one row on record for each, not one per picture.
    static LOOKED: RefCell<BTreeSet<(PersonId, OrderId)>> = const { RefCell::new(BTreeSet::new()) };
}

/// Whether showing the contacts of `order` now is a look that goes on record: the first since the app was opened, by who holds it.
pub fn first_look(replica: &Replica, order: &Order) -> bool {
    let me = replica.person();
    let shows = order.holder(me).is_some() && order.contact.get().is_some_and(|c| !c.phone.is_hidden());
    // One that still waits in the outbox says the same.
    let waits = replica.entries().iter().any(|e| {
        e.is_unsent() && matches!(&e.command, Command::Order(c) if c.order == order.id && matches!(c.act, Act::Look))
    });
    shows && !waits && LOOKED.with_borrow_mut(|looked| looked.insert((me, order.id)))
}
