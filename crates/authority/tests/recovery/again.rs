//! What is done again, in what order, and what does not fit any more.

use doorstep_authority::{Storage as _, recovery::Withdrawal};
use doorstep_domain::{
    Instant,
    order::{Act, Answer, Finishing, Outcome as Ended, State, Step, Why},
    person::Consent,
    time::{HOUR, MINUTE},
};
use doorstep_protocol::Outcome;

use super::past::{Here, again, closed, done, here, learns, place, report, restored, words};
use crate::laws::town::{HEALTH, MEMBER, NEIGHBOUR, OTHER, RESIDENT, STAFF, consent, on, partition, yy};

fn later(town: &mut Here, minutes: i64) {
    town.now = town.now.plus(minutes * MINUTE);
}

fn head(town: &Here) -> u64 {
    let name = partition(&yy());
    (town.authority.store())
        .read(|txn| Ok(txn.head(&name)?.seq))
        .expect("a head")
}

#[test]
fn the_same_course_of_things_comes_back_with_its_times_and_deadlines() {
    let mut town = here();
    town.place("B01");
    let backup = town.authority.store().fork();
    // Asked for by name, nobody answers, the offer lapses; asked again, and done.
    let (order, mut placed) = place(&mut town, RESIDENT, "D01");
    later(&mut town, 5);
    let opened = done(&mut town, STAFF, &on(order, yy(), Act::Open));
    let asked = done(&mut town, STAFF, &on(order, yy(), Act::Offer { to: OTHER }));
    later(&mut town, 60);
    while town.authority.run_due(town.now).unwrap().1 {}
    assert_eq!(town.order(order).state, State::Open, "it lapsed");
    let asked_again = done(&mut town, STAFF, &on(order, yy(), Act::Offer { to: MEMBER }));
    later(&mut town, 5);
    let yes = Act::AnswerOffer { answer: Answer::Yes };
    let taken = done(&mut town, MEMBER, &on(order, yy(), yes));
    later(&mut town, 5);
    let finish = Act::Finish(Finishing {
        outcome: Ended::Solved,
        code: Some("4711".into()),
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    });
    let finished = done(&mut town, MEMBER, &on(order, yy(), finish));
    let before = town.order(order);
    learns(&mut placed, &before.number);

    later(&mut town, 600);
    restored(&mut town, backup, Vec::new());
    // The phones come in any order, and twice.
    assert_eq!(words(&again(&mut town, MEMBER, &[&finished, &taken])), ["deferred"; 2]);
    assert_eq!(words(&again(&mut town, RESIDENT, &[&placed])), ["deferred"]);
    assert_eq!(
        words(&again(&mut town, STAFF, &[&asked_again, &opened, &asked])),
        ["deferred"; 3]
    );
    assert_eq!(words(&again(&mut town, MEMBER, &[&taken])), ["deferred"]);
    assert_eq!(report(&town).held, 6);
    let closing = closed(&mut town);
    assert_eq!((closing.restored, closing.contested.len()), (6, 0), "{closing:?}");
    let after = town.order(order);
    assert_eq!(after.state, State::AwaitingConfirm);
    assert_eq!(after.number, before.number);
    assert_eq!(after.holders, before.holders);
    assert_eq!(after.finish, before.finish);
    let trail = |o: &doorstep_domain::order::Order| -> Vec<(Step, Instant)> {
        let by_people = |e: &&doorstep_domain::order::Entry| e.step != Step::OfferLapsed;
        o.trail.iter().filter(by_people).map(|e| (e.step, e.at)).collect()
    };
    assert_eq!(trail(&after), trail(&before), "with the times it had");
    assert!(after.trail.iter().any(|e| e.step == Step::OfferLapsed));
    // The deadline's own entry is the one sequence that no phone had.
    let [lost] = &*closing.partitions else {
        panic!("{closing:?}")
    };
    assert_eq!((lost.high, lost.back, lost.missing.len()), (1, 6, 1), "{lost:?}");
    let seq = head(&town);
    let [Outcome::Already { first }] = &*again(&mut town, RESIDENT, &[&placed]) else {
        panic!("done twice");
    };
    assert_eq!(first.receipt().map(|r| r.epoch.as_str()), Some("e2"));
    assert_eq!(head(&town), seq);
}

