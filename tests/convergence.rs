//! Sync, proved natively: many replicas and one authority, with a network that loses, repeats and forgets.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops where its ground is gone"
)]
#![expect(unreachable_pub, reason = "a test crate has no readers of its API")]
#![allow(dead_code, reason = "the lab is shared with tests that use more of it")]

mod lab;

use doorstep_domain::{
    Code, Entity, Key,
    order::{Act, Finishing, OrderCommand, Outcome, State, Why},
};
use doorstep_protocol::{PullRequest, Row, version::SCHEMA};
use doorstep_replica::{Event, Fate, Mark, WhyNot};
use lab::{ALICE, BOB, DAUGHTER, Lab, RESIDENT, STAFF, yy};
use proptest::prelude::*;

fn finishing(code: Option<&str>) -> Act {
    Act::Finish(Finishing {
        outcome: Outcome::Solved,
        code: code.map(str::to_owned),
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    })
}

#[test]
fn the_whole_job_from_order_to_confirmation() {
    let mut lab = Lab::new();
    let (resident, member) = (lab.phone(RESIDENT), lab.phone(ALICE));
    lab.settle();
    let order = lab.place(resident);
    assert_eq!(lab.mark(resident, order), Mark::Queued);
    assert_eq!(
        lab.order(resident, order).unwrap().state,
        State::Open,
        "a trusted item is shown open at once"
    );
    lab.settle();
    assert_eq!(lab.mark(resident, order), Mark::Received);
    assert!(
        lab.order(member, order).unwrap().contact.is_hidden(),
        "a teaser holds no contact"
    );
    lab.act(member, order, Act::Accept { generation: 0 });
    assert_eq!(lab.mark(member, order), Mark::Provisional);
    lab.settle();
    let held = lab.order(member, order).unwrap();
    assert_eq!(held.contact.get().unwrap().door.get().unwrap(), "2单元301");
    assert!(held.code.is_hidden(), "a member never has the code");
    let card = lab.order(resident, order).unwrap().holders[0].card.clone();
    assert_eq!(card.get().unwrap().name, "赵示例");
    // From here on the member is in the stairwell.
    for act in [Act::Called, Act::Depart, Act::Arrive, finishing(Some("4321"))] {
        lab.later(5);
        lab.act(member, order, act);
    }
    assert_eq!(lab.order(member, order).unwrap().state, State::AwaitingConfirm);
    lab.later(240);
    lab.settle();
    assert_eq!(lab.order(resident, order).unwrap().state, State::AwaitingConfirm);
    lab.act(resident, order, Act::Confirm);
    lab.settle();
    assert_eq!(lab.truth(order).unwrap().state, State::Closed);
    assert_eq!(
        lab.truth(order).unwrap().finish.unwrap().proof,
        doorstep_domain::order::Proof::Code
    );
}

#[test]
fn two_members_accept_and_the_loser_stands_by_without_learning_anything() {
    let mut lab = Lab::new();
    let (resident, alice, bob) = (lab.phone(RESIDENT), lab.phone(ALICE), lab.phone(BOB));
    lab.settle();
    let order = lab.place(resident);
    lab.settle();
    lab.act(bob, order, Act::Accept { generation: 0 });
    lab.act(alice, order, Act::Accept { generation: 0 });
    lab.sync(alice);
    lab.sync(bob);
    let Mark::Refused {
        reason: Some(reason), ..
    } = lab.mark(bob, order)
    else {
        panic!("{:?}", lab.mark(bob, order))
    };
    assert_eq!(reason.code, Code::AlreadyTaken);
    let seen = lab.order(bob, order).unwrap();
    assert_eq!(seen.standby, [BOB]);
    let text = serde_json::to_string(seen).unwrap();
    assert!(
        !text.contains("301") && !text.contains("4321") && !text.contains("00000000010"),
        "{text}"
    );
    lab.act(
        alice,
        order,
        Act::HandBack {
            why: Why::Ill,
            text: String::new(),
        },
    );
    lab.settle();
    assert_eq!(
        lab.order(bob, order).unwrap().offer.as_ref().unwrap().to,
        BOB,
        "standby has first refusal"
    );
}

