//! Every act there is, filled in so that it can succeed somewhere and fail elsewhere.

use doorstep_domain::{
    OrderId,
    catalogue::Mode,
    order::{Act, Answer, Finishing, Order, Outcome, Satisfaction, Signature, Why},
};

use crate::city::{
    CODE, COMMENT, INK, MEMBER, NEIGHBOUR, RESIDENT, SHOT, SKILLED, VOLUNTEER, WRONG, ZONED, attached, slot,
};

pub(crate) fn finish(outcome: Outcome, code: Option<&str>) -> Act {
    Act::Finish(Finishing {
        outcome,
        code: code.map(str::to_owned),
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    })
}

/// A drawing as it comes over the wire, whatever it says.
pub(crate) fn drawing(text: &str) -> Signature {
    serde_json::from_value(text.into()).unwrap()
}

pub(crate) fn signed(text: &str, code: Option<&str>) -> Act {
    Act::Finish(Finishing {
        outcome: Outcome::Partly,
        code: code.map(str::to_owned),
        signature: Some(drawing(text)),
        laid_out: 20,
        text: COMMENT.to_owned(),
        attached: [attached(SHOT, 0)].into_iter().collect(),
    })
}

pub(crate) fn rate(face: Satisfaction) -> Act {
    Act::Rate {
        face,
        stars: 4,
        tags: vec!["on_time".to_owned()],
        text: COMMENT.to_owned(),
    }
}

pub(crate) fn fill(item: &str, mode: Mode) -> Act {
    Act::Fill {
        item: item.into(),
        mode,
        slot: slot(17, 19),
        text: COMMENT.to_owned(),
    }
}

fn text() -> String {
    COMMENT.to_owned()
}

/// All acts on `order`; `other` is an order to link it to.
pub(crate) fn all(order: &Order, other: OrderId) -> Vec<Act> {
    let mut acts = desk(order, other);
    acts.extend(serving(order));
    acts.extend(customers());
    acts
}

fn desk(order: &Order, other: OrderId) -> Vec<Act> {
    let mut acts = vec![
        Act::Open,
        fill("A1", Mode::Door),
        fill("B1", Mode::Errand),
        fill("P1", Mode::Phone),
        fill("V1", Mode::Door),
        Act::Decline {
            why: Why::OutOfScope,
            instead: text(),
        },
        Act::Decline {
            why: Why::Ill,
            instead: String::new(),
        },
        Act::Refer {
            to: "燃气公司".to_owned(),
            why: Why::GasDanger,
        },
        Act::EndReferral { outcome: None },
        Act::EndReferral {
            outcome: Some(Outcome::Solved),
        },
        Act::EndReferral {
            outcome: Some(Outcome::Unsolved),
        },
        Act::Offer { to: MEMBER },
        Act::Offer { to: SKILLED },
        Act::Offer { to: ZONED },
        Act::Offer { to: RESIDENT },
        Act::Reveal { why: Why::NotReachable },
        Act::Link { other, merge: true },
        Act::Link {
            other: order.id,
            merge: false,
        },
        Act::CallBack {
            satisfied: true,
            text: text(),
        },
        Act::Cancel {
            why: Why::DuplicateOrder,
            text: String::new(),
        },
    ];
    let people = order.holders.iter().map(|h| h.person).chain([MEMBER]);
    acts.extend(people.map(|person| Act::Release {
        person,
        why: Why::Rebalanced,
    }));
    let finished = order
        .finish
        .iter()
        .map(|f| f.by)
        .chain(order.contest.iter().map(|c| c.other));
    acts.extend(finished.map(|keep| Act::Settle { keep }));
    acts
}

fn serving(order: &Order) -> Vec<Act> {
    vec![
        Act::AnswerOffer { answer: Answer::Yes },
        Act::AnswerOffer { answer: Answer::No },
        Act::Accept {
            generation: order.generation,
        },
        Act::Accept {
            generation: order.generation + 1,
        },
        Act::LeaveStandby,
        Act::HandBack {
            why: Why::TimeClash,
            text: text(),
        },
        Act::Transfer { to: VOLUNTEER },
        Act::Transfer { to: NEIGHBOUR },
        Act::Transfer { to: RESIDENT },
        Act::AnswerTransfer { answer: Answer::Yes },
        Act::AnswerTransfer { answer: Answer::No },
        Act::Called,
        Act::Look,
        Act::Depart,
        Act::Arrive,
        Act::Suspend {
            why: Why::NobodyHome,
            text: text(),
        },
        Act::Resume,
        Act::ProposeReferral {
            to: "燃气公司".to_owned(),
            why: Why::GasDanger,
        },
        Act::StillHere,
        finish(Outcome::Solved, None),
        finish(Outcome::Solved, Some(CODE)),
        finish(Outcome::Unsolved, Some(WRONG)),
        finish(Outcome::Solved, Some("12")),
        signed(INK, None),
        signed(INK, Some(CODE)),
    ]
}

fn customers() -> Vec<Act> {
    vec![
        Act::AskSlot { slot: slot(16, 18) },
        Act::AnswerSlot { answer: Answer::Yes },
        Act::AnswerSlot { answer: Answer::No },
        Act::MoveSlot { slot: slot(15, 17) },
        Act::Confirm,
        rate(Satisfaction::Good),
        rate(Satisfaction::Poor),
        Act::Redo {
            why: Why::NotSolved,
            text: text(),
        },
        Act::Cancel {
            why: Why::NoLongerNeeded,
            text: text(),
        },
        Act::Urge,
        Act::Appeal { text: text() },
        Act::Remark { text: text() },
    ]
}
