//! The person signed in: what they are, who may act for them, who looked at their number, and what would be lost.

use doorstep_domain::{
    Command, Day, Entity, Field, Instant, Key, PersonId, Reason, Role, Seen,
    feedback::Feedback,
    order::{Act, Order, Part, Step},
    person::{Person, Profile},
    phone::Phone,
    place::Community,
    text as domain_text,
};
use doorstep_replica::{Mark, Replica};

use super::orders::mark_words;
use crate::{
    routes::Route,
    text::{self, Lang},
};

/// Where a role works. Only shown to people who have several.
pub fn places(roles: &[Role]) -> Vec<(Route, &'static str)> {
    let has = |role| roles.contains(&role);
    let (desk, member) = (
        has(Role::Staff) || has(Role::Secretary),
        has(Role::Member) || has(Role::Volunteer),
    );
    let mut places = Vec::new();
    if has(Role::Resident) {
        places.push((Route::Orders, text::me::as_resident()));
    }
    if member {
        places.push((Route::Pool, text::me::as_member()));
        places.push((Route::Duty, text::me::as_duty()));
    }
    if desk {
        places.push((Route::Desk, text::me::as_desk()));
    }
    if usize::from(has(Role::Resident)) + usize::from(member) + usize::from(desk) < 2 {
        places.clear();
    }
    places
}

/// Where somebody lives, as written on the wall: 宜园小区 3号楼.
pub fn home_words(person: &Person, community: Option<&Community>) -> String {
    let building = person.home.as_ref().and_then(|h| h.building.as_ref());
    let building = building.and_then(|id| community?.building(id));
    match (building, community) {
        (Some(b), _) if b.estate.is_empty() => b.name.clone(),
        (Some(b), _) => format!("{} {}", b.estate, b.name),
        (None, Some(c)) => c.name.clone(),
        (None, None) => String::new(),
    }
}

/// 2024年5月2日.
pub fn date(day: Day) -> String {
    let (year, month, dom) = day.civil();
    if text::lang() == Lang::Zh {
        format!("{year}年{month}月{dom}日")
    } else {
        format!("{dom}/{month}/{year}")
    }
}

/// What is wrong with the fields of my data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wrong {
    /// With the name.
    pub name: Option<String>,
    /// With the phone.
    pub phone: Option<String>,
    /// With the door.
    pub door: Option<String>,
}

/// My data as typed; a field that is left empty stays as it was.
///
/// # Errors
/// What is wrong with which field.
pub fn profile(name: &str, phone: &str, door: &str) -> Result<Profile, Wrong> {
    let name = domain_text::required(name, domain_text::NAME_MAX, Field::Name);
    let phone = Phone::parse(phone);
    let door = domain_text::optional(door, domain_text::DOOR_MAX, Field::Door);
    match (name, phone, door) {
        (Ok(name), Ok(phone), Ok(door)) => Ok(Profile {
            name: Seen::known(name),
            phone: Seen::known(phone),
            door: Some(door).filter(|d| !d.is_empty()).into(),
            ..Profile::default()
        }),
        (name, phone, door) => {
            let words = |reason: Option<Reason>| reason.map(|r| text::reason::sentence(&r));
            Err(Wrong {
                name: words(name.err()),
                phone: words(phone.err()),
                door: words(door.err()),
            })
        }
    }
}

/// Where my own corrections and consents are on their way; none once the community has them.
pub fn person_mark(replica: &Replica) -> Option<String> {
    let mark = replica.mark(&Key::person(replica.person()));
    (mark != Mark::Received).then(|| mark_words(&mark))
}

/// The first character of a name, for its face.
pub fn face(name: &str) -> String {
    name.chars().take(1).collect()
}

/// One look at the contacts of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who, by name where the resident knows it.
    pub who: String,
    /// On which service.
    pub what: String,
    /// When.
    pub at: Instant,
}

/// Who looked at the contacts of the orders of `me`, the newest first.
pub fn looks(replica: &Replica, me: PersonId) -> Vec<Look> {
    let mine = replica.orders().filter(|o| o.resident.is(&me));
    let mut looks: Vec<Look> = mine.flat_map(|order| looks_at(order, &title(replica, order))).collect();
    doorstep_domain::sort::by_key(&mut looks, |look| core::cmp::Reverse(look.at));
    looks
}

