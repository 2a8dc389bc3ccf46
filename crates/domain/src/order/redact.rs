//! What one actor may learn of a fact. Facts themselves never travel (a pull carries views); this says what a phone that knows
//! only its view may apply, and the law of the views is tested with it.

use super::{
    fact::{Did, OrderFact},
    model::Order,
    standing::Standing,
    view::{mask, view},
    why::Why,
};
use crate::actor::Actor;

/// What `actor` may see of a fact about `order` (as it was before); `None` when nothing.
pub fn redact(order: &Order, fact: &OrderFact, actor: &Actor) -> Option<OrderFact> {
    let standing = Standing::of(order, actor);
    let mut seen = fact.clone();
    if let Did::Placed(new) = &mut seen.did {
        **new = view(new, actor)?;
        return Some(seen);
    }
    if !standing.any() {
        return None;
    }
    let (desk, me) = (standing.desk(), actor.person);
    if !standing.inside() {
        seen.by.person.keep_if(fact.by.person.is(&me));
        outsider(&mut seen.did);
    }
    match &mut seen.did {
        Did::Contested { .. } | Did::Evidence { .. } | Did::Linked(_) if !desk => return None,
        Did::Finished { finish, .. }
        | Did::Settled { finish }
        | Did::Contested {
            evidence: Some(finish), ..
        }
        | Did::Evidence { finish: Some(finish) } => mask(finish, standing),
        Did::Accepted { card, .. } | Did::Transferred { card, .. } => card.keep_if(standing.inside()),
        Did::Attached { attachments } => attachments.keep_if(standing.inside() && !order.contacts_hidden),
        Did::Remarked { remark } => {
            let theirs = |r: &super::Remark| standing.inside() && (!r.inner || desk || r.by.person.is(&me));
            let may_read = remark.get().is_some_and(theirs);
            remark.keep_if(may_read);
        }
        Did::StoodBy { person } | Did::LeftStandby { person } if !desk && *person != me => return None,
        Did::Undone { person, .. } if !standing.inside() && *person != me => return None,
        Did::ReferralProposed(_) if !desk && !standing.holder => return None,
        _ => {}
    }
    Some(seen)
}

/// Words and reasons that a teaser does not show.
fn outsider(did: &mut Did) {
    match did {
        Did::Declined { why, instead } => {
            *why = Why::Unknown;
            instead.clear();
        }
        Did::Referred(referral) => {
            referral.why = Why::Unknown;
            referral.to.clear();
        }
        Did::Released { why, .. } | Did::Suspended { why, .. } | Did::Redone { why, .. } | Did::Cancelled { why } => {
            *why = Why::Unknown;
        }
        Did::Revealed { why } => *why = Why::Unknown,
        Did::Rated { rating } => rating.tags.clear(),
        _ => {}
    }
}
