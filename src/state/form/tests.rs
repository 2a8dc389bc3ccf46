//! The form without a screen.

use doorstep_domain::{CommandId, Day, Instant, OrderId, Slot, catalogue::Mode, order::State};

use super::*;
use crate::{
    routes::FormStep::{self, Check, How, Note, Service, When, Where},
    state::fixture,
};

const DAY: Day = Day(20_000);

fn now() -> Instant {
    DAY.at(600)
}

fn setting(home: bool) -> Setting {
    Setting {
        item: fixture::item("C01", &["door", "centre"]),
        resident: fixture::resident(home),
        community: fixture::community(),
        own: true,
    }
}

fn draft(mode: Mode) -> Draft {
    let mut draft = Draft::fresh(
        OrderId::from_bits(5),
        &fixture::item("C01", &["door"]),
        fixture::RESIDENT,
        now(),
    );
    draft.mode = mode;
    draft
}

fn slot() -> Slot {
    Slot {
        day: DAY,
        from: 900,
        to: 960,
    }
}

#[test]
fn every_mode_asks_only_what_it_needs() {
    let of = |mode, modes| steps(&draft(mode), modes);
    assert_eq!(of(Mode::Door, 1), [Service, When, Where, Note, Check]);
    assert_eq!(of(Mode::Errand, 2), [Service, How, When, Where, Note, Check]);
    assert_eq!(of(Mode::Centre, 2), [Service, How, When, Note, Check]);
    assert_eq!(of(Mode::Phone, 1), [Service, When, Note, Check]);
    assert_eq!(next(&draft(Mode::Phone), 1, When), Note);
    assert_eq!(next(&draft(Mode::Door), 1, Check), Check);
    assert_eq!(number(&draft(Mode::Door), 2, When), (3, 6));
}

/// Taps from the elder home to 下单: on each step what has to be touched.
fn taps(draft: &Draft, modes: usize) -> usize {
    let on = |step: &FormStep| match step {
        // 请人帮忙 and the item; an hour of the first half day and 下一步.
        Service | When => 2,
        // The usual way, the home and an empty note are chosen already: only 下一步.
        How | Where | Note => 1,
        // 再来一单 asks the hour here; then 下单.
        Check => 1 + usize::from(draft.again),
    };
    steps(draft, modes).iter().map(on).sum()
}

#[test]
fn an_elder_needs_at_most_eight_taps_and_four_for_a_repeat() {
    assert_eq!(taps(&draft(Mode::Door), 2), 8);
    assert_eq!(taps(&draft(Mode::Door), 1), 7);
    let old = fixture::order(State::Closed, now());
    let item = fixture::item("C01", &["door", "centre"]);
    let again = Draft::again(OrderId::from_bits(6), &old, &item, fixture::RESIDENT, now());
    assert_eq!(taps(&again, 2), 4);
}

#[test]
fn a_draft_survives_the_phone_and_a_time_that_passed_is_asked_again() {
    let mut draft = draft(Mode::Door);
    draft.slot = Some(slot());
    draft.tags = vec!["hearing".to_owned()];
    draft.note = "门铃坏了".to_owned();
    let stored = serde_json::to_string(&draft).unwrap();
    let read: Draft = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, draft);
    assert_eq!(read.clone().restored(now()), draft);
    let late = read.restored(DAY.at(900));
    assert_eq!((late.slot, late.note.as_str()), (None, "门铃坏了"));
}

#[test]
fn a_draft_of_a_later_build_is_read_or_dropped_but_never_breaks() {
    let stored = serde_json::to_string(&draft(Mode::Door)).unwrap();
    let newer = stored.replacen('{', "{\"people\":3,", 1);
    assert!(serde_json::from_str::<Draft>(&newer).is_ok());
    assert!(serde_json::from_str::<Draft>("{}").is_err());
}

#[test]
fn what_is_missing_is_named_at_its_step_and_field() {
    let found = |draft: &Draft, home| {
        let all = problems(draft, &setting(home), now());
        all.into_iter().map(|p| (p.step, p.field)).collect::<Vec<_>>()
    };
    let mut draft = draft(Mode::Door);
    assert_eq!(found(&draft, true), [(When, "f-slot")]);
    assert_eq!(
        found(&draft, false),
        [(When, "f-slot"), (Where, "f-building"), (Where, "f-door")]
    );
    draft.slot = Some(Slot {
        from: 540,
        to: 600,
        ..slot()
    });
    assert_eq!(found(&draft, true), [(When, "f-slot")], "a time that has begun");
    draft.slot = Some(slot());
    assert!(found(&draft, true).is_empty());
    draft.elsewhere = true;
    draft.building = Some("no-such".into());
    draft.door = "门".repeat(41);
    draft.note = "字".repeat(201);
    assert_eq!(
        found(&draft, true),
        [(Where, "f-building"), (Where, "f-door"), (Note, "f-note")]
    );
    draft.mode = Mode::Phone;
    assert_eq!(
        found(&draft, true),
        [(Note, "f-note")],
        "nobody travels: no address is asked"
    );
}

