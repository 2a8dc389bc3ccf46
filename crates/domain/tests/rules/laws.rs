//! Laws over random histories: anybody does anything at any time.

use doorstep_domain::{
    Command, CommunityId, Decision, OrderId, PersonId,
    order::{Act, Order, OrderCommand},
    time::{DAY, HOUR, MINUTE},
};
use proptest::prelude::*;

use crate::{
    acts, checks,
    city::{City, DAUGHTER, PEOPLE, RESIDENT, SECRETARY, STAFF, placing},
    partial::Partial,
    run::{ORDER, OTHER, on},
};

/// One thing that happens; the numbers choose among what there is.
#[derive(Clone, Copy, Debug)]
enum Happening {
    /// Somebody tries something.
    Try { who: u8, what: u8, other: bool, ago: u8 },
    /// Somebody does something that succeeds, if there is anything.
    Do { seed: u16, ago: u8 },
    /// Time passes.
    Wait(u8),
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        2 => (any::<u8>(), any::<u8>(), any::<bool>(), 0..4_u8)
            .prop_map(|(who, what, other, ago)| Happening::Try { who, what, other, ago }),
        5 => (any::<u16>(), 0..4_u8).prop_map(|(seed, ago)| Happening::Do { seed, ago }),
        1 => (0..8_u8).prop_map(Happening::Wait),
    ]
}

/// From a moment ago to days.
fn ago(n: u8) -> i64 {
    [0, MINUTE, 2 * HOUR, 5 * HOUR][usize::from(n % 4)]
}

fn pause(n: u8) -> i64 {
    [
        1,
        10 * MINUTE,
        45 * MINUTE,
        3 * HOUR,
        9 * HOUR,
        DAY + HOUR,
        4 * DAY,
        8 * DAY,
    ][usize::from(n % 8)]
}

fn attempt(city: &mut City, person: PersonId, order: OrderId, act: &Act, ago: i64) -> bool {
    let command = on(order, act.clone());
    let answer = city.ask(person, &command, Some(city.now.plus(-ago)));
    checks::sides(city, city.the(order), person, act, &answer);
    checks::needs(city, person, &command);
    if ago == 0 {
        let plain = city.ask(person, &command, None);
        checks::decided(city, &Partial::of(city, person), &command, &plain);
    }
    match answer {
        Decision::Facts(facts) | Decision::Instead(_, facts) => {
            city.commit(&facts);
            true
        }
        Decision::Rejected(_) => false,
        Decision::Undetermined => panic!("{}: the server does not know", act.name()),
    }
}

fn happen(city: &mut City, happening: Happening) {
    match happening {
        Happening::Try {
            who,
            what,
            other,
            ago: n,
        } => {
            let order = if other { OTHER } else { ORDER };
            let acts = acts::all(city.the(order), if other { ORDER } else { OTHER });
            let person = PEOPLE[usize::from(who) % PEOPLE.len()];
            attempt(city, person, order, &acts[usize::from(what) % acts.len()], ago(n));
        }
        Happening::Do { seed, ago: n } => {
            let acts = acts::all(city.the(ORDER), OTHER);
            let mut pick = usize::from(seed);
            for _ in 0..80 {
                pick = pick.wrapping_mul(2_862_933).wrapping_add(3_037) % 1_000_003;
                let (act, person) = (&acts[pick % acts.len()], PEOPLE[pick / 64 % PEOPLE.len()]);
                let facts = city.ask(person, &on(ORDER, act.clone()), None);
                if matches!(facts, Decision::Facts(_)) && attempt(city, person, ORDER, act, ago(n)) {
                    break;
                }
            }
        }
        Happening::Wait(n) => {
            let then = city.now.plus(pause(n));
            if n % 2 == 0 {
                city.until(then);
            } else {
                // The server was down: everything falls due at once.
                city.now = then;
                for order in [ORDER, OTHER] {
                    city.fire(&doorstep_domain::Key::order(order));
                }
            }
        }
    }
    city.now = city.now.plus(MINUTE);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_histories_keep_every_law(
        item in prop::sample::select(vec!["A1", "A2", "B1", "C1", "D1", "P1", "T2", "V1"]),
        happenings in prop::collection::vec(happening(), 1..40),
    ) {
        let mut city = City::with(item).and("T2");
        for happening in happenings {
            happen(&mut city, happening);
        }
        // Whatever happened: a month later nothing is due, and nobody sees how to reach the resident if it has ended.
        let then = city.now.plus(30 * DAY);
        city.until(then);
        let order = city.the(ORDER);
        prop_assert_eq!(order.state.is_ended(), order.contacts_erased);
        let told = |o: &Order| o.trail.windows(2).all(|pair| pair[0].at <= pair[1].at);
        prop_assert!(told(order), "the trail is not in the order of the server");
    }

    #[test]
    fn timers_fired_twice_do_nothing_more(happenings in prop::collection::vec(happening(), 1..12), hours in 0..400_i64) {
        let mut city = City::with("A1").and("P1");
        for happening in happenings {
            happen(&mut city, happening);
        }
        let then = city.now.plus(hours * HOUR);
        city.now = then;
        city.fire(&doorstep_domain::Key::order(ORDER));
        let once = city.the(ORDER).clone();
        prop_assert!(city.due(then).is_none());
        city.fire(&doorstep_domain::Key::order(ORDER));
        prop_assert_eq!(city.the(ORDER), &once);
    }
}

#[test]
fn anybody_places_and_the_phone_and_the_server_agree() {
    for item in ["A1", "A2", "B1", "C1", "D1", "P1", "T2", "V1"] {
        for person in PEOPLE {
            let mut city = City::new();
            let mut command = placing(ORDER, item);
            if let Act::Place(placing) = &mut command.act {
                placing.health.clear();
                placing.wish = Some(crate::city::MEMBER);
            }
            let command = Command::Order(command);
            let answer = city.ask(*person, &command, None);
            checks::needs(&city, *person, &command);
            checks::decided(&city, &Partial::of(&city, *person), &command, &answer);
            let may = [RESIDENT, DAUGHTER, STAFF, SECRETARY, crate::city::BOTH].contains(person);
            match answer {
                Decision::Facts(facts) if may => city.commit(&facts),
                Decision::Rejected(_) if !may => {}
                other => panic!("{person} places {item}: {other:?}"),
            }
        }
    }
}

#[test]
fn an_order_is_not_found_in_another_community() {
    let city = City::with("A1");
    let command = Command::Order(OrderCommand {
        order: ORDER,
        community: CommunityId::from("c2"),
        act: Act::Urge,
    });
    assert!(
        matches!(city.ask(RESIDENT, &command, None), Decision::Rejected(r) if r.code == doorstep_domain::Code::NotFound)
    );
}