#[test]
fn what_was_given_up_keeps_its_reason_for_a_fortnight_and_is_never_sent_again() {
    let mut lab = Lab::new();
    let (resident, alice, bob) = (lab.phone(RESIDENT), lab.phone(ALICE), lab.phone(BOB));
    lab.settle();
    let order = lab.place(resident);
    lab.settle();
    lab.act(alice, order, Act::Accept { generation: 0 });
    let command_id = lab.act(bob, order, Act::Accept { generation: 0 });
    lab.sync(alice);
    lab.sync(bob);
    let (why, day) = (WhyNot::TooLate, 24 * 60);
    lab.event(
        bob,
        Event::Discard {
            command_id,
            why: Some(why),
        },
    );
    lab.kill(bob);
    lab.settle();
    let kept = |lab: &Lab| {
        lab.phones[bob]
            .replica
            .given_up()
            .map(|(e, g)| (e.command_id, g.why))
            .collect::<Vec<_>>()
    };
    assert_eq!(kept(&lab), [(command_id, why)]);
    assert_eq!(lab.mark(bob, order), Mark::Received, "nothing waits for anybody");
    assert_eq!(lab.phones[bob].replica.outbox().count(), 0);
    lab.later(13 * day);
    lab.settle();
    assert_eq!(kept(&lab), [(command_id, why)]);
    lab.later(2 * day);
    lab.settle();
    assert_eq!(kept(&lab), []);
    lab.kill(bob);
    assert_eq!(kept(&lab), [], "nor on disk");
}

#[test]
fn an_answer_that_was_on_its_way_when_the_network_went_does_not_say_that_there_is_one() {
    let mut lab = Lab::new();
    let resident = lab.phone(RESIDENT);
    lab.settle();
    let online = |lab: &Lab| lab.phones[resident].replica.link().online;
    assert!(online(&lab));
    lab.event(resident, Event::Nudge);
    lab.event(resident, Event::Lost);
    assert!(lab.serve(resident, true), "the answer of before");
    assert!(!online(&lab));
    lab.lose(resident);
    assert!(!online(&lab), "the phone asked at once, in vain");
    lab.later(2);
    lab.settle();
    assert!(online(&lab));
}

#[test]
fn a_reply_lost_after_commit_and_a_kill_make_neither_loss_nor_double() {
    let mut lab = Lab::new();
    let resident = lab.phone(RESIDENT);
    lab.settle();
    let order = lab.place(resident);
    assert!(
        lab.serve(resident, false),
        "the push reaches the server, the answer does not come back"
    );
    lab.kill(resident);
    assert_eq!(lab.mark(resident, order), Mark::Queued);
    lab.later(2);
    lab.settle();
    assert_eq!(lab.mark(resident, order), Mark::Received);
    assert_eq!(lab.truth(order).unwrap().trail.len(), 1);
}

#[test]
fn consent_withdrawn_takes_the_order_from_the_daughters_phone() {
    let mut lab = Lab::new();
    let (mother, daughter) = (lab.phone(RESIDENT), lab.phone(DAUGHTER));
    lab.settle();
    let order = lab.place(daughter);
    lab.settle();
    assert!(lab.order(daughter, order).unwrap().code.get().is_some());
    let end = doorstep_domain::person::PersonCommand::EndProxy {
        person: RESIDENT,
        proxy: DAUGHTER,
    };
    lab.ask(mother, doorstep_domain::Command::Person(end));
    lab.settle();
    assert!(lab.order(daughter, order).is_none());
    lab.act(daughter, order, Act::Urge);
    lab.settle();
    assert_eq!(lab.truth(order).unwrap().urged, 0);
}

#[test]
fn an_offline_accept_expires_and_never_saw_the_address() {
    let mut lab = Lab::new();
    let (resident, bob) = (lab.phone(RESIDENT), lab.phone(BOB));
    lab.settle();
    let order = lab.place(resident);
    lab.settle();
    let accept = lab.act(bob, order, Act::Accept { generation: 0 });
    assert_eq!(lab.phones[bob].replica.fate(accept), Some(&Fate::Provisional));
    assert!(lab.order(bob, order).unwrap().contact.is_hidden());
    lab.later(4 * 60 + 5);
    lab.sync(bob);
    let Mark::Refused {
        reason: Some(reason), ..
    } = lab.mark(bob, order)
    else {
        panic!("still hopes")
    };
    assert_eq!(reason.code, Code::IntentExpired);
}

