//! An order, an item, a person and a community for tests: as they come over the wire.

use doorstep_domain::{
    Instant, PersonId, Seen, Slot,
    catalogue::{Item, Mode},
    order::{Card, Clocks, Contact, Entry, Holder, Order, Part, State, Step},
    person::Person,
    place::Community,
};
use serde_json::{Value, from_value, json};

/// The resident.
pub const RESIDENT: PersonId = PersonId::from_bits(1);
/// Who serves.
pub const MEMBER: PersonId = PersonId::from_bits(2);

/// An order in `state`, placed at `at`.
pub fn order(state: State, at: Instant) -> Order {
    let slot = Slot {
        day: at.day().plus(1),
        from: 540,
        to: 600,
    };
    let clocks = Clocks::start(at, None, 1);
    let id = doorstep_domain::OrderId::from_bits(9);
    Order {
        number: "YY1042".into(),
        building: Some("yy-3".into()),
        resident: Seen::known(RESIDENT),
        placed_by: Seen::known(RESIDENT),
        note: Seen::known("敲门请重一点".into()),
        contact: Seen::known(Contact {
            name: Seen::known("王示例".into()),
            door: Seen::known("2单元 301室".into()),
            ..Contact::default()
        }),
        trail: vec![entry(Step::Placed, Part::Resident, at)],
        remarks: Seen::known(Vec::new()),
        ..Order::fresh(
            id,
            "yy".into(),
            &item("C01", &["door"]),
            Mode::Door,
            slot,
            state,
            clocks,
        )
    }
}

/// A line of a trail.
pub fn entry(step: Step, part: Part, at: Instant) -> Entry {
    let person = if part == Part::Member { MEMBER } else { RESIDENT };
    from_value(json!({"at": at, "by": {"part": part, "person": person}, "step": step})).unwrap()
}

/// Somebody who holds an order, card shown.
pub fn holder(at: Instant) -> Holder {
    let card = Card {
        name: "李示例".to_owned(),
        badge: "党员 0012".to_owned(),
        post: String::new(),
        phone_tail: "3334".to_owned(),
    };
    from_value(json!({"person": MEMBER, "lead": true, "since": at, "card": card})).unwrap()
}

/// An item with these modes.
pub fn item(code: &str, modes: &[&str]) -> Item {
    from_value(json!({
        "code": code, "title": "上门理发", "public_title": "上门理发", "title_en": "Haircut at home", "icon": "scissors", "modes": modes,
        "pool": "open", "minutes": 30, "presence": "oneself", "proxy_allowed": true, "trusted": true, "asks_health": true, "lays_out": false,
    }))
    .unwrap()
}

/// The resident, with or without a home on record.
pub fn resident(home: bool) -> Person {
    let home = if home {
        json!({"community": "yy", "building": "yy-3"})
    } else {
        Value::Null
    };
    from_value(json!({
        "id": RESIDENT, "profile": {"name": "王示例", "door": "2单元 301室"}, "home": home, "grants": [], "cap": 3,
    }))
    .unwrap()
}

/// The community, open from 8:30 to 18:00.
pub fn community() -> Community {
    from_value(json!({
        "id": "yy", "name": "宜园社区", "settlement": "estate", "phone": "00091900001", "prefix": "YY", "opens": 510, "closes": 1080,
        "buildings": [{"id": "yy-3", "estate": "宜园小区", "name": "3号楼"}],
    }))
    .unwrap()
}