#[test]
fn the_report_lists_exactly_what_no_phone_still_had() {
    let mut town = here();
    let backup = town.authority.store().fork();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..10 {
        later(&mut town, 1);
        // The neighbour's phone falls into the water.
        let list = if round % 3 == 1 { &mut theirs } else { &mut ours };
        let who = if round % 3 == 1 { NEIGHBOUR } else { RESIDENT };
        list.push(place(&mut town, who, "B01").1);
    }
    let seqs: Vec<u64> = theirs.iter().map(|d| d.receipt.seq).collect();
    assert_eq!(seqs, [2, 5, 8]);
    restored(&mut town, backup, Vec::new());
    again(&mut town, RESIDENT, &ours.iter().collect::<Vec<_>>());
    let report = closed(&mut town);
    let [lost] = &*report.partitions else {
        panic!("{report:?}")
    };
    assert_eq!((lost.high, lost.seen, lost.back), (0, 10, 7));
    assert_eq!(lost.missing, [(2, 2), (5, 5), (8, 8)]);
    assert_eq!(report.restored, 7);
    // Found again in a drawer, long after.
    later(&mut town, 600);
    assert_eq!(words(&again(&mut town, NEIGHBOUR, &[&theirs[1]])), ["applied"]);
    let found = super::past::report(&town);
    assert_eq!(found.partitions[0].missing, [(2, 2), (8, 8)]);
    assert_eq!(found.restored, 8);
}

#[test]
fn who_held_an_order_that_is_somebody_elses_now_is_contested_and_never_refused() {
    for late in [false, true] {
        let mut town = here();
        let order = town.place("B01");
        let backup = town.authority.store().fork();
        later(&mut town, 1);
        let taken = done(&mut town, OTHER, &on(order, yy(), Act::Accept { generation: 0 }));
        later(&mut town, 1);
        let left = done(&mut town, OTHER, &on(order, yy(), Act::Depart));
        restored(&mut town, backup, Vec::new());
        if late {
            closed(&mut town);
        }
        // Somebody else takes it: at once after the window, or before it closes by a window that was ended too early.
        if !late {
            town.authority.end_recovery(town.now).unwrap();
        }
        later(&mut town, 1);
        assert_eq!(town.act(MEMBER, order, Act::Accept { generation: 0 }).word(), "applied");
        assert_eq!(words(&again(&mut town, OTHER, &[&taken, &left])), ["applied"; 2]);
        let after = town.order(order);
        assert!(after.holder(MEMBER).is_some(), "whoever was told last has it");
        assert!(after.former_of(OTHER).is_some_and(|f| !f.by_own_wish));
        assert!(after.contest.as_ref().is_some_and(|c| c.other == OTHER && !c.settled));
        assert!(after.call_back);
        let undone: Vec<_> = after.trail.iter().filter(|e| e.step == Step::Undone).collect();
        assert_eq!(undone.len(), 1, "the departure is evidence of its own");
        assert!(undone[0].by.person.is(&OTHER));
        assert!(after.trail.iter().any(|e| e.step == Step::Evidence));
        let told: Vec<_> = report(&town).contested.into_iter().map(|c| (c.what, c.why)).collect();
        assert_eq!(told[0], ("accept".into(), "already_taken".into()));
        assert_eq!(told.len(), 2);
        // Their visit counts by the rules for a visit made offline.
        let finish = Act::Finish(Finishing {
            outcome: Ended::Solved,
            code: Some("4711".into()),
            signature: None,
            laid_out: 0,
            text: String::new(),
            attached: doorstep_domain::order::Attachments::default(),
        });
        assert_eq!(town.act(OTHER, order, finish).word(), "applied");
        assert_eq!(town.order(order).finish.map(|f| f.by), Some(OTHER));
    }
}

#[test]
fn what_belongs_to_an_order_that_no_phone_had_stands_in_the_report() {
    let mut town = here();
    let backup = town.authority.store().fork();
    let (order, _) = place(&mut town, RESIDENT, "B01");
    let taken = done(&mut town, MEMBER, &on(order, yy(), Act::Accept { generation: 0 }));
    restored(&mut town, backup, Vec::new());
    assert_eq!(words(&again(&mut town, MEMBER, &[&taken])), ["deferred"]);
    let report = closed(&mut town);
    let [one] = &*report.contested else {
        panic!("{report:?}")
    };
    assert_eq!((one.actor, one.what.as_str(), one.seq), (MEMBER, "accept", 2));
    assert_eq!(one.about, format!("order/{order}"));
    assert_eq!(report.partitions[0].missing, [(1, 1)]);
    let [Outcome::Already { first }] = &*again(&mut town, MEMBER, &[&taken]) else {
        panic!("judged when the window closed");
    };
    assert_eq!(first.word(), "faulted", "not refused: staff look at it");
    assert_eq!(head(&town), 0, "nothing to write it to");
}

