//! Human order numbers.

use std::collections::BTreeSet;

use doorstep_authority::Storage;
use doorstep_domain::{OrderId, PersonId, order::Act};
use doorstep_protocol::{Lease, Outcome, PullRequest, version::SCHEMA};

use super::town::{FAR_STAFF, NEIGHBOUR, RESIDENT, STAFF, Town, on, placing, yy};

fn lease<S: Storage>(town: &Town<S>, person: PersonId, community: &str) -> Option<Lease> {
    let request = PullRequest {
        schema: SCHEMA,
        actor: person,
        cursor: None,
        limit: 1,
        lease: Some(community.to_owned()),
    };
    let reply = town.authority.pull(person, &request, town.now);
    reply.expect("a pull").lease
}

/// Places an order with a number of one's own choice; the number it got.
fn number<S: Storage>(town: &mut Town<S>, wanted: &str) -> String {
    let id = OrderId::from_bits(town.id());
    let mut placing = placing(town.now, "B01", RESIDENT);
    wanted.clone_into(&mut placing.number);
    town.applied(RESIDENT, &on(id, yy(), Act::Place(Box::new(placing))));
    town.order(id).number
}

pub(crate) fn two_leased_blocks_never_clash<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let mut given = BTreeSet::new();
    for round in 0..40 {
        for person in [RESIDENT, NEIGHBOUR, STAFF] {
            let lease = lease(&town, person, "yy").expect("a block");
            assert_eq!(lease.prefix, "YY");
            assert!(
                (lease.from..lease.to).all(|n| given.insert(n)),
                "{lease:?} was given before"
            );
        }
        if round % 10 == 0 {
            let number = number(&mut town, "");
            let digits = number.strip_prefix("YY").and_then(|n| n.parse().ok()).expect("digits");
            assert!(given.insert(digits), "{number} was given before");
        }
    }
    assert!(lease(&town, FAR_STAFF, "yy").is_none(), "no business there");
    assert!(lease(&town, RESIDENT, "nowhere").is_none());
}

pub(crate) fn a_number_that_is_not_leased_or_taken_is_replaced<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let mine = lease(&town, RESIDENT, "yy").expect("a block");
    let theirs = lease(&town, STAFF, "yy").expect("a block");
    let wish = format!("YY{}", mine.from + 1);
    assert_eq!(number(&mut town, &wish), wish);
    let mut seen = BTreeSet::from([wish.clone()]);
    for odd in [
        &wish,
        &format!("YY{}", theirs.from),
        "YY999999",
        "JY1001",
        "喵",
        "YY-1",
        "YY4294967296",
        "",
    ] {
        let got = number(&mut town, odd);
        assert!(got != *odd && got.starts_with("YY"), "{odd} became {got}");
        let digits: u32 = got[2..].parse().expect("digits");
        assert!(
            !(mine.from..mine.to).contains(&digits) && !(theirs.from..theirs.to).contains(&digits),
            "{got}"
        );
        assert!(seen.insert(got));
    }
}

pub(crate) fn a_refused_order_leaves_its_number_free<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let block = lease(&town, RESIDENT, "yy").expect("a block");
    let wish = format!("YY{}", block.from);
    let mut bad = placing(town.now, "B01", RESIDENT);
    bad.number.clone_from(&wish);
    bad.note = "长".repeat(5_000);
    let id = OrderId::from_bits(town.id());
    let outcome = town.send(RESIDENT, &on(id, yy(), Act::Place(Box::new(bad))));
    assert!(matches!(outcome, Outcome::Rejected { .. }), "{outcome:?}");
    assert_eq!(number(&mut town, &wish), wish);
}
