//! Who may see what of an order. What a change says to one actor is in `redact`, whom it reaches in `audience`.

use super::{
    model::{Entry, Order},
    outcome::{Finish, Proof},
    standing::Standing,
    state::Step,
};
use crate::{actor::Actor, ids::PersonId, seen::Seen};

/// Changes whenever [`view`] or [`super::audience`], or those of another aggregate, would answer differently for the same thing: phones
/// then start over.
pub const VIEW_VERSION: u32 = 4;

/// What `actor` may see of `order`; `None` when not even that it exists.
pub fn view(order: &Order, actor: &Actor) -> Option<Order> {
    let standing = Standing::of(order, actor);
    if !standing.any() {
        return None;
    }
    let mut seen = order.clone();
    personal(&mut seen, standing);
    words(&mut seen, standing, actor.person);
    people(&mut seen, standing, actor.person);
    for finish in seen.finishes_mut() {
        mask(finish, standing);
    }
    if order.contacts_hidden {
        hide(&mut seen, standing);
    }
    if !standing.desk() {
        for_the_desk(&mut seen);
    }
    if !standing.desk() || standing.served() {
        // Both would tell whoever typed a code that it was wrong.
        seen.code_tries = 0;
        seen.call_back = false;
    }
    if !standing.inside() {
        outsider(&mut seen, standing, actor.person);
    }
    seen.trail.retain(|entry| may_read(entry, standing));
    Some(seen)
}

/// What goes a day after the end, from whoever sees it: also what a phone hides by itself.
pub(super) fn hide(seen: &mut Order, standing: Standing) {
    seen.contact = Seen::hidden();
    seen.health = Seen::hidden();
    seen.code = Seen::hidden();
    seen.attachments = Seen::hidden();
    // A note may name a door or an illness: it goes too, but for the side that wrote it and the desk.
    seen.note.keep_if(standing.customer() || standing.desk());
    for finish in seen.finishes_mut() {
        finish.signature = Seen::hidden();
    }
}

/// Contacts, attachments, health note and code.
fn personal(seen: &mut Order, standing: Standing) {
    let (customer, holder) = (standing.customer(), standing.holder);
    // The code belongs to the resident's side and the desk. Whoever has or had to do with the service never has it, whatever
    // else they are on this order.
    let serves = holder || standing.former || standing.asked || standing.standby;
    seen.code.keep_if((customer || standing.desk()) && !serves);
    seen.contact.keep_if(standing.inside());
    seen.attachments.keep_if(standing.inside());
    if standing.desk()
        && !customer
        && !holder
        && let Some(contact) = seen.contact.get_mut()
    {
        // The desk reveals phone and door one by one, on record.
        contact.phone.keep_if(false);
        contact.door.keep_if(false);
    }
    // Health is for whoever is at the door, as long as they have to be.
    let begun = seen.finish.is_some() || seen.state.is_ended();
    seen.health.keep_if(customer || holder && !begun);
}

/// Free text and the ids of the two sides.
fn words(seen: &mut Order, standing: Standing, me: PersonId) {
    let inside = standing.inside();
    seen.note.keep_if(inside);
    seen.remarks.keep_if(inside);
    if let Some(remarks) = seen.remarks.get_mut() {
        remarks.retain(|r| !r.inner || standing.desk() || r.by.person.is(&me));
    }
    seen.resident.keep_if(inside);
    seen.placed_by.keep_if(inside);
    for holder in &mut seen.holders {
        holder.card.keep_if(inside);
    }
    for former in &mut seen.former {
        former.card.keep_if(inside);
    }
}

/// Questions to helpers, and who waits: for those asked, those who hold it, and the desk.
fn people(seen: &mut Order, standing: Standing, me: PersonId) {
    if !standing.desk() {
        seen.standby.retain(|p| *p == me);
    }
    if !standing.holder && !standing.desk() {
        seen.offer = seen.offer.take().filter(|o| o.to == me);
        seen.handover = seen.handover.take().filter(|h| h.to == me);
        seen.still_there_asked = false;
        seen.referral = seen.referral.take().filter(|r| !r.proposed);
    }
}

/// What only the desk weighs: never shown to residents (orders.md 2), and not to those who served.
fn for_the_desk(seen: &mut Order) {
    seen.escalated = 0;
    seen.contest = None;
    seen.other_finishes.clear();
    seen.links.clear();
}

/// What somebody who is neither the resident's side, the desk nor a holder keeps: the teaser.
fn outsider(seen: &mut Order, standing: Standing, me: PersonId) {
    seen.trail.clear();
    seen.holders.clear();
    seen.former.retain(|f| f.person == me);
    seen.slot_ask = None;
    seen.suspension = None;
    if !standing.department {
        seen.referral = None;
    }
    seen.rating = None;
    seen.instead = String::new();
    seen.finish = seen.finish.take().filter(|f| f.by == me);
    seen.urged = 0;
    seen.urged_at = None;
    seen.reopened = 0;
    seen.closed_by_timer = false;
    seen.ended_why = None;
    seen.appealed = false;
    // How it came in would tell that someone can't use a phone.
    seen.channel = super::Channel::App;
}

/// Whether a line of the trail is for this reader. The teaser has none at all.
fn may_read(entry: &Entry, standing: Standing) -> bool {
    if standing.desk() {
        true
    } else if standing.customer() {
        !entry.step.is_internal()
    } else {
        !matches!(
            entry.step,
            Step::Revealed
                | Step::Contested
                | Step::Undone
                | Step::Settled
                | Step::StoodBy
                | Step::LeftStandby
                | Step::Evidence
                | Step::Linked
                | Step::CalledBack
        )
    }
}

/// What was drawn is for the resident's side and the desk, and not for whoever served, who saw it being drawn.
///
/// Whether a code was right is for the desk. Who typed it learns only that it was given, so that nobody can try codes out; the
/// resident's side sees a right one, and never that one was wrong.
pub(super) fn mask(finish: &mut Finish, standing: Standing) {
    let served = standing.served();
    let sees = (standing.customer() || standing.desk()) && !served;
    finish.signature.keep_if(sees);
    let hide = match finish.proof {
        Proof::Code => served || !standing.desk() && !standing.customer(),
        Proof::Mismatch => served || !standing.desk(),
        _ => false,
    };
    if hide {
        finish.proof = Proof::Claimed;
    }
}