fn looks_at(order: &Order, what: &str) -> Vec<Look> {
    let looked = order
        .trail
        .iter()
        .filter(|e| matches!(e.step, Step::Looked | Step::Revealed));
    let name = |entry: &doorstep_domain::order::Entry| {
        let holder = entry.by.person.get().and_then(|p| order.holder(*p));
        let card = holder.and_then(|h| h.card.get()).map(|card| card.name.clone());
        let part = if matches!(entry.by.part, Part::Staff | Part::Secretary) {
            text::me::look_desk()
        } else {
            text::me::look_member()
        };
        card.unwrap_or_else(|| part.to_owned())
    };
    looked
        .map(|entry| Look {
            who: name(entry),
            what: what.to_owned(),
            at: entry.at,
        })
        .collect()
}

fn title(replica: &Replica, order: &Order) -> String {
    match replica.shown().get(&Key::item(&order.item)) {
        Some(Entity::Item(item)) if text::lang() == Lang::En => item.title_en.clone(),
        Some(Entity::Item(item)) => item.title.clone(),
        _ => order.number.clone(),
    }
}

/// Somebody who orders for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Whose orders.
    pub person: PersonId,
    /// Who may order.
    pub proxy: PersonId,
    /// The other one of the two, by name; empty when this phone may not know it.
    pub name: String,
    /// What they are to each other.
    pub relation: String,
    /// Since when.
    pub since: Instant,
}

/// The people that `others` knows, by name; a proxy is known by the word the resident used.
fn name_of(replica: &Replica, id: PersonId) -> String {
    match replica.shown().get(&Key::person(id)) {
        Some(Entity::Person(person)) => person.profile.name.get().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// Who may order for `me`.
pub fn my_proxies(replica: &Replica, me: &Person) -> Vec<Tie> {
    let tie = |p: &doorstep_domain::person::Proxy| Tie {
        person: me.id,
        proxy: p.person,
        name: name_of(replica, p.person),
        relation: p.relation.clone(),
        since: p.since,
    };
    me.proxies.iter().map(tie).collect()
}

/// For whom `me` may order.
pub fn my_charges(replica: &Replica, me: PersonId) -> Vec<Tie> {
    let people = replica.shown().values().filter_map(|e| match e {
        Entity::Person(person) if person.id != me => Some(person),
        _ => None,
    });
    let tie = |person: &Person| {
        let proxy = person.proxies.iter().find(|p| p.person == me)?;
        Some(Tie {
            person: person.id,
            proxy: me,
            name: person.profile.name.get().cloned().unwrap_or_default(),
            relation: proxy.relation.clone(),
            since: proxy.since,
        })
    };
    people.filter_map(|person| tie(person)).collect()
}

/// What `tie` is called on the screen: the name, else the relation, else 家人.
pub fn tie_name(tie: &Tie) -> String {
    [&tie.name, &tie.relation]
        .into_iter()
        .find(|word| !word.is_empty())
        .cloned()
        .unwrap_or_else(|| text::me::proxy_unnamed().to_owned())
}

/// The line below the name of `tie`: the relation, where it is not the name already, and since when.
pub fn tie_sub(tie: &Tie) -> String {
    let since = text::me::proxy_since(&date(tie.since.day()));
    if tie.relation.is_empty() || tie.name.is_empty() {
        since
    } else {
        text::me::proxy_related(&tie.relation, &since)
    }
}

/// What is not with the community yet, in words: what signing out would lose.
pub fn unsent(replica: &Replica) -> Vec<String> {
    replica
        .outbox()
        .map(|entry| command_words(replica, &entry.command))
        .collect()
}

/// A command in the words of its button, with what it is about.
fn command_words(replica: &Replica, command: &Command) -> String {
    match command {
        Command::Order(order) => {
            let word = match &order.act {
                Act::Place(placing) => {
                    let item = match replica.shown().get(&Key::item(&placing.item)) {
                        Some(Entity::Item(item)) => super::card::item_title(item),
                        _ => String::new(),
                    };
                    return text::me::about_order(text::order::place(), &item);
                }
                Act::Accept { .. } => text::order::accept(),
                Act::Depart => text::order::depart(),
                Act::Arrive => text::order::arrive(),
                Act::Finish(_) => text::order::finish(),
                Act::Confirm => text::order::confirm(),
                Act::Rate { .. } => text::order::rate(),
                Act::HandBack { .. } => text::order::hand_back(),
                Act::Transfer { .. } => text::order::transfer(),
                Act::Called => text::order::call_to_agree(),
                Act::AskSlot { .. } | Act::MoveSlot { .. } => text::order::move_slot(),
                Act::Cancel { .. } => text::order::cancel(),
                _ => text::me::order_step(),
            };
            let known = match replica.shown().get(&Key::order(order.order)) {
                Some(Entity::Order(order)) => title(replica, order),
                _ => String::new(),
            };
            text::me::about_order(word, &known)
        }
        Command::Feedback(_) => text::me::feedback().to_owned(),
        Command::Person(_) => text::me::my_data().to_owned(),
        Command::Duty(_) => text::common::tab_duty().to_owned(),
        _ => text::me::order_step().to_owned(),
    }
}

/// A remark with where it is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The remark.
    pub feedback: Feedback,
    /// The words of its mark; none once the community has it.
    pub mark: Option<(Mark, String)>,
}

/// How a mark looks: its class and its icon.
pub const fn mark_look(mark: &Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Local => ("is-local", "device"),
        Mark::Queued => ("is-queued", "cloud-up"),
        Mark::Provisional => ("is-provisional", "clock"),
        Mark::Received => ("is-received", "cloud-check"),
        Mark::Refused { .. } => ("is-refused", "warn"),
    }
}

