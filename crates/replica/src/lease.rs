//! Order numbers on the phone: taken from a leased block, so that an order has its number before the network is back.

use doorstep_domain::{Command, order::Act};

use crate::stored::OutboxMeta;

/// Below this many numbers left, the phone asks for another block.
const LOW: u32 = 3;

/// Gives a placed order its number, if a block is at hand.
pub(crate) fn number(meta: &mut OutboxMeta, command: &mut Command) {
    let Command::Order(order) = command else { return };
    let Act::Place(placing) = &mut order.act else { return };
    if !placing.number.is_empty() {
        return;
    }
    if let Some(lease) = meta.leases.get_mut(order.community.as_str()).filter(|l| l.from < l.to) {
        placing.number = format!("{}{}", lease.prefix, lease.from);
        lease.from += 1;
    }
}

/// Whether a block for `community` is due.
pub(crate) fn is_low(meta: &OutboxMeta, community: &str) -> bool {
    meta.leases
        .get(community)
        .is_none_or(|l| l.to.saturating_sub(l.from) < LOW)
}