#[test]
fn a_cancelled_order_that_went_on_is_for_the_desk() {
    let mut town = here();
    let order = town.place("B01");
    let backup = town.authority.store().fork();
    let cancel = Act::Cancel {
        why: Why::NoLongerNeeded,
        text: String::new(),
    };
    let cancelled = done(&mut town, RESIDENT, &on(order, yy(), cancel));
    restored(&mut town, backup, Vec::new());
    town.authority.end_recovery(town.now).unwrap();
    for act in [Act::Accept { generation: 0 }, Act::Depart, Act::Arrive] {
        later(&mut town, 1);
        assert_eq!(town.act(MEMBER, order, act).word(), "applied");
    }
    assert_eq!(words(&again(&mut town, RESIDENT, &[&cancelled])), ["applied"]);
    let after = town.order(order);
    assert_eq!(after.state, State::InService);
    assert!(after.call_back && after.contest.is_none());
    assert_eq!(after.trail.last().map(|e| e.step), Some(Step::Undone));
}

#[test]
fn order_numbers_are_not_given_twice_and_come_back() {
    let mut town = here();
    town.place("B01");
    let backup = town.authority.store().fork();
    let (lost, mut placed) = place(&mut town, RESIDENT, "B01");
    let number = town.order(lost).number;
    restored(&mut town, backup, Vec::new());
    let (fresh, _) = place(&mut town, NEIGHBOUR, "B01");
    assert_ne!(town.order(fresh).number, number);
    learns(&mut placed, &number);
    again(&mut town, RESIDENT, &[&placed]);
    let report = closed(&mut town);
    assert_eq!(report.restored, 1);
    assert_eq!(town.order(lost).number, number);
}

#[test]
fn a_consent_that_was_withdrawn_does_not_come_back_with_the_phones() {
    let mut town = here();
    town.applied(RESIDENT, &consent(RESIDENT, Consent::Health, None));
    let backup = town.authority.store().fork();
    later(&mut town, 1);
    let given = done(&mut town, RESIDENT, &consent(RESIDENT, Consent::Health, Some(2)));
    let (order, placed) = place(&mut town, RESIDENT, "B01");
    assert_eq!(town.order(order).health.get().map(String::as_str), Some(HEALTH));
    later(&mut town, 1);
    // Withdrawn on a phone that is gone; the journal knows.
    town.applied(RESIDENT, &consent(RESIDENT, Consent::Health, None));
    let journal = Withdrawal {
        person: RESIDENT,
        purpose: Consent::Health,
        at: town.now,
    };
    later(&mut town, 1);
    restored(&mut town, backup, vec![journal]);
    again(&mut town, RESIDENT, &[&given, &placed]);
    let report = closed(&mut town);
    assert_eq!(report.restored, 2);
    assert!(town.person(RESIDENT).consents.health.is_none());
    assert_eq!(town.order(order).health.get().map(String::as_str), Some(""));
    // A late phone changes nothing of it.
    later(&mut town, 1);
    assert_eq!(words(&again(&mut town, RESIDENT, &[&given])), ["already"]);
}

#[test]
fn an_erasure_waits_for_no_window() {
    let mut town = here();
    let order = town.place("B01");
    let backup = town.authority.store().fork();
    let withdrawn = Withdrawal {
        person: RESIDENT,
        purpose: Consent::Health,
        at: town.now.plus(1),
    };
    town.now = town.now.plus(HOUR);
    restored(&mut town, backup, vec![withdrawn]);
    assert_eq!(
        town.order(order).health.get().map(String::as_str),
        Some(""),
        "before anything is served"
    );
    let (second, _) = {
        town.applied(RESIDENT, &consent(RESIDENT, Consent::Health, Some(3)));
        place(&mut town, RESIDENT, "B01")
    };
    town.applied(RESIDENT, &consent(RESIDENT, Consent::Health, None));
    town.authority.run_due(town.now).unwrap();
    assert_eq!(town.order(second).health.get().map(String::as_str), Some(""));
}
