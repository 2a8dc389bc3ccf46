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
const BEFORE_SERVICE: &[State] = &[Submitted, Open, Offered, Accepted, EnRoute];

/// Every step that moves an order from one state to another.
pub const MOVES: &[Edge] = &[
    edge(
        Step::Placed,
        &[Draft],
        &[Submitted, Open],
        &[Resident, Proxy, Staff, Secretary],
    ),
    edge(Step::Opened, &[Submitted], &[Open], DESK),
    edge(Step::Declined, &[Submitted], &[Declined], DESK),
    edge(Step::Appealed, &[Declined], &[Submitted], CUSTOMER),
    edge(Step::Referred, &[Submitted, Accepted, InService], &[Referred], DESK),
    edge(
        Step::ReferralEnded,
        &[Referred],
        &[Open, Closed],
        &[Department, Staff, Secretary],
    ),
    edge(
        Step::Offered,
        &[Submitted, Open],
        &[Offered],
        &[Staff, Secretary, Timer],
    ),
    edge(Step::OfferDeclined, &[Offered], &[Open, Accepted], &[Member]),
    edge(
        Step::OfferLapsed,
        &[Offered],
        &[Open, Accepted],
        &[Timer, Staff, Secretary],
    ),
    edge(Step::Accepted, &[Open, Offered], &[Open, Accepted], &[Member]),
    edge(
        Step::HandedBack,
        HELD,
        &[Open, Accepted, EnRoute, InService, Suspended],
        &[Member],
    ),
    edge(
        Step::Reassigned,
        HELD,
        &[Open, Accepted, EnRoute, InService, Suspended],
        &[Member, Staff, Secretary],
    ),
    edge(Step::Transferred, &[Accepted], &[Accepted], &[Member, Staff, Secretary]),
    edge(Step::Departed, &[Accepted], &[EnRoute], &[Member]),
    edge(Step::Arrived, &[Accepted, EnRoute], &[InService], &[Member]),
    edge(
        Step::Suspended,
        &[EnRoute, InService],
        &[Suspended],
        &[Member, Staff, Secretary],
    ),
    edge(
        Step::Resumed,
        &[Suspended],
        &[EnRoute, InService],
        &[Member, Staff, Secretary],
    ),
    edge(
        Step::Finished,
        &[Open, Offered, Accepted, EnRoute, InService, Suspended],
        &[AwaitingConfirm],
        &[Member],
    ),
    edge(
        Step::Settled,
        &[Accepted, EnRoute, InService, Suspended, AwaitingConfirm],
        &[AwaitingConfirm],
        DESK,
    ),
    edge(Step::Confirmed, &[AwaitingConfirm], &[Closed], CUSTOMER),
    edge(Step::ClosedByTimer, &[AwaitingConfirm], &[Closed], &[Timer]),
    edge(
        Step::Redone,
        &[AwaitingConfirm, Closed],
        &[Open],
        &[Resident, Proxy, Staff, Secretary],
    ),
    edge(Step::Cancelled, BEFORE_SERVICE, &[Cancelled], CUSTOMER),
    edge(Step::Cancelled, ALIVE, &[Cancelled], DESK),
];

/// Every step that leaves the state as it is.
pub const STAYS: &[Edge] = &[
    edge(Step::StoodBy, ALIVE, &[], &[Member]),
    edge(Step::LeftStandby, &State::ALL, &[], &[Member]),
    edge(Step::TransferAsked, &[Accepted], &[], &[Member]),
    edge(Step::TransferDeclined, ALIVE, &[], &[Member, Timer]),
    edge(Step::Called, &[Accepted, EnRoute, InService, Suspended], &[], &[Member]),
    edge(Step::Looked, &State::ALL, &[], &[Member]),
    edge(Step::Revealed, &State::ALL, &[], DESK),
    edge(
        Step::ReferralProposed,
        &[Accepted, EnRoute, InService, Suspended],
        &[],
        &[Member],
    ),
    edge(Step::Evidence, &State::ALL, &[], &[Member]),
    edge(
        Step::Contested,
        &[Accepted, EnRoute, InService, Suspended, AwaitingConfirm, Closed],
        &[],
        &[Member],
    ),
    edge(Step::SlotAsked, BEFORE_SERVICE, &[], CUSTOMER),
    edge(Step::SlotAgreed, BEFORE_SERVICE, &[], &[Member, Staff, Secretary]),
    edge(Step::SlotRefused, BEFORE_SERVICE, &[], &[Member, Staff, Secretary]),
    edge(Step::Rated, &[Closed], &[], &[Resident, Proxy, Staff, Secretary]),
    edge(
        Step::Urged,
        &[
            Submitted, Open, Offered, Accepted, EnRoute, InService, Suspended, Referred,
        ],
        &[],
        CUSTOMER,
    ),
    edge(Step::Late, &[Accepted, EnRoute], &[], &[Timer]),
    edge(Step::Overdue, ALIVE, &[], &[Timer]),
    edge(Step::StillThereAsked, &[InService], &[], &[Timer]),
    edge(Step::StillThere, &[InService], &[], &[Member]),
    edge(
        Step::Remarked,
        &State::ALL,
        &[],
        &[Resident, Proxy, Member, Staff, Secretary, Department],
    ),
    edge(Step::HealthErased, &State::ALL, &[], &[Timer]),
    edge(Step::ContactsHidden, &[Closed, Declined, Cancelled], &[], &[Timer]),
    edge(Step::Linked, &State::ALL, &[], DESK),
    edge(Step::CalledBack, &State::ALL, &[], DESK),
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