/// What `me` wrote, the newest first.
pub fn remarks(replica: &Replica, me: PersonId) -> Vec<Remark> {
    let own = replica.shown().values().filter_map(|e| match e {
        Entity::Feedback(feedback) if feedback.by == me => Some(feedback),
        _ => None,
    });
    let mut remarks: Vec<Remark> = own
        .map(|feedback| {
            let mark = replica.mark(&Key::feedback(feedback.id));
            let words = mark_words(&mark);
            Remark {
                feedback: (**feedback).clone(),
                mark: (mark != Mark::Received).then_some((mark, words)),
            }
        })
        .collect();
    doorstep_domain::sort::by_key(&mut remarks, |r| core::cmp::Reverse((r.feedback.at, r.feedback.id)));
    remarks
}

/// By how many minutes this phone's clock is off, where that is worth a word.
pub fn clock_off(replica: &Replica) -> Option<i64> {
    let minutes = replica.skew()? / doorstep_domain::time::MINUTE;
    (minutes.abs() > 5).then_some(minutes.abs())
}

/// Megabytes as people say them.
pub fn megabytes(bytes: u64) -> String {
    const MB: u64 = 1 << 20;
    if bytes < MB / 10 {
        "0.1 MB".to_owned()
    } else if bytes < 10 * MB {
        format!("{}.{} MB", bytes / MB, bytes % MB * 10 / MB)
    } else {
        format!("{} MB", bytes / MB)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_somebody_with_several_roles_is_asked_which() {
        assert!(places(&[Role::Resident]).is_empty());
        assert!(places(&[Role::Staff, Role::Secretary]).is_empty());
        assert!(places(&[Role::Member, Role::Volunteer]).is_empty());
        let both = places(&[Role::Resident, Role::Member]);
        assert_eq!(
            both.iter().map(|(r, _)| r.clone()).collect::<Vec<_>>(),
            [Route::Orders, Route::Pool, Route::Duty]
        );
    }

    #[test]
    fn sizes_are_said_in_megabytes() {
        assert_eq!(megabytes(0), "0.1 MB");
        assert_eq!(megabytes(1_572_864), "1.5 MB");
        assert_eq!(megabytes(52_428_800), "50 MB");
    }

    #[test]
    fn a_tie_without_a_name_has_a_word() {
        let mut tie = Tie {
            person: PersonId::from_bits(1),
            proxy: PersonId::from_bits(2),
            name: String::new(),
            relation: "女儿".into(),
            since: Instant(0),
        };
        assert_eq!(tie_name(&tie), "女儿");
        assert!(!tie_sub(&tie).contains("女儿"), "said once is enough");
        tie.name = "刘示例".into();
        assert!(tie_sub(&tie).starts_with("女儿"));
        tie.name.clear();
        tie.relation.clear();
        assert_eq!(tie_name(&tie), text::me::proxy_unnamed());
    }

    #[test]
    fn every_wrong_field_of_my_data_is_named_at_once() {
        let wrong = profile(" ", "x", &"长".repeat(41)).unwrap_err();
        assert!(wrong.name.is_some() && wrong.phone.is_some() && wrong.door.is_some());
        let fine = profile("王示例", "000 1234 5678", "").unwrap();
        assert!(fine.door.is_hidden(), "an empty door stays as it was");
        assert_eq!(fine.phone.get().map(Phone::dial), Some("00012345678"));
    }

    #[test]
    fn a_date_has_its_year() {
        assert_eq!(date(Day::from_civil(2024, 5, 2)), "2024年5月2日");
    }
}
