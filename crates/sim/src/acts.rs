//! What somebody does with an order their phone shows: mostly what a screen would offer them, now and then anything.

use doorstep_domain::{
    BuildingId, Instant, PersonId, Slot,
    catalogue::Mode,
    order::{
        Act, Answer, Channel, Finishing, Order, Outcome, Placing, Satisfaction, ServiceCode, Standing, State, Why,
    },
};

use crate::{
    dice::{Dice, pick},
    town::{self, BUILDINGS, ITEMS},
};

/// The service code of every order of a person, which members must never have.
pub fn code(person: PersonId) -> ServiceCode {
    ServiceCode::from_random(4_000 + u32::try_from(person.0.as_u128() % 900).unwrap_or(0))
}

/// The health note of a person: a word that stands nowhere else.
pub fn health(person: PersonId) -> String {
    format!("心脏起搏器{}", 8_000_000 + person.0.as_u128() % 1_000_000)
}

/// What somebody orders for `resident` at `now`.
pub fn placing(resident: PersonId, now: Instant, dice: &mut Dice) -> Placing {
    let (item, mode, ..) = ITEMS[dice.place(ITEMS.len())];
    let travels = mode != Mode::Phone;
    let from = 510 + 30 * u16::try_from(dice.below(16)).unwrap_or(0);
    Placing {
        item: item.into(),
        mode,
        resident,
        channel: Channel::App,
        building: travels.then(|| BuildingId::from(BUILDINGS[dice.place(BUILDINGS.len())])),
        door: if travels { town::door(resident) } else { String::new() },
        contact_name: String::new(),
        contact_phone: None,
        slot: Slot {
            day: now.day().plus(1 + i32::try_from(dice.below(4)).unwrap_or(0)),
            from,
            to: from + 60,
        },
        note: "请轻敲门".to_owned(),
        health: if dice.one_in(2) {
            health(resident)
        } else {
            String::new()
        },
        code: code(resident),
        number: String::new(),
        despite_duplicate: dice.one_in(2),
        wish: None,
        attached: doorstep_domain::order::Attachments::default(),
    }
}

/// What somebody who stands to `order` like this may want to do with it.
pub fn some(order: &Order, standing: Standing, people: &[PersonId], choice: u64, dice: &mut Dice) -> Act {
    if dice.one_in(12) {
        return any(order, people, dice);
    }
    let mut acts = Vec::new();
    if standing.customer() {
        customer(order, &mut acts, dice);
    } else if standing.desk() {
        desk(order, people, &mut acts, dice);
    }
    helper(order, standing, people, &mut acts, dice);
    if acts.is_empty() {
        return remark();
    }
    acts.swap_remove(pick(choice, acts.len()))
}

fn customer(order: &Order, acts: &mut Vec<Act>, dice: &mut Dice) {
    let text = String::new;
    match order.state {
        State::AwaitingConfirm => {
            acts.extend([Act::Confirm, Act::Confirm]);
            acts.push(Act::Redo {
                why: Why::NotSolved,
                text: text(),
            });
        }
        State::Closed => acts.extend([
            Act::Rate {
                face: Satisfaction::Good,
                stars: 5,
                tags: Vec::new(),
                text: text(),
            },
            Act::Redo {
                why: Why::CameBack,
                text: text(),
            },
        ]),
        State::Declined => acts.push(Act::Appeal { text: text() }),
        _ => {
            acts.extend([Act::Urge, remark()]);
            acts.push(Act::AskSlot {
                slot: moved(order, dice),
            });
            if dice.one_in(3) {
                acts.push(Act::Cancel {
                    why: Why::NoLongerNeeded,
                    text: text(),
                });
            }
        }
    }
}

fn desk(order: &Order, people: &[PersonId], acts: &mut Vec<Act>, dice: &mut Dice) {
    let to = people[dice.place(people.len())];
    match order.state {
        State::Submitted => {
            acts.extend([Act::Open, Act::Open, Act::Offer { to }]);
            acts.push(Act::Decline {
                why: Why::OutOfScope,
                instead: "街道".to_owned(),
            });
            acts.push(refer());
        }
        State::Open => acts.extend([Act::Offer { to }, Act::Offer { to }]),
        State::Referred => acts.extend([
            Act::EndReferral { outcome: None },
            Act::EndReferral {
                outcome: Some(Outcome::Solved),
            },
        ]),
        state if state.is_held() => {
            let person = order.holders.first().map_or(to, |h| h.person);
            let why = Why::Rebalanced;
            acts.push(Act::Release { person, why });
            acts.push(Act::AnswerSlot { answer: Answer::Yes });
            acts.push(Act::MoveSlot {
                slot: moved(order, dice),
            });
            acts.push(Act::Resume);
        }
        _ => acts.push(Act::CallBack {
            satisfied: dice.one_in(2),
            text: String::new(),
        }),
    }
    if let Some(contest) = &order.contest
        && !contest.settled
    {
        acts.extend([Act::Settle { keep: contest.other }, Act::Settle { keep: to }]);
    }
    if dice.one_in(6) {
        acts.push(Act::Cancel {
            why: Why::NotReachable,
            text: String::new(),
        });
    }
}

