//! The lines of an order in the right pane: label and words, only those that say something.

use doorstep_domain::{
    Entity, Instant, Key,
    order::{Finish, Order, State},
};
use doorstep_replica::Replica;

use super::{clock, facts};
use crate::{
    state::orders,
    text::{self, DOT},
};

/// A label and its words.
pub type Line = (&'static str, String);

/// Everything about `order` that the desk may read, in the order people ask for it.
pub fn lines(replica: &Replica, order: &Order, now: Instant) -> Vec<Line> {
    let mut lines = vec![
        (text::desk::resident(), facts::name(order)),
        (text::desk::phone(), facts::phone(order)),
        (text::desk::address(), facts::building(replica, order)),
        (text::desk::time(), orders::when(order, now)),
        (
            text::desk::how(),
            if order.spoken {
                String::new()
            } else {
                facts::mode(order.mode).to_owned()
            },
        ),
        (text::desk::note(), order.note.get().cloned().unwrap_or_default()),
    ];
    if let Some(code) = order.code.get().filter(|_| !order.state.is_ended()) {
        lines.push((text::desk::code(), code.digits().to_owned()));
    }
    lines.extend(who(replica, order, now));
    lines.extend(outcome(replica, order));
    if !order.links.is_empty() {
        lines.push((text::desk::linked(), links(replica, order)));
    }
    lines.extend(clocks(order, now));
    lines.retain(|(_, words)| !words.is_empty());
    lines
}

/// Who holds it, who was asked, who waits.
fn who(replica: &Replica, order: &Order, now: Instant) -> Vec<Line> {
    let comma = text::pick("、", ", ");
    let holders = order.holders.iter().map(|h| match h.card.get() {
        Some(card) if !card.badge.is_empty() => text::slip::who_taken(&card.name, &card.badge),
        Some(card) => card.name.clone(),
        None => facts::person_name(replica, h.person),
    });
    let holders = holders.collect::<Vec<_>>().join(comma);
    let offer = order.offer.as_ref().map(|o| (o.to, o.due));
    let asked = offer.or(order.handover.as_ref().map(|h| (h.to, h.due)));
    let asked =
        asked.map(|(to, due)| text::desk::asked_until(&facts::person_name(replica, to), &text::time::moment(due, now)));
    let standby = order.standby.iter().map(|p| facts::person_name(replica, *p));
    let mut lines = vec![
        (text::desk::holder(), holders),
        (text::desk::asked_person(), asked.unwrap_or_default()),
        (text::desk::standby(), standby.collect::<Vec<_>>().join(comma)),
    ];
    if order.places > 1 && !order.state.is_ended() {
        lines.push((text::desk::holder(), text::desk::places(order.taken, order.places)));
    }
    lines
}

fn outcome(replica: &Replica, order: &Order) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(finish) = &order.finish {
        lines.push((text::desk::finish(), finish_words(replica, finish)));
    }
    if let Some(rating) = &order.rating {
        lines.push((text::desk::rating(), text::detail::face(rating.face).to_owned()));
    } else if order.closed_by_timer {
        lines.push((text::desk::rating(), text::desk::not_rated().to_owned()));
    }
    if let Some(why) = order.ended_why {
        lines.push((text::desk::why(), text::reason::why(why).to_owned()));
    }
    if let Some(pause) = &order.suspension {
        lines.push((text::desk::why(), text::reason::why(pause.why).to_owned()));
    }
    lines.push((text::desk::instead(), order.instead.clone()));
    if let Some(referral) = order.referral.as_ref().filter(|r| !r.proposed) {
        lines.push((
            text::desk::referred_to(),
            text::desk::because(&referral.to, text::reason::why(referral.why)),
        ));
    }
    lines
}

/// 李示例 · 办好了 · 服务码已核对.
pub fn finish_words(replica: &Replica, finish: &Finish) -> String {
    let mut words = vec![
        facts::person_name(replica, finish.by),
        text::desk::finished(text::order::outcome(finish.outcome), text::order::proof(&finish.proof)),
    ];
    if finish.laid_out > 0 {
        words.push(text::desk::laid_out(finish.laid_out));
    }
    words.join(DOT)
}