#[test]
fn quick_tags_count_as_words_of_the_note() {
    let mut draft = draft(Mode::Door);
    draft.tags = vec!["hearing".to_owned(), "of_a_later_build".to_owned()];
    draft.note = " 请敲重一点 ".to_owned();
    assert_eq!(note_text(&draft), "耳朵不好。请敲重一点");
    assert_eq!(note_left(&draft), 190);
}

#[test]
fn a_complete_draft_says_no_more_than_is_needed() {
    let mut draft = draft(Mode::Door);
    assert!(placing(&draft, &setting(true), 4818, false).is_none(), "no time yet");
    draft.slot = Some(slot());
    draft.health = "心脏装过支架".to_owned();
    draft.building = Some("yy-3".into());
    draft.door = "9室".to_owned();
    let placed = placing(&draft, &setting(true), 4818, false).unwrap();
    assert_eq!(
        (placed.building, placed.door.as_str()),
        (None, ""),
        "the home is on record"
    );
    assert_eq!(placed.health, "", "the switch is off");
    assert_eq!(placed.code.digits(), "4818");
    draft.elsewhere = true;
    draft.with_health = true;
    let placed = placing(&draft, &setting(true), 7, false).unwrap();
    assert_eq!((placed.door.as_str(), placed.health.as_str()), ("9室", "心脏装过支架"));
    draft.mode = Mode::Centre;
    let placed = placing(&draft, &setting(true), 7, false).unwrap();
    assert_eq!((placed.building, placed.door.as_str()), (None, ""));
}

#[test]
fn the_same_thing_on_the_same_day_is_asked_about() {
    let mut draft = draft(Mode::Door);
    let other = fixture::order(State::Open, now());
    draft.slot = Some(slot());
    assert!(duplicate_of(&draft, [&other].into_iter()).is_none(), "another day");
    draft.slot = Some(Slot {
        day: other.slot.day,
        ..slot()
    });
    assert!(duplicate_of(&draft, [&other].into_iter()).is_some());
    let ended = fixture::order(State::Cancelled, now());
    assert!(duplicate_of(&draft, [&ended].into_iter()).is_none());
    draft.order = other.id;
    assert!(duplicate_of(&draft, [&other].into_iter()).is_none(), "itself");
}

#[test]
fn a_refused_order_is_corrected_from_what_it_asked() {
    let mut asked = draft(Mode::Door);
    asked.slot = Some(slot());
    asked.tags = vec!["dog".to_owned()];
    asked.note = "有狗".to_owned();
    asked.elsewhere = true;
    asked.building = Some("yy-3".into());
    asked.door = "9室".to_owned();
    asked.with_health = true;
    asked.health = "腰不好".to_owned();
    let refused = CommandId::from_bits(44);
    let first = placing(&asked, &setting(true), 4818, false).unwrap();
    let corrected = Draft::corrected(refused, asked.order, &first, String::new(), now());
    assert_eq!(corrected.supersedes, Some(refused));
    assert_eq!(
        placing(&corrected, &setting(true), 4818, false),
        Some(first),
        "nothing is lost or added"
    );
    // Somebody who changes the service still corrects the same thing.
    let item = fixture::item("B01", &["door"]);
    let mut other = Draft::fresh(OrderId::from_bits(8), &item, fixture::RESIDENT, now());
    other.carry_over(&corrected);
    assert_eq!(other.supersedes, Some(refused));
}

#[test]
fn another_service_begins_empty_but_for_the_door_of_a_moment_ago() {
    let mut old = draft(Mode::Door);
    old.slot = Some(slot());
    old.note = "只和理发有关".to_owned();
    old.tags = vec!["dog".to_owned()];
    old.elsewhere = true;
    old.door = "1单元 101室".to_owned();
    let item = fixture::item("B01", &["door"]);
    let mut soon = Draft::fresh(OrderId::from_bits(8), &item, fixture::RESIDENT, now().plus(60_000));
    soon.carry_over(&old);
    assert_eq!((soon.slot, soon.note.as_str(), soon.tags.len()), (None, "", 0));
    assert_eq!((soon.elsewhere, soon.door.as_str()), (true, "1单元 101室"));
    let mut later = Draft::fresh(OrderId::from_bits(8), &item, fixture::RESIDENT, now().plus(31 * 60_000));
    later.carry_over(&old);
    assert!(!later.elsewhere && later.door.is_empty());
}
