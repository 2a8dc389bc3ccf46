//! The resident's home: what stands on it, from what this phone holds.

use doorstep_domain::{
    Instant, OrderId, PersonId, Role,
    calendar::WorkingCalendar,
    catalogue::Item,
    order::{Order, State},
    person::Person,
    place::{Community, Settlement},
};
use doorstep_replica::Replica;

use super::{App, card, form, orders};
use crate::text;

/// What the home of somebody is for who neither works at a desk nor serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Ordering, for themselves or family.
    Orders,
    /// Answering what was passed on to a department.
    Cases,
    /// None: the account administers, or its grants ended.
    Account,
}

/// The work of whoever uses this phone. Subscribes.
pub fn work(app: App) -> Work {
    if app.has_role(Role::Resident) || !form::orderable(app).is_empty() {
        Work::Orders
    } else if app.has_role(Role::Department) {
        Work::Cases
    } else {
        Work::Account
    }
}

/// Tiles on the home.
pub const TILES: usize = 8;
/// What is asked for most, in that order; a catalogue without them fills the tiles by code.
const COMMON: [&str; TILES] = ["B01", "B04", "C01", "C03", "A01", "C06", "C02", "B03"];

/// The items for the tiles of the home.
pub fn tiles(items: &[Item]) -> Vec<Item> {
    let common = COMMON
        .iter()
        .filter_map(|code| items.iter().find(|i| i.code.as_str() == *code));
    let others = items.iter().filter(|i| !COMMON.contains(&i.code.as_str()));
    common.chain(others).take(TILES).cloned().collect()
}

/// The items by group, groups and items in the order of their codes.
pub fn grouped(items: &[Item]) -> Vec<(char, Vec<Item>)> {
    let mut groups: Vec<(char, Vec<Item>)> = Vec::new();
    for item in items {
        let letter = item.code.as_str().chars().next().unwrap_or('?');
        match groups.iter_mut().find(|(l, _)| *l == letter) {
            Some((_, group)) => group.push(item.clone()),
            None => groups.push((letter, vec![item.clone()])),
        }
    }
    groups
}

/// The items that `typed` finds by a part of their title, in either language; all when nothing is typed.
pub fn found(items: &[Item], typed: &str) -> Vec<Item> {
    let wanted = doorstep_domain::search::fold(typed);
    let has = |text: &str| doorstep_domain::search::fold(text).contains(&wanted);
    items
        .iter()
        .filter(|i| wanted.is_empty() || has(&i.title) || has(&i.title_en))
        .cloned()
        .collect()
}

/// The running order that matters most now: what waits for the resident first, then who is nearest to the door.
pub fn running<'a>(orders: &[&'a Order]) -> Option<&'a Order> {
    let alive = orders.iter().copied().filter(|o| !o.state.is_ended());
    alive.min_by_key(|o| (rank(o), o.slot))
}

/// Puts the running ones first, as [`running`] ranks them; ended ones keep their order.
pub fn sort(orders: &mut Vec<&Order>) {
    let soonest = |o: &&Order| (!o.state.is_ended()).then_some(o.slot);
    doorstep_domain::sort::by_key(orders, |o| (rank(o), soonest(o)));
}

const fn rank(order: &Order) -> u8 {
    match order.state {
        State::AwaitingConfirm => 0,
        State::InService => 1,
        State::EnRoute => 2,
        State::Accepted => 3,
        State::Suspended | State::Referred => 4,
        State::Draft | State::Submitted | State::Open | State::Offered => 5,
        State::Closed | State::Declined | State::Cancelled => 6,
    }
}

/// 再来一单: the last thing that was done and is still offered.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Again {
    /// The earlier order.
    pub order: OrderId,
    /// What it was.
    pub what: String,
    /// When, and who came if that is known.
    pub sub: String,
}

/// The order to offer again, of `orders` newest first.
pub fn again(replica: &Replica, orders: &[&Order], now: Instant) -> Option<Again> {
    let offered = |o: &&&Order| {
        let item = card::item_of(replica, &o.item);
        o.state == State::Closed && item.is_some_and(|i| !i.hidden)
    };
    let order = orders.iter().find(offered)?;
    let item = card::item_of(replica, &order.item)?;
    // The day it was done: that may be before the day it was agreed for.
    let done = order.clocks.ended.map_or(order.slot.day, Instant::day);
    let day = text::time::day(done, now.day());
    let name = order.served_by().map(|(_, card)| &card.name);
    Some(Again {
        order: order.id,
        what: card::item_title(item),
        sub: name.map_or_else(
            || text::home::again_day(&day),
            |name| text::home::again_wish(&day, name),
        ),
    })
}

