//! What of a job has not reached the community.

use doorstep_domain::{
    Command, Instant, OrderId,
    order::{Act, Step},
};
use doorstep_replica::Replica;

/// The commands about `order` that have no receipt yet: what the badge counts and the timeline dashes.
pub fn unsent(replica: &Replica, order: OrderId) -> Vec<(Instant, Step)> {
    let pending = replica.entries().iter().filter(|e| e.is_unsent());
    pending
        .filter_map(|e| match &e.command {
            Command::Order(command) if command.order == order => Some((e.made, step_of(&command.act)?)),
            _ => None,
        })
        .collect()
}

/// The line of the trail an act of whoever serves will write.
const fn step_of(act: &Act) -> Option<Step> {
    Some(match act {
        Act::Accept { .. } | Act::AnswerOffer { .. } => Step::Accepted,
        Act::AnswerTransfer { .. } => Step::Transferred,
        Act::HandBack { .. } => Step::HandedBack,
        Act::Transfer { .. } => Step::TransferAsked,
        Act::Called => Step::Called,
        Act::Depart => Step::Departed,
        Act::Arrive => Step::Arrived,
        Act::Suspend { .. } => Step::Suspended,
        Act::Resume => Step::Resumed,
        Act::Finish(_) => Step::Finished,
        Act::ProposeReferral { .. } => Step::ReferralProposed,
        Act::AnswerSlot { .. } | Act::MoveSlot { .. } => Step::SlotAgreed,
        Act::StillHere => Step::StillThere,
        Act::Remark { .. } => Step::Remarked,
        _ => return None,
    })
}
