//! The transitions of orders.md 3 as data. Nothing at run time looks here: the tests and the simulator hold every history
//! against it, so that a slip in `decide` or `apply` can't excuse itself.

use super::{
    fact::Part::{self, Department, Member, Proxy, Resident, Secretary, Staff, Timer},
    state::{
        State::{
            self, Accepted, AwaitingConfirm, Cancelled, Closed, Declined, Draft, EnRoute, InService, Offered, Open,
            Referred, Submitted, Suspended,
        },
        Step,
    },
};

/// One row: this step may lead from any of `from` to any of `to`, done by any of `who`.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The line it writes in the trail.
    pub step: Step,
    /// Where the order may have been.
    pub from: &'static [State],
    /// Where it may be afterwards.
    pub to: &'static [State],
    /// Who may do it.
    pub who: &'static [Part],
}

const fn edge(step: Step, from: &'static [State], to: &'static [State], who: &'static [Part]) -> Edge {
    Edge { step, from, to, who }
}

const DESK: &[Part] = &[Staff, Secretary];
const CUSTOMER: &[Part] = &[Resident, Proxy];
const HELD: &[State] = &[Accepted, EnRoute, InService, Suspended];
const IN_HAND: &[State] = &[Open, Offered, Accepted, EnRoute, InService, Suspended];
const PLACER: &[Part] = &[Resident, Proxy, Staff, Secretary];
const SERVING: &[Part] = &[Member, Staff, Secretary];
const ANSWERING: &[Part] = &[Department, Staff, Secretary];
const ALIVE: &[State] = &[
    Submitted,
    Open,
    Offered,
    Accepted,
    EnRoute,
    InService,
    Suspended,
    AwaitingConfirm,
    Referred,
];
/// Every state the server knows.
const ANY: &[State] = &[
    Submitted,
    Open,
    Offered,
    Accepted,
    EnRoute,
    InService,
    Suspended,
    AwaitingConfirm,
    Closed,
    Declined,
    Referred,
    Cancelled,
];
/// Somebody may stand by.
const WAITED_FOR: &[State] = &[
    Submitted, Open, Offered, Accepted, EnRoute, InService, Suspended, Referred,
];
const BEFORE_SERVICE: &[State] = &[Submitted, Open, Offered, Accepted, EnRoute];

/// Every step that moves an order from one state to another. An order with several places stays open while one is free.
pub const MOVES: &[Edge] = &[
    edge(Step::Placed, &[Draft], &[Submitted, Open], PLACER),
    edge(Step::Opened, &[Submitted], &[Open], DESK),
    edge(Step::Declined, &[Submitted], &[Declined], DESK),
    edge(Step::Appealed, &[Declined], &[Submitted], CUSTOMER),
    edge(Step::Referred, &[Submitted, Accepted, InService], &[Referred], DESK),
    edge(Step::ReferralEnded, &[Referred], &[Open, Closed], ANSWERING),
    // By itself (T) for whoever stands by.
    edge(Step::Offered, &[Submitted], &[Offered], DESK),
    edge(Step::Offered, &[Open], &[Offered], &[Staff, Secretary, Timer]),
    edge(Step::OfferDeclined, &[Offered], &[Open], &[Member]),
    edge(Step::OfferLapsed, &[Offered], &[Open], &[Timer]),
    edge(Step::Accepted, &[Open, Offered], &[Open, Accepted], &[Member]),
    edge(Step::HandedBack, HELD, &[Open], &[Member]),
    edge(Step::Reassigned, HELD, &[Open], DESK),
    // The holder of an order that somebody else has finished is told so.
    edge(Step::Reassigned, &[Accepted], &[Open], &[Member]),
    edge(Step::Departed, &[Accepted], &[EnRoute], &[Member]),
    edge(Step::Arrived, &[Accepted, EnRoute], &[InService], &[Member]),
    edge(Step::Suspended, &[EnRoute, InService], &[Suspended], SERVING),
    edge(Step::Resumed, &[Suspended], &[EnRoute, InService], SERVING),
    edge(Step::Finished, IN_HAND, &[AwaitingConfirm], &[Member]),
    edge(Step::Settled, HELD, &[AwaitingConfirm], DESK),
    edge(Step::Confirmed, &[AwaitingConfirm], &[Closed], CUSTOMER),
    edge(Step::ClosedByTimer, &[AwaitingConfirm], &[Closed], &[Timer]),
    edge(Step::Redone, &[AwaitingConfirm, Closed], &[Open], PLACER),
    edge(Step::Cancelled, BEFORE_SERVICE, &[Cancelled], CUSTOMER),
    edge(Step::Cancelled, ALIVE, &[Cancelled], DESK),
];