fn helper(order: &Order, standing: Standing, people: &[PersonId], acts: &mut Vec<Act>, dice: &mut Dice) {
    if standing.pool {
        let generation = order.generation;
        acts.extend([Act::Accept { generation }, Act::Accept { generation }]);
    }
    if standing.asked {
        let answer = if dice.one_in(4) { Answer::No } else { Answer::Yes };
        acts.push(Act::AnswerOffer { answer });
        acts.push(Act::AnswerTransfer { answer });
    }
    if standing.standby && dice.one_in(4) {
        acts.push(Act::LeaveStandby);
    }
    if !standing.holder && !standing.former {
        return;
    }
    let (why, text) = (Why::TimeClash, String::new());
    let done = finish(order, dice);
    match order.state {
        State::Accepted => {
            acts.extend([Act::Called, Act::Depart, Act::Depart, Act::Arrive, Act::Look]);
            acts.push(Act::Transfer {
                to: people[dice.place(people.len())],
            });
            acts.push(Act::AnswerSlot { answer: Answer::Yes });
        }
        State::EnRoute => acts.extend([Act::Arrive, Act::Arrive]),
        State::InService => {
            acts.extend([done.clone(), done.clone(), Act::StillHere]);
            acts.push(Act::ProposeReferral {
                to: "燃气公司".to_owned(),
                why: Why::GasDanger,
            });
            acts.push(Act::Suspend {
                why: Why::Materials,
                text: text.clone(),
            });
        }
        State::Suspended => acts.push(Act::Resume),
        _ => {}
    }
    acts.push(done);
    if standing.holder && dice.one_in(2) {
        acts.push(Act::HandBack { why, text });
    }
}

fn finish(order: &Order, dice: &mut Dice) -> Act {
    // The resident says it at the door, so who finishes may know it; a wrong one is typed, too.
    let right = order.resident.get().map(|resident| code(*resident).digits().to_owned());
    let code = match dice.below(4) {
        0 => None,
        1 => Some("0000".to_owned()),
        _ => right,
    };
    Act::Finish(Finishing {
        outcome: [Outcome::Solved, Outcome::Partly, Outcome::Unsolved][dice.place(3)],
        code,
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    })
}

fn moved(order: &Order, dice: &mut Dice) -> Slot {
    let from = 540 + 30 * u16::try_from(dice.below(12)).unwrap_or(0);
    Slot {
        day: order.slot.day.plus(1),
        from,
        to: from + 60,
    }
}

fn refer() -> Act {
    Act::Refer {
        to: "燃气公司".to_owned(),
        why: Why::NeedsDepartment,
    }
}

fn remark() -> Act {
    Act::Remark {
        text: "请带上老花镜".to_owned(),
    }
}

/// Anything at all.
pub fn any(order: &Order, people: &[PersonId], dice: &mut Dice) -> Act {
    let to = people[dice.place(people.len())];
    let mut acts = vec![
        Act::Open,
        Act::Appeal { text: String::new() },
        refer(),
        Act::EndReferral {
            outcome: Some(Outcome::Partly),
        },
        Act::Offer { to },
        Act::AnswerOffer { answer: Answer::Yes },
        Act::Accept {
            generation: order.generation,
        },
        Act::Release {
            person: to,
            why: Why::Rebalanced,
        },
        Act::Transfer { to },
        Act::AnswerTransfer { answer: Answer::Yes },
        Act::Depart,
        Act::Arrive,
        Act::Resume,
        finish(order, dice),
        Act::Confirm,
        Act::Settle { keep: to },
        Act::Reveal { why: Why::NotReachable },
        Act::LeaveStandby,
        Act::Look,
        Act::StillHere,
        remark(),
    ];
    acts.swap_remove(dice.place(acts.len()))
}
