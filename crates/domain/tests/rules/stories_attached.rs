//! 照片 and 说一句话下单: what is attached, who sees it, how long, and how the desk makes an order of what was said.

use doorstep_domain::{
    Code, Command, Decision, Field, PersonId,
    catalogue::{Mode, Pool},
    order::{Act, Attached, Media, Outcome, State, Step, view},
    time::DAY,
};

use crate::{
    acts::{fill, finish, signed},
    city::{
        BOTH, City, DAUGHTER, DEPARTMENT, INK, MEMBER, NEIGHBOUR, RESIDENT, SECRETARY, SENT, SHOT, STAFF, VOLUNTEER,
        attached, placing,
    },
    run::{ORDER, on},
    stories::{accept, held, redo},
};

fn sees(city: &City, person: PersonId, hash: &str) -> bool {
    let seen = view(city.the(ORDER), &city.actor(person));
    serde_json::to_string(&seen).unwrap().contains(hash)
}

#[test]
fn a_photo_is_for_both_sides_and_the_desk_and_never_for_the_pool() {
    let mut city = City::with("A2");
    for person in [RESIDENT, DAUGHTER, STAFF, SECRETARY, BOTH] {
        assert!(sees(&city, person, SENT), "{person}");
    }
    for person in [MEMBER, VOLUNTEER, NEIGHBOUR, DEPARTMENT] {
        assert!(!sees(&city, person, SENT), "{person} sees it in the pool");
    }
    city.act(MEMBER, accept(&city));
    assert!(sees(&city, MEMBER, SENT) && !sees(&city, VOLUNTEER, SENT));
    city.act(MEMBER, Act::Arrive);
    city.act(MEMBER, signed(INK, None));
    assert!(sees(&city, RESIDENT, SHOT) && sees(&city, MEMBER, SHOT) && sees(&city, STAFF, SHOT));
    let order = city.the(ORDER);
    assert!(order.expects(&SHOT.into(), MEMBER).is_some() && order.expects(&SHOT.into(), RESIDENT).is_none());
}

#[test]
fn it_is_hidden_with_the_contacts_comes_back_with_a_redo_and_is_erased_with_them() {
    let mut city = held("A1");
    city.act(MEMBER, signed(INK, None));
    city.act(RESIDENT, Act::Confirm);
    city.pass(2 * DAY);
    for person in [RESIDENT, MEMBER, STAFF] {
        assert!(!sees(&city, person, SENT) && !sees(&city, person, SHOT), "{person}");
    }
    let mut again = city.clone();
    again.act(RESIDENT, redo());
    assert!(sees(&again, RESIDENT, SENT));
    city.pass(5 * DAY);
    assert!(city.the(ORDER).contacts_erased && city.the(ORDER).attachments.is_hidden());
}

fn with(change: impl FnOnce(&mut Vec<Attached>)) -> Command {
    let mut command = placing(ORDER, "A1");
    if let Act::Place(placing) = &mut command.act {
        let mut list = placing.attached.list().into_iter().map(|a| a.what).collect();
        change(&mut list);
        placing.attached = list.into_iter().collect();
    }
    Command::Order(command)
}

#[test]
fn what_can_not_be_a_photo_and_what_is_too_much_is_refused() {
    let many = |n: u8| -> Vec<_> { (0..n).map(|i| attached(&format!("{i:064x}"), 0)).collect() };
    let cases: [(Command, Code); 5] = [
        (with(|a| a[0].hash = "no".into()), Code::FieldInvalid),
        (with(|a| a[0].media = Media::Unknown), Code::FieldInvalid),
        (with(|a| a[0].bytes = 5_000_000), Code::FieldInvalid),
        (with(|a| *a = many(5)), Code::FieldTooLong),
        (
            with(|a| *a = vec![attached(SENT, 5), attached(SHOT, 5)]),
            Code::FieldTooLong,
        ),
    ];
    for (command, code) in cases {
        match City::new().ask(RESIDENT, &command, None) {
            Decision::Rejected(reason) => assert_eq!((reason.code, reason.field), (code, Some(Field::Attachment))),
            other => panic!("{other:?}"),
        }
    }
    let mut city = City::new();
    city.does(RESIDENT, with(|a| *a = many(4)));
    city.does(STAFF, on(ORDER, Act::Open));
}

#[test]
fn photos_beyond_the_last_that_fits_do_not_hold_up_a_finish() {
    let mut city = held("A1");
    let shots = |from: u8| {
        let mut act = finish(Outcome::Solved, None);
        if let Act::Finish(finishing) = &mut act {
            finishing.attached = (from..from + 3).map(|i| attached(&format!("{i:064x}"), 0)).collect();
        }
        act
    };
    city.act(MEMBER, shots(0));
    city.act(RESIDENT, redo());
    city.act(MEMBER, accept(&city));
    city.act(MEMBER, shots(3));
    let theirs = city.the(ORDER).attachments().iter().filter(|a| a.by == MEMBER).count();
    assert_eq!((city.the(ORDER).state, theirs), (State::AwaitingConfirm, 4));
}

#[test]
fn what_was_said_goes_to_triage_and_nowhere_before_the_desk_has_filled_it_in() {
    let mut city = City::with("V1");
    let order = city.the(ORDER);
    assert_eq!(
        (order.state, order.spoken),
        (State::Submitted, true),
        "no trust opens it"
    );
    city.fails(STAFF, Act::Open, Code::NotFilledIn);
    city.fails(STAFF, Act::Offer { to: MEMBER }, Code::NotFilledIn);
    city.fails(RESIDENT, fill("A1", Mode::Door), Code::BothSides);
    city.fails(STAFF, fill("V1", Mode::Door), Code::ItemNotOffered);
    city.fails(STAFF, fill("A1", Mode::Phone), Code::ItemNotOffered);
    city.act(STAFF, fill("B1", Mode::Errand));
    let order = city.the(ORDER);
    assert_eq!(
        (order.item.as_str(), order.mode, order.pool),
        ("B1", Mode::Errand, Pool::Open)
    );
    assert_eq!(order.skill.as_deref(), Some("electric"));
    assert!(order.building.is_some() && !order.spoken && order.state == State::Submitted);
    assert!(order.trail.iter().any(|e| e.step == Step::Filled));
    city.fails(STAFF, fill("A1", Mode::Door), Code::WrongState);
    city.act(STAFF, Act::Open);
}

#[test]
fn no_address_is_kept_where_what_was_said_needs_none() {
    let mut city = City::with("V1");
    city.act(STAFF, fill("P1", Mode::Phone));
    let order = city.the(ORDER);
    let door = order.contact.get().and_then(|c| c.door.get());
    assert!(order.building.is_none() && door.is_none());
}

#[test]
fn a_voice_note_is_what_such_an_order_needs() {
    let mut command = placing(ORDER, "V1");
    if let Act::Place(placing) = &mut command.act {
        placing.attached = [attached(SENT, 0)].into_iter().collect();
    }
    match City::new().ask(RESIDENT, &Command::Order(command), None) {
        Decision::Rejected(reason) => {
            assert_eq!(
                (reason.code, reason.field),
                (Code::FieldMissing, Some(Field::Attachment))
            );
        }
        other => panic!("{other:?}"),
    }
}
