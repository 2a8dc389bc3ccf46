//! A job: what whoever serves can do next, where to go, and what may be said of it to others.

mod facts;
mod head;
mod list;
mod look;
mod pass;
mod unsent;

pub use facts::{Facts, address, building, community, facts, item, map_link, mode_icon, title};
pub use head::{Head, Question, head, is_soon, questions};
pub use list::{Jobs, Line, jobs};
pub use look::first_look;
pub use pass::{Helper, group_text, transfer_to};
pub use unsent::unsent;

use doorstep_domain::{
    Actor, PersonId,
    order::{Order, Standing, State},
};

/// The one growing button of whoever holds an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Next {
    /// 打电话约时间.
    Call,
    /// 出发.
    Depart,
    /// 到了.
    Arrive,
    /// 办完了.
    Finish,
    /// 接着办.
    Resume,
}

/// The next step of `me` in `order`; none when there is nothing to do for them now.
pub fn next(order: &Order, me: PersonId) -> Option<Next> {
    let holder = order.holder(me)?;
    let has_phone = order.contact.get().is_some_and(|c| !c.phone.is_hidden());
    let call = has_phone && !holder.called;
    match order.state {
        State::Open | State::Offered => call.then_some(Next::Call),
        State::Accepted if call => Some(Next::Call),
        // Whoever is called or comes to the centre needs nobody on the way: setting out and arriving exist for a door only.
        State::Accepted if order.mode.travels() => Some(Next::Depart),
        State::EnRoute => Some(Next::Arrive),
        State::Accepted | State::InService => Some(Next::Finish),
        State::Suspended => Some(Next::Resume),
        _ => None,
    }
}

/// The other things `me` can do with `order` now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one button, shown or not")]
pub struct Can {
    /// 出发 without having called.
    pub depart: bool,
    /// 直接办完, over the steps between.
    pub finish: bool,
    /// 做不了，退回.
    pub hand_back: bool,
    /// 转给别人.
    pub transfer: bool,
    /// 先停一停.
    pub suspend: bool,
    /// 建议转办.
    pub refer: bool,
    /// 改时间, agreed by phone.
    pub move_slot: bool,
    /// The resident asked for another time.
    pub answer_slot: bool,
    /// 还在服务吗？ waits for an answer.
    pub still_there: bool,
    /// They held it, and may still say what they did there.
    pub late_finish: bool,
}

/// What `me` can do with `order` besides [`next`].
pub fn can(order: &Order, me: PersonId) -> Can {
    let state = order.state;
    if order.holder(me).is_none() {
        // Once only: whoever has told it already sees it among the kept records.
        let told = order.finish.as_ref().is_some_and(|f| f.by == me);
        let late_finish = order.former_of(me).is_some() && !told && state != State::Declined;
        return Can {
            late_finish,
            ..Can::default()
        };
    }
    let in_hand = state.is_held() || matches!(state, State::Open | State::Offered);
    let before = matches!(state, State::Open | State::Offered | State::Accepted | State::EnRoute);
    let step = next(order, me);
    Can {
        depart: step == Some(Next::Call) && state == State::Accepted && order.mode.travels(),
        finish: in_hand && step != Some(Next::Finish),
        hand_back: in_hand,
        transfer: state == State::Accepted && order.handover.is_none(),
        suspend: matches!(state, State::EnRoute | State::InService),
        refer: matches!(state, State::Accepted | State::InService) && order.referral.is_none(),
        move_slot: before && order.slot_ask.is_none(),
        answer_slot: before && order.slot_ask.is_some(),
        still_there: order.still_there_asked && state == State::InService,
        late_finish: false,
    }
}

/// How somebody stands to an order they don't hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// They hold it.
    Holder,
    /// It went to another; they gave it away themselves, or not.
    Former {
        /// By their own wish.
        own: bool,
    },
    /// They wait for it (候补).
    Standby,
    /// It was passed on to their department.
    Department,
    /// They are asked, or may take it.
    Free,
}

/// How `actor` stands to `order`.
pub fn place(order: &Order, actor: &Actor) -> Place {
    let me = actor.person;
    let asked = order.offer.as_ref().is_some_and(|o| o.to == me);
    if order.holder(me).is_some() {
        Place::Holder
    } else if asked {
        Place::Free
    } else if let (Some(former), false) = (order.former_of(me), order.state == State::Open) {
        Place::Former {
            own: former.by_own_wish,
        }
    } else if order.standby.contains(&me) {
        Place::Standby
    } else if Standing::of(order, actor).department {
        Place::Department
    } else {
        Place::Free
    }
}

#[cfg(test)]
mod tests;
