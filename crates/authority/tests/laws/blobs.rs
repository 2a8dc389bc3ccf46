//! The bytes of attachments: taken from one, given to few, gone with what named them.

use doorstep_authority::{Blob, BlobOf, Kept, Shown, Storage};
use doorstep_domain::{
    OrderId, PersonId, Sha256,
    order::{Act, Attached, Finishing, Media, Outcome},
    time::DAY,
};

use super::town::{DAUGHTER, FAR_STAFF, MEMBER, NEIGHBOUR, OTHER, PEOPLE, RESIDENT, STAFF, Town, on, placing, yy};

fn attached(bits: u128) -> Attached {
    Attached {
        hash: Sha256(format!("{bits:064x}")),
        media: Media::Photo,
        bytes: 9,
        seconds: 0,
    }
}

fn of(order: OrderId, bits: u128) -> BlobOf {
    BlobOf {
        community: yy(),
        order,
        hash: attached(bits).hash,
    }
}

fn blob() -> Blob {
    Blob {
        mime: "image/jpeg".to_owned(),
        bytes: b"nine long".to_vec(),
    }
}

/// The resident places an order with a photo.
fn placed<S: Storage>(town: &mut Town<S>, order: OrderId) {
    let mut placing = placing(town.now, "B01", RESIDENT);
    placing.attached = [attached(1)].into_iter().collect();
    town.applied(RESIDENT, &on(order, yy(), Act::Place(Box::new(placing))));
}

fn sees<S: Storage>(town: &Town<S>, person: PersonId, order: OrderId) -> Shown {
    town.authority
        .blob(person, &of(order, 1), town.now)
        .expect("the store works")
}

pub(crate) fn bytes_come_after_their_command_from_its_author_and_once<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = OrderId::from_bits(town.id());
    let keep = |town: &Town<S>, who, bits| {
        town.authority
            .keep_blob(who, of(order, bits), blob())
            .expect("it works")
    };
    assert_eq!(keep(&town, RESIDENT, 1), Kept::NotYet, "before the command");
    placed(&mut town, order);
    assert!(matches!(
        town.authority.awaits_blob(RESIDENT, &of(order, 1)),
        Ok(Kept::Awaited(awaited)) if awaited.bytes == 9
    ));
    for stranger in PEOPLE.iter().filter(|p| **p != RESIDENT) {
        assert_eq!(keep(&town, *stranger, 1), Kept::NotYet, "{stranger} names nothing");
    }
    assert_eq!(keep(&town, RESIDENT, 2), Kept::NotYet, "nothing names it");
    assert_eq!(sees(&town, RESIDENT, order), Shown::Late);
    let Kept::New(touched) = keep(&town, RESIDENT, 1) else {
        panic!("it is new");
    };
    assert!(touched.contains("desk:yy"), "who sees it hears of it");
    for _ in 0..2 {
        assert_eq!(keep(&town, RESIDENT, 1), Kept::Known);
    }
    assert_eq!(sees(&town, RESIDENT, order), Shown::Here(blob()));
}

pub(crate) fn bytes_are_shown_to_whoever_the_order_shows_them_to<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = OrderId::from_bits(town.id());
    placed(&mut town, order);
    town.authority
        .keep_blob(RESIDENT, of(order, 1), blob())
        .expect("it works");
    for person in [MEMBER, OTHER, NEIGHBOUR, FAR_STAFF] {
        assert_eq!(
            sees(&town, person, order),
            Shown::Nothing,
            "{person} knows it from the pool at most"
        );
    }
    for person in [RESIDENT, DAUGHTER, STAFF] {
        assert_eq!(sees(&town, person, order), Shown::Here(blob()), "{person}");
    }
    town.applied(MEMBER, &on(order, yy(), Act::Accept { generation: 0 }));
    assert_eq!(sees(&town, MEMBER, order), Shown::Here(blob()), "whoever goes there");
    assert_eq!(sees(&town, OTHER, order), Shown::Nothing);
    let elsewhere = BlobOf {
        community: "jy".into(),
        ..of(order, 1)
    };
    assert_eq!(
        town.authority.blob(STAFF, &elsewhere, town.now).expect("it works"),
        Shown::Nothing
    );
}

pub(crate) fn bytes_are_erased_with_what_named_them_and_never_come_again<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let order = OrderId::from_bits(town.id());
    placed(&mut town, order);
    town.authority
        .keep_blob(RESIDENT, of(order, 1), blob())
        .expect("it works");
    let finish = Act::Finish(Finishing {
        outcome: Outcome::Solved,
        code: None,
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: [attached(2)].into_iter().collect(),
    });
    for (actor, act) in [
        (MEMBER, Act::Accept { generation: 0 }),
        (MEMBER, finish),
        (RESIDENT, Act::Confirm),
    ] {
        town.applied(actor, &on(order, yy(), act));
    }
    let there = |town: &Town<S>| {
        let of = of(order, 1);
        let read = town.authority.store().read(move |txn| {
            txn.blob(
                &super::town::partition(&yy()),
                &doorstep_domain::Key::order(order),
                of.hash.as_str(),
            )
        });
        read.expect("it works").is_some()
    };
    town.now = town.now.plus(2 * DAY);
    while town.authority.run_due(town.now).expect("it works").1 {}
    assert_eq!(sees(&town, STAFF, order), Shown::Nothing, "hidden with the contacts");
    assert!(there(&town), "a redo needs them");
    let late = |town: &Town<S>| {
        town.authority
            .keep_blob(MEMBER, of(order, 2), blob())
            .expect("it works")
    };
    assert!(
        matches!(late(&town), Kept::New(_)),
        "a phone that had no network brings it all the same"
    );
    town.now = town.now.plus(9 * DAY);
    while town.authority.run_due(town.now).expect("it works").1 {}
    assert!(!there(&town), "nothing is left of them");
    for (person, bits) in [(RESIDENT, 1), (MEMBER, 2)] {
        let again = town
            .authority
            .keep_blob(person, of(order, bits), blob())
            .expect("it works");
        assert_eq!(again, Kept::Gone, "{person}'s phone may let go of it");
    }
    assert_eq!(
        town.authority.keep_blob(OTHER, of(order, 1), blob()).expect("it works"),
        Kept::NotYet,
        "a stranger does not learn that there was one"
    );
}
