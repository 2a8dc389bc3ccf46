//! The buttons of an order by its state, as the rules of the domain will judge them.

use doorstep_domain::{
    Instant,
    order::{Order, State, URGE_EVERY},
    time::DAY,
};

/// What the resident's side can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Button {
    /// 确认办好.
    Confirm,
    /// 没办好，重办.
    Redo,
    /// 评价.
    Rate,
    /// 申诉.
    Appeal,
    /// 催一催.
    Urge,
    /// 改时间.
    Move,
    /// 取消.
    Cancel,
    /// 补充一句.
    Remark,
    /// 再来一单.
    Again,
}

/// The buttons of `order` at `now`, the one that matters most first. Urging makes sense only once the community has `received` it.
pub fn buttons(order: &Order, received: bool, now: Instant) -> Vec<Button> {
    let mut found = Vec::new();
    let before_service = matches!(
        order.state,
        State::Submitted | State::Open | State::Offered | State::Accepted | State::EnRoute
    );
    let revivable = redo_until(order).is_none_or(|until| now <= until) && !order.contacts_erased;
    match order.state {
        State::AwaitingConfirm => found.extend([Button::Confirm, Button::Redo]),
        State::Closed => {
            if order.rating.is_none() {
                found.push(Button::Rate);
            }
            if revivable {
                found.push(Button::Redo);
            }
        }
        State::Declined if !order.appealed && revivable => found.push(Button::Appeal),
        _ => {}
    }
    if before_service {
        found.push(Button::Move);
    }
    if received && !order.state.is_ended() && !matches!(order.state, State::AwaitingConfirm | State::Draft) {
        found.push(Button::Urge);
    }
    if before_service {
        found.push(Button::Cancel);
    }
    if order.state != State::Draft && !order.contacts_erased {
        found.push(Button::Remark);
    }
    if matches!(order.state, State::Closed | State::Cancelled) {
        found.push(Button::Again);
    }
    found
}

/// When urging is possible again; none when it is now.
pub fn urge_again(order: &Order, now: Instant) -> Option<Instant> {
    order.urged_at.map(|at| at.plus(URGE_EVERY)).filter(|next| now < *next)
}

/// The last moment for a redo or an appeal; none while the order runs.
pub fn redo_until(order: &Order) -> Option<Instant> {
    order
        .clocks
        .ended
        .map(|end| end.plus(i64::from(order.limits.redo_days) * DAY))
}

/// Words to choose from when rating, by stable code: what was good, or what was not.
pub const fn rate_tags(poor: bool) -> &'static [&'static str] {
    if poor {
        &["late", "rude", "poor_work", "extra_money"]
    } else {
        &["on_time", "kind", "skilled", "clear"]
    }
}
