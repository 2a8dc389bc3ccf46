//! What a pull carries, and when it starts over.

use doorstep_authority::Storage;
use doorstep_domain::{
    Area, Command, Entity, Key, Kind, PersonId, Role,
    order::{Act, Why},
    person::{Home, PersonCommand, Profile},
    time::DAY,
};

use super::{
    play::Phone,
    town::{DAUGHTER, MEMBER, OPERATOR, OTHER, RESIDENT, SECRETARY, STAFF, Town, grant, in_yy, partition, yy},
};

pub(crate) fn the_first_pull_is_a_reset_of_what_lives<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let (kept, gone) = (town.place("B01"), town.place("B01"));
    let cancel = Act::Cancel {
        why: Why::NoLongerNeeded,
        text: String::new(),
    };
    assert_eq!(town.act(RESIDENT, gone, cancel).word(), "applied");
    let mut phone = Phone::new(MEMBER);
    let reply = phone.page(&town, 500);
    assert!(reply.reset && !reply.more);
    assert!(
        reply.rows.iter().all(|row| row.body.is_some()),
        "a first pull has no use for tombstones"
    );
    assert!(phone.held.contains_key(&Key::order(kept)) && !phone.held.contains_key(&Key::order(gone)));
    let reply = phone.page(&town, 500);
    assert!(!reply.reset && reply.rows.is_empty() && !reply.more);
}

pub(crate) fn pages_of_any_size_carry_the_same<S: Storage>(store: S) {
    let mut town = Town::new(store);
    for _ in 0..5 {
        town.place("B01");
        town.place("P01");
    }
    let mut whole = Phone::new(STAFF);
    whole.sync(&town, 500);
    assert!(whole.held.len() > 15);
    for limit in [0, 1, 2, 3, 7, u32::MAX] {
        let mut phone = Phone::new(STAFF);
        phone.sync(&town, limit);
        assert_eq!(phone.held, whole.held, "by {limit}");
        assert_eq!(phone.resets, 1);
    }
}

pub(crate) fn what_is_lost_from_sight_is_gone<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = town.place("B01");
    let mut phones = [MEMBER, OTHER].map(Phone::new);
    for phone in &mut phones {
        phone.sync(&town, 500);
        assert!(phone.held.contains_key(&Key::order(order)));
    }
    assert_eq!(town.act(MEMBER, order, Act::Accept { generation: 0 }).word(), "applied");
    let [holder, other] = &mut phones;
    let reply = other.page(&town, 500);
    let row = reply
        .rows
        .iter()
        .find(|row| row.key == Key::order(order))
        .expect("a row");
    assert!(row.body.is_none() && !reply.reset);
    assert!(!other.held.contains_key(&Key::order(order)));
    holder.sync(&town, 500);
    assert!(holder.held.contains_key(&Key::order(order)));
}

pub(crate) fn another_grant_or_proxy_is_a_reset<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = town.place("B01");
    let mut phone = Phone::new(OTHER);
    phone.sync(&town, 500);
    town.empower(OTHER, Vec::new());
    assert!(phone.sync(&town, 3).1);
    assert!(phone.held.keys().all(|key| key.kind != Kind::Order));
    town.empower(OTHER, in_yy(Role::Member));
    assert!(phone.sync(&town, 3).1);
    assert!(phone.held.contains_key(&Key::order(order)));
    let mut daughter = Phone::new(DAUGHTER);
    daughter.sync(&town, 500);
    assert!(daughter.held.contains_key(&Key::order(order)));
    let (person, proxy) = (RESIDENT, DAUGHTER);
    town.applied(RESIDENT, &Command::Person(PersonCommand::EndProxy { person, proxy }));
    assert!(daughter.sync(&town, 500).1);
    assert!(!daughter.held.contains_key(&Key::order(order)) && !daughter.held.contains_key(&Key::person(RESIDENT)));
}

pub(crate) fn another_life_or_an_impossible_cursor_is_a_reset<S: Storage>(store: S) {
    let mut town = Town::new(store);
    town.place("B01");
    let mut phone = Phone::new(RESIDENT);
    phone.sync(&town, 500);
    let good = phone.cursor.clone().expect("a cursor");
    let held = phone.held.clone();
    let name = partition(&yy());
    let from = good.find(&format!("\"{name}\":")).expect("the partition") + name.len() + 3;
    let future = format!("{}9{}", &good[..from], &good[from..]);
    for odd in [
        good.replace("\"e1\"", "\"e0\""),
        future,
        "{}".into(),
        "[]".into(),
        "\u{0}".into(),
        String::new(),
    ] {
        phone.cursor = Some(odd.clone());
        assert!(phone.sync(&town, 2).1, "{odd}");
        assert_eq!(phone.held, held);
    }
    phone.cursor = Some(good);
    assert!(!phone.sync(&town, 2).1);
}