/// The orders of one resident, running first, then the newest.
pub fn orders_of(replica: &Replica, resident: PersonId) -> Vec<&Order> {
    orders::of_residents(replica, &[resident])
}

/// 王示例，下午好.
pub fn greeting(name: &str, now: Instant) -> String {
    match now.minute() {
        300..720 => text::home::morning(name),
        720..1080 => text::home::afternoon(name),
        _ => text::home::evening(name),
    }
}

/// The sentence for off hours; none while the centre is open.
pub fn closed(community: &Community, now: Instant) -> Option<String> {
    let hours = community.hours();
    if hours.is_open(now) {
        return None;
    }
    let opens = hours.next_open(now);
    let at = text::time::clock(opens.minute());
    let when = if opens.day() == now.day() {
        text::home::opens_today(&at)
    } else {
        text::home::opens_tomorrow(&at)
    };
    Some(text::home::closed(&when, &community.phone))
}

/// A building with its estate, as it is chosen from a list.
pub fn building_words(community: &Community, id: &doorstep_domain::BuildingId) -> String {
    community.building(id).map_or_else(String::new, |b| {
        if b.estate.is_empty() {
            b.name.clone()
        } else {
            format!("{} {}", b.estate, b.name)
        }
    })
}

/// The resident's own address in full; empty when none is on record.
pub fn home_words(community: &Community, person: &Person) -> String {
    let building = person.home.as_ref().and_then(|h| h.building.as_ref());
    let building = building.map(|b| building_words(community, b)).unwrap_or_default();
    let door = person.profile.door.get().map_or("", String::as_str);
    format!("{building} {door}").trim().to_owned()
}

/// Whether the words of a village apply.
pub fn is_village(community: &Community) -> bool {
    community.settlement == Settlement::Village
}

#[cfg(test)]
mod tests {
    use doorstep_domain::Day;

    use super::*;
    use crate::state::fixture;

    #[test]
    fn what_waits_for_the_resident_comes_first() {
        let at = Day(20_000).at(600);
        let states = [State::Closed, State::Open, State::Accepted, State::AwaitingConfirm];
        let made: Vec<_> = states.into_iter().map(|s| fixture::order(s, at)).collect();
        let mut orders: Vec<_> = made.iter().collect();
        assert_eq!(running(&orders).map(|o| o.state), Some(State::AwaitingConfirm));
        sort(&mut orders);
        let states: Vec<_> = orders.iter().map(|o| o.state).collect();
        assert_eq!(
            states,
            [State::AwaitingConfirm, State::Accepted, State::Open, State::Closed]
        );
        assert!(running(&[&fixture::order(State::Closed, at)]).is_none());
    }

    #[test]
    fn off_hours_are_said_with_the_next_opening_and_a_number() {
        let day = Day(20_000);
        let said = |minute| closed(&fixture::community(), day.at(minute));
        assert_eq!(said(8 * 60 + 30), None);
        assert_eq!(said(17 * 60 + 59), None);
        assert_eq!(
            said(18 * 60).as_deref(),
            Some("社区已下班，明早 8:30 开始安排；急事请打 00091900001")
        );
        assert_eq!(said(23 * 60 + 59), said(18 * 60));
        assert_eq!(
            said(60).as_deref(),
            Some("社区已下班，今天 8:30 开始安排；急事请打 00091900001")
        );
    }

    #[test]
    fn tiles_are_filled_from_any_catalogue_and_search_reads_both_languages() {
        let items: Vec<_> = ["Z9", "C01", "B01", "A07"]
            .iter()
            .map(|code| fixture::item(code, &["door"]))
            .collect();
        let codes: Vec<_> = tiles(&items).into_iter().map(|i| i.code.0).collect();
        assert_eq!(codes, ["B01", "C01", "Z9", "A07"]);
        assert_eq!(found(&items, "理发").len(), 4);
        assert_eq!(found(&items, "HAIRCUT").len(), 4);
        assert!(found(&items, "水管").is_empty());
        assert_eq!(grouped(&items).len(), 4);
    }
}