fn links(replica: &Replica, order: &Order) -> String {
    let number = |id| match replica.shown().get(&Key::order(id)) {
        Some(Entity::Order(other)) if !other.number.is_empty() => other.number.clone(),
        _ => text::order::no_number().to_owned(),
    };
    let words = order.links.iter().map(|link| {
        if link.merged {
            text::desk::linked_merged(&number(link.other))
        } else {
            text::desk::linked_other(&number(link.other))
        }
    });
    words.collect::<Vec<_>>().join(text::pick("、", ", "))
}

/// Both clocks: what the step may still take, and the whole time.
fn clocks(order: &Order, now: Instant) -> Vec<Line> {
    let (step, whole) = clock::both(order, now);
    if order.state.is_ended() {
        return vec![(text::desk::clock_ended(), whole)];
    }
    let due = clock::due(order, now).words();
    let step = if due.is_empty() {
        step
    } else {
        format!("{step}{DOT}{due}")
    };
    let whole = if order.state == State::Suspended {
        text::desk::clock_paused(&whole)
    } else {
        whole
    };
    vec![(text::desk::clock_step(), step), (text::desk::clock_whole(), whole)]
}

/// What the desk should notice before it acts, most pressing first.
pub fn notices(replica: &Replica, order: &Order, now: Instant) -> Vec<String> {
    let mut notices = Vec::new();
    if let Some(ask) = &order.slot_ask {
        notices.push(text::desk::slot_ask(&text::time::slot(&ask.slot, now)));
    }
    if let Some(referral) = order.referral.as_ref().filter(|r| r.proposed) {
        notices.push(text::desk::proposal(&referral.to, text::reason::why(referral.why)));
    }
    let mismatch = order
        .finish
        .as_ref()
        .is_some_and(|f| f.proof == doorstep_domain::order::Proof::Mismatch);
    if mismatch {
        notices.push(text::desk::mismatch().to_owned());
    } else if order.call_back {
        notices.push(text::desk::call_back_due().to_owned());
    }
    if order.appealed && order.state == State::Submitted {
        notices.push(text::desk::appealed().to_owned());
    }
    if order.urged > 0 && !order.state.is_ended() {
        notices.push(text::desk::urged(order.urged));
    }
    if order.reopened > 0 {
        notices.push(text::desk::reopened(order.reopened));
    }
    let own = doorstep_domain::order::Standing::of(order, &replica.actor(now));
    if own.customer() && !own.secretary {
        notices.push(text::desk::own_household().to_owned());
    }
    notices
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{Seen, order::SlotAsk};

    use super::*;
    use crate::state::desk::fixture::{at, device, order, tomorrow};

    #[test]
    fn phone_and_door_are_not_among_the_lines() {
        let mut o = order(1, State::Open);
        if let Some(contact) = o.contact.get_mut() {
            contact.phone = Seen::known(crate::state::desk::fixture::phone());
            contact.door = Seen::known("2单元 301室".into());
        }
        let words = format!("{:?}", lines(&device(vec![o.clone()]), &o, at(0)));
        assert!(words.contains("尾号 0002") && words.contains("3号楼"));
        assert!(!words.contains("12345678") && !words.contains("301"), "{words}");
    }

    #[test]
    fn both_clocks_are_told_and_the_whole_one_stands_still_when_paused() {
        let o = order(1, State::Open);
        let labels = |o: &Order| -> Vec<Line> { lines(&device(vec![o.clone()]), o, at(95)) };
        let found = labels(&o);
        assert!(
            found.contains(&("这一步", "1 小时 35 分\u{a0}· 还剩 25 分钟".to_owned())),
            "{found:?}"
        );
        assert!(found.contains(&("从下单起", "1 小时 35 分".to_owned())));
        let mut paused = order(2, State::Suspended);
        paused.clocks.pause(at(35));
        assert!(labels(&paused).contains(&("从下单起", "35 分钟\u{a0}· 现在停表".to_owned())));
    }

    #[test]
    fn what_needs_a_decision_is_noticed() {
        let mut o = order(1, State::Accepted);
        o.slot_ask = Some(SlotAsk {
            slot: tomorrow(9),
            at: at(0),
        });
        o.call_back = true;
        o.urged = 2;
        let notices = notices(&device(vec![o.clone()]), &o, at(0));
        assert_eq!(notices, ["居民想改到 明天 9:00–10:00", "要回访", "催过 2 次"]);
    }
}