pub(crate) fn a_cursor_older_than_the_tombstones_starts_over<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = town.place("B01");
    let mut phones = [OTHER, OTHER].map(Phone::new);
    let [awake, asleep] = &mut phones;
    awake.sync(&town, 500);
    asleep.sync(&town, 500);
    town.now = town.now.plus(1);
    town.act(MEMBER, order, Act::Accept { generation: 0 });
    awake.sync(&town, 500);
    town.now = town.now.plus(31 * DAY);
    town.authority.sweep(town.now).expect("a sweep");
    assert!(!awake.sync(&town, 500).1, "it saw the tombstone in time");
    assert!(asleep.sync(&town, 500).1);
    assert_eq!(awake.held, asleep.held);
}

pub(crate) fn a_reset_that_outlives_its_tombstones_starts_over<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = town.place("B01");
    for _ in 0..5 {
        town.place("B01");
    }
    // Far enough into the reset that the order has come, and not at its end.
    let mut phone = Phone::new(OTHER);
    let mut seen = false;
    while !seen {
        let reply = phone.page(&town, 1);
        assert!(reply.more);
        seen = reply.rows.iter().any(|row| row.key == Key::order(order));
    }
    town.act(MEMBER, order, Act::Accept { generation: 0 });
    town.now = town.now.plus(31 * DAY);
    town.authority.sweep(town.now).expect("a sweep");
    phone.sync(&town, 1);
    assert!(
        !phone.held.contains_key(&Key::order(order)),
        "its tombstone was swept meanwhile"
    );
}

pub(crate) fn a_reset_under_way_hears_of_what_happens_meanwhile<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let orders: Vec<_> = (0..6).map(|_| town.place("B01")).collect();
    let mut phone = Phone::new(OTHER);
    let mut pages = 0;
    loop {
        let reply = phone.page(&town, 1);
        if let Some(order) = orders.get(pages) {
            let cancel = Act::Cancel {
                why: Why::NoLongerNeeded,
                text: String::new(),
            };
            town.act(RESIDENT, *order, cancel);
        } else if pages == orders.len() {
            town.place("P01");
        } else if !reply.more {
            break;
        }
        pages += 1;
    }
    assert_eq!(phone.resets, 1);
    let open = phone.held.keys().filter(|key| key.kind == Kind::Order).count();
    assert_eq!(open, 1, "the six were cancelled, the seventh is open");
}

pub(crate) fn an_order_follows_its_resident_out_of_the_community<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = town.place("B01");
    let mut phone = Phone::new(RESIDENT);
    phone.sync(&town, 500);
    let home = Some(Home {
        community: super::town::jy(),
        building: Some("b2".into()),
    });
    let (person, profile) = (RESIDENT, Profile::default());
    town.applied(
        OPERATOR,
        &Command::Person(PersonCommand::Correct { person, profile, home }),
    );
    town.empower(RESIDENT, Vec::new());
    phone.sync(&town, 500);
    assert!(phone.held.contains_key(&Key::order(order)), "it is still theirs");
    town.act(MEMBER, order, Act::Accept { generation: 0 });
    phone.sync(&town, 500);
    match &phone.held[&Key::order(order)] {
        doorstep_domain::Entity::Order(order) => assert_eq!(order.holders.len(), 1, "and they hear of it"),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn an_operator_reads_the_city_and_nobodys_orders<S: Storage>(store: S) {
    let mut town = Town::new(store);
    town.place("B01");
    let mut phone = Phone::new(OPERATOR);
    phone.sync(&town, 500);
    assert!(phone.held.keys().all(|key| key.kind != Kind::Order));
    assert!(phone.held.contains_key(&Key::person(RESIDENT)));
    let scopes = town.authority.scopes(OPERATOR, town.now).expect("scopes");
    assert!(
        !scopes
            .iter()
            .any(|s| s.starts_with("building:") || s.starts_with("desk:")),
        "{scopes:?}"
    );
    // Somebody who serves the whole city reads every pool.
    town.empower(OTHER, vec![grant(Role::Member, Area::City)]);
    let scopes = town.authority.scopes(OTHER, town.now).expect("scopes");
    assert!(
        scopes.contains("building:yy/b1") && scopes.contains("building:jy/b2"),
        "{scopes:?}"
    );
}

pub(crate) fn only_the_desk_receives_the_first_letters_of_names<S: Storage>(store: S) {
    let town = Town::new(store);
    let seen = |who: PersonId, of: PersonId| {
        let mut phone = Phone::new(who);
        phone.sync(&town, 500);
        match phone.held.get(&Key::person(of)) {
            Some(Entity::Person(person)) => Some(person.profile.initials.get().cloned()),
            _ => None,
        }
    };
    for office in [STAFF, SECRETARY, OPERATOR] {
        assert_eq!(seen(office, MEMBER), Some(Some("z s l".to_owned())), "{office:?}");
    }
    assert_eq!(
        seen(OTHER, MEMBER),
        Some(None),
        "a colleague sees the name without them"
    );
    for who in [RESIDENT, MEMBER] {
        assert_eq!(seen(who, who), Some(None), "nobody needs them of themselves");
    }
    // They are made anew with each pull, and never kept.
    let stored = town.authority.entity("city", &Key::person(MEMBER)).expect("an entity");
    let Some(Entity::Person(person)) = stored else {
        panic!("the member")
    };
    assert!(person.profile.initials.is_hidden() && !person.profile.name.is_hidden());
}
