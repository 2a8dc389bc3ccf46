//! I4 visibility: no answer holds what its reader may not see at that moment. The rules are written down here a second time, from the
//! contract alone, over the whole truth of the server.

use doorstep_domain::{
    Entity, Instant, Key, PersonId, Role,
    order::{Order, Step},
    person::Person,
    time::HOUR,
};
use doorstep_protocol::PullReply;

use crate::{acts, history::History, keep::Keep, server::Server, town};

pub(super) const I4: &str = "I4 visibility";
/// Contacts are hidden a day after the end (orders.md 3), give or take the ticker.
const HIDDEN_AFTER: i64 = 25 * HOUR;

/// Holds one answer to `reader` against the truth at the server's time `at`.
pub fn check<K: Keep>(server: &Server<K>, reader: PersonId, reply: &PullReply, at: Instant, history: &mut History) {
    for row in &reply.rows {
        let Some(body) = &row.body else { continue };
        let text = body.get();
        match row.entity() {
            Some(Entity::Order(seen)) => {
                let partition = format!("c:{}", seen.community);
                if let Ok(Some(Entity::Order(whole))) = server.entity(&partition, &row.key) {
                    order(server, reader, &seen, &whole, text, at, history);
                }
            }
            Some(Entity::Person(seen)) => person(server, reader, seen.id, text, history),
            Some(_) => {}
            None => history.broke("the wire", format!("a row that can't be read: {:?}", row.key)),
        }
    }
}

fn known<K: Keep>(server: &Server<K>, id: PersonId) -> Option<Person> {
    match server.entity("city", &Key::person(id)) {
        Ok(Some(Entity::Person(person))) => Some(*person),
        _ => None,
    }
}

fn person<K: Keep>(server: &Server<K>, reader: PersonId, about: PersonId, text: &str, history: &mut History) {
    let Some(whole) = known(server, about) else { return };
    if about == reader || whole.has_proxy(reader) {
        return;
    }
    if text.contains(&town::door(about)) || text.contains(&town::number(about)) {
        history.broke(I4, format!("{reader} was sent door or phone of {about}"));
    }
}

/// Whether `reader` is the desk of this order.
fn is_desk<K: Keep>(server: &Server<K>, reader: PersonId, whole: &Order, at: Instant) -> bool {
    known(server, reader).is_some_and(|person| {
        let grants = person.grants.iter().filter(|g| g.holds_at(at));
        let mut desk = grants.filter(|g| matches!(g.role, Role::Staff | Role::Secretary));
        desk.any(|g| g.area.touches(&whole.community))
    })
}

/// Whether the order ended so long ago that contacts are hidden. No deadline passes while the clock is doubted or a recovery window is
/// open.
fn is_over<K: Keep>(server: &Server<K>, whole: &Order, at: Instant, history: &History) -> bool {
    let deadlines = !history.held && server.authority().recovering().is_ok_and(|until| until.is_none());
    ended(whole).is_some_and(|end| at.since(end) > HIDDEN_AFTER) && deadlines
}

/// Whether `reader` may have what hangs on an order: one of those between whom it happens, as long as the contacts are there.
pub fn inside<K: Keep>(server: &Server<K>, reader: PersonId, whole: &Order, at: Instant, history: &History) -> bool {
    let Some(resident) = whole.resident.get().copied() else {
        return false;
    };
    let customer = resident == reader || known(server, resident).is_some_and(|person| person.has_proxy(reader));
    let holder = whole.holders.iter().any(|h| h.person == reader);
    (customer || holder || is_desk(server, reader, whole, at)) && !is_over(server, whole, at, history)
}

fn order<K: Keep>(
    server: &Server<K>,
    reader: PersonId,
    seen: &Order,
    whole: &Order,
    text: &str,
    at: Instant,
    history: &mut History,
) {
    let Some(resident) = whole.resident.get().copied() else {
        return;
    };
    let customer = resident == reader || known(server, resident).is_some_and(|person| person.has_proxy(reader));
    let holder = whole.holders.iter().any(|h| h.person == reader);
    let had_to_do = holder
        || whole.former.iter().any(|f| f.person == reader)
        || whole.standby.contains(&reader)
        || whole.offer.as_ref().is_some_and(|o| o.to == reader)
        || whole.handover.as_ref().is_some_and(|h| h.to == reader);
    let desk = is_desk(server, reader, whole, at);
    let over = is_over(server, whole, at, history);
    let mut broke = |what: &str| {
        let state = whole.state;
        history.broke(I4, format!("{reader} was sent {what} of {} ({state:?})", whole.id));
    };
    let reach = (customer || holder) && !over;
    if !reach && (text.contains(&town::door(resident)) || text.contains(&town::number(resident))) {
        broke("door or phone");
    }
    if text.contains(&acts::health(resident)) {
        let begun = whole.finish.is_some() || whole.state.is_ended();
        if over || !(customer || holder && !begun) {
            broke("the health note");
        }
    }
    if !seen.code.is_hidden() && (over || had_to_do || !(customer || desk)) {
        broke("the service code");
    }
    let whole_card = !seen.resident.is_hidden() || !seen.remarks.is_hidden() || !seen.trail.is_empty();
    if !customer && !holder && !desk && whole_card {
        broke("more than the teaser");
    }
    if !desk && (seen.contest.is_some() || seen.escalated > 0) {
        broke("争议 or 升级");
    }
    if !desk && seen.standby.iter().any(|person| *person != reader) {
        broke("who stands by");
    }
}

/// When the order ended, if it has.
fn ended(order: &Order) -> Option<Instant> {
    if !order.state.is_ended() {
        return None;
    }
    let ends = |step: Step| {
        matches!(
            step,
            Step::Confirmed | Step::ClosedByTimer | Step::Cancelled | Step::Declined | Step::ReferralEnded
        )
    };
    order
        .trail
        .iter()
        .rev()
        .find(|entry| ends(entry.step))
        .map(|entry| entry.at)
}