/// Every step that leaves the state as it is.
pub const STAYS: &[Edge] = &[
    edge(
        Step::StoodBy,
        &[Offered, Accepted, EnRoute, InService, Suspended],
        &[],
        &[Member],
    ),
    edge(Step::LeftStandby, WAITED_FOR, &[], &[Member]),
    // One of several places is free again, and the order looked or goes on with the others.
    edge(
        Step::HandedBack,
        &[Open, Offered, EnRoute, InService, Suspended],
        &[],
        &[Member],
    ),
    edge(
        Step::Reassigned,
        &[Open, Offered, EnRoute, InService, Suspended],
        &[],
        &[Member, Staff, Secretary],
    ),
    edge(Step::TransferAsked, &[Accepted], &[], SERVING),
    edge(Step::TransferDeclined, &[Accepted], &[], &[Member, Timer]),
    edge(Step::Transferred, &[Accepted], &[], &[Member]),
    edge(Step::Called, IN_HAND, &[], &[Member]),
    // Told late by somebody who held it: it may have come back to the desk since, and the audit row is kept all the same.
    edge(Step::Looked, ANY, &[], &[Member]),
    edge(Step::Revealed, ANY, &[], DESK),
    edge(Step::ReferralProposed, &[Accepted, InService], &[], &[Member]),
    edge(Step::Evidence, ANY, &[], &[Member]),
    edge(
        Step::Contested,
        &[EnRoute, InService, Suspended, AwaitingConfirm, Closed],
        &[],
        &[Member],
    ),
    // After a restore, whoever did what does not fit any more.
    edge(
        Step::Undone,
        ANY,
        &[],
        &[Resident, Proxy, Member, Staff, Secretary, Department],
    ),
    edge(Step::Settled, &[AwaitingConfirm, Closed], &[], DESK),
    edge(Step::SlotAsked, BEFORE_SERVICE, &[], CUSTOMER),
    edge(Step::SlotAgreed, BEFORE_SERVICE, &[], SERVING),
    edge(Step::SlotRefused, BEFORE_SERVICE, &[], SERVING),
    edge(Step::Rated, &[Closed], &[], PLACER),
    edge(
        Step::Urged,
        &[
            Submitted, Open, Offered, Accepted, EnRoute, InService, Suspended, Referred,
        ],
        &[],
        CUSTOMER,
    ),
    edge(Step::Late, &[Accepted, EnRoute], &[], &[Timer]),
    edge(Step::Overdue, &[Submitted, Open, Suspended], &[], &[Timer]),
    edge(Step::StillThereAsked, &[InService], &[], &[Timer]),
    edge(Step::StillThere, &[InService], &[], &[Member]),
    edge(Step::Remarked, ANY, &[], &[Resident, Proxy, Member, Staff, Secretary]),
    edge(Step::HealthErased, ANY, &[], &[Timer]),
    edge(Step::ContactsHidden, &[Closed, Declined, Cancelled], &[], &[Timer]),
    edge(Step::Linked, ANY, &[], DESK),
    // What was wanted is in a voice note.
    edge(Step::Filled, &[Submitted], &[], DESK),
    edge(
        Step::CalledBack,
        &[InService, Suspended, AwaitingConfirm, Closed, Declined, Cancelled],
        &[],
        DESK,
    ),
];

/// Whether the contract allows `step`, done by `who`, to lead from `from` to `to`.
pub fn allows(step: Step, who: Part, from: State, to: State) -> bool {
    let moves = MOVES
        .iter()
        .any(|e| e.step == step && e.who.contains(&who) && e.from.contains(&from) && e.to.contains(&to));
    let stays = STAYS
        .iter()
        .any(|e| e.step == step && e.who.contains(&who) && e.from.contains(&from) && from == to);
    moves || stays
}