/// What somebody does or what happens to a phone.
#[derive(Clone, Debug)]
enum Move {
    Place(usize),
    Act(usize, usize, u8),
    Serve(usize, bool),
    Lose(usize),
    Kill(usize),
    Nudge(usize),
    Later(i64),
    Timers,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let phone = 0..5_usize;
    let one = prop_oneof![
        2 => phone.clone().prop_map(Move::Place),
        6 => (phone.clone(), 0..4_usize, 0..12_u8).prop_map(|(p, o, a)| Move::Act(p, o, a)),
        8 => (phone.clone(), any::<bool>()).prop_map(|(p, keep)| Move::Serve(p, keep)),
        1 => phone.clone().prop_map(Move::Lose),
        1 => phone.clone().prop_map(Move::Kill),
        4 => phone.prop_map(Move::Nudge),
        2 => (1..90_i64).prop_map(Move::Later),
        1 => Just(Move::Timers),
    ];
    prop::collection::vec(one, 1..80)
}

fn some_act(order: &doorstep_domain::order::Order, pick: u8) -> Act {
    let text = String::new;
    match pick {
        0 | 1 => Act::Accept {
            generation: order.generation,
        },
        2 => Act::HandBack {
            why: Why::Ill,
            text: text(),
        },
        3 => Act::Depart,
        4 => Act::Arrive,
        5 => finishing(Some("4321")),
        6 => finishing(None),
        7 => Act::Confirm,
        8 => Act::Redo {
            why: Why::NotSolved,
            text: text(),
        },
        9 => Act::Cancel {
            why: Why::NoLongerNeeded,
            text: text(),
        },
        10 => Act::Urge,
        _ => Act::Remark {
            text: "请带上老花镜".into(),
        },
    }
}

fn play(lab: &mut Lab, step: &Move) {
    match *step {
        Move::Place(at) => {
            lab.place(at);
        }
        Move::Act(at, which, pick) => {
            let Some(order) = lab.phones[at].replica.orders().nth(which).cloned() else {
                return;
            };
            let act = some_act(&order, pick);
            lab.ask(
                at,
                doorstep_domain::Command::Order(OrderCommand {
                    order: order.id,
                    community: yy(),
                    act,
                }),
            );
        }
        Move::Serve(at, keep) => {
            lab.serve(at, keep);
        }
        Move::Lose(at) => lab.lose(at),
        Move::Kill(at) => lab.kill(at),
        Move::Nudge(at) => lab.event(at, doorstep_replica::Event::Nudge),
        Move::Later(minutes) => lab.later(minutes),
        Move::Timers => {
            lab.authority.run_due(lab.now).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_network_does_every_phone_ends_with_what_the_server_shows(steps in moves()) {
        let mut lab = Lab::new();
        for person in [RESIDENT, DAUGHTER, ALICE, BOB, STAFF] {
            lab.phone(person);
        }
        lab.settle();
        let mut asked = 0;
        for step in &steps {
            let before = lab.phones.iter().map(|p| p.replica.entries().len()).sum::<usize>();
            play(&mut lab, step);
            let after = lab.phones.iter().map(|p| p.replica.entries().len()).sum::<usize>();
            prop_assert!(after >= before, "an entry vanished in {step:?}");
            asked += after - before;
        }
        lab.later(1);
        lab.settle();
        lab.settle();
        let mut judged = 0;
        for phone in &lab.phones {
            for entry in phone.replica.entries() {
                prop_assert!(!entry.is_pending(), "{entry:?}");
                judged += 1;
            }
            let request = PullRequest { schema: SCHEMA, actor: phone.person, cursor: None, limit: 500, lease: None };
            let reply = lab.authority.pull(phone.person, &request, lab.now).unwrap();
            let truth: Vec<Entity> = reply.rows.iter().filter_map(Row::entity).collect();
            let mut keys: Vec<Key> = truth.iter().map(Entity::key).collect();
            keys.sort();
            let held: Vec<Key> = phone.replica.confirmed().iter().map(Entity::key).collect();
            prop_assert_eq!(held, keys);
            for entity in &truth {
                prop_assert_eq!(phone.replica.confirmed().get(&entity.key()), Some(entity));
                prop_assert_eq!(phone.replica.shown().get(&entity.key()), Some(entity));
            }
        }
        prop_assert_eq!(asked, judged);
    }
}
