//! The facts of an order as lines of a list, and the words of both sides.

use doorstep_domain::{
    Instant, PersonId,
    order::{Order, Outcome, Part, Proof, Remark},
    place::Community,
};

use crate::{
    state::{home, orders},
    text::{self, DOT},
};

/// Name and value of each line. What is hidden or empty has no line.
pub fn facts(order: &Order, community: Option<&Community>, now: Instant) -> Vec<(&'static str, String)> {
    let contact = order.contact.get();
    let building = order
        .building
        .as_ref()
        .zip(community)
        .map(|(b, c)| home::building_words(c, b));
    let door = contact.and_then(|c| c.door.get()).cloned().unwrap_or_default();
    let address = format!("{} {door}", building.unwrap_or_default()).trim().to_owned();
    let number = if order.number.is_empty() {
        text::detail::number_later().to_owned()
    } else {
        order.number.clone()
    };
    let rating = order.rating.as_ref().map(|r| text::detail::face(r.face).to_owned());
    let lines = [
        (text::detail::when(), orders::when(order, now)),
        (
            text::detail::how(),
            if order.spoken {
                String::new()
            } else {
                text::form::how(order.mode).to_owned()
            },
        ),
        (
            text::detail::address(),
            if order.mode.travels() { address } else { String::new() },
        ),
        (text::detail::note(), order.note.get().cloned().unwrap_or_default()),
        (text::detail::health(), order.health.get().cloned().unwrap_or_default()),
        (text::order::rate(), rating.unwrap_or_default()),
        (text::detail::number(), number),
    ];
    lines.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The words of both sides, oldest first: who and when, and what. `me` reads.
pub fn words(order: &Order, me: Option<PersonId>, now: Instant) -> Vec<(String, String)> {
    let remarks = order.remarks.get().map(Vec::as_slice).unwrap_or_default();
    let line = |remark: &Remark| {
        let person = remark.by.person.get().copied();
        let card = person.and_then(|p| order.holder(p)).and_then(|h| h.card.get());
        let who = match (card, remark.by.part) {
            _ if person.is_some() && person == me => text::detail::by_me(),
            (Some(card), _) => &card.name,
            (None, Part::Member) => text::detail::by_helper(),
            (None, Part::Resident) => text::detail::by_resident(),
            (None, Part::Proxy) => text::detail::by_family(),
            (None, _) => text::detail::by_desk(),
        };
        (
            format!("{who}{DOT}{}", text::time::moment(remark.at, now)),
            remark.text.clone(),
        )
    };
    remarks.iter().map(line).collect()
}

/// What stands above 确认办好: what whoever served says, and what happens without an answer.
pub fn asked(order: &Order, now: Instant) -> Option<Vec<String>> {
    let finish = order.finish.as_ref()?;
    let name = order
        .served_by()
        .map_or(text::detail::by_helper(), |(_, card)| card.name.as_str());
    let when = text::time::moment(finish.claimed.unwrap_or(finish.at), now);
    let mut lines = vec![text::detail::confirm_said(name, &when)];
    if finish.outcome != Outcome::Solved {
        lines.push(text::detail::confirm_outcome(text::order::outcome(finish.outcome)));
    }
    if finish.laid_out > 0 {
        lines.push(text::detail::confirm_laid(finish.laid_out));
    }
    match finish.proof {
        Proof::Code => lines.push(text::detail::code_matched().to_owned()),
        Proof::Signature => lines.push(text::detail::signed().to_owned()),
        _ => {}
    }
    lines.push(text::detail::confirm_timer(order.limits.confirm_hours / 24));
    Some(lines)
}
