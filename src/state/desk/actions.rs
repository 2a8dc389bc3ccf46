//! What the desk can do with an order as it stands. A test holds every button against the rules: none is shown that the rules
//! would refuse.

use doorstep_domain::{
    Actor,
    order::{Order, Outcome, Part, Standing, State, Why},
};

use super::board;
use crate::text;

/// A button of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// 听录音填单.
    Fill,
    /// 受理.
    Open,
    /// 派单.
    Dispatch,
    /// 转办.
    Refer,
    /// 不予受理.
    Decline,
    /// 收回重派.
    Release,
    /// 请别人接手.
    Transfer,
    /// The answer to a time the resident asked for.
    AnswerSlot,
    /// 改时间.
    MoveSlot,
    /// 挂起.
    Suspend,
    /// 接着办.
    Resume,
    /// What the department answered.
    EndReferral,
    /// 认定谁.
    Settle,
    /// 回访.
    CallBack,
    /// 代评.
    Rate,
    /// 重办.
    Redo,
    /// 取消.
    Cancel,
    /// 关联或合并.
    Link,
    /// 备注.
    Remark,
}

impl Action {
    /// The word on the button.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fill => text::attach::fill(),
            Self::Open => text::desk::act_open(),
            Self::Dispatch => text::desk::act_dispatch(),
            Self::Refer => text::desk::act_refer(),
            Self::Decline => text::desk::act_decline(),
            Self::Release => text::desk::act_release(),
            Self::Transfer => text::desk::act_transfer(),
            Self::AnswerSlot => text::desk::act_answer_slot(),
            Self::MoveSlot => text::order::move_slot(),
            Self::Suspend => text::desk::act_suspend(),
            Self::Resume => text::desk::act_resume(),
            Self::EndReferral => text::desk::act_end_referral(),
            Self::Settle => text::desk::act_settle(),
            Self::CallBack => text::desk::act_call_back(),
            Self::Rate => text::desk::act_rate(),
            Self::Redo => text::desk::act_redo(),
            Self::Cancel => text::order::cancel(),
            Self::Link => text::desk::act_link(),
            Self::Remark => text::desk::act_remark(),
        }
    }

    /// Its icon.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Fill => "mic",
            Self::Open => "users",
            Self::Dispatch => "send",
            Self::Refer | Self::Transfer => "swap",
            Self::Decline | Self::Cancel => "close",
            Self::Release => "back",
            Self::AnswerSlot | Self::MoveSlot => "clock",
            Self::Suspend => "pause",
            Self::Resume => "check",
            Self::EndReferral | Self::Settle => "check-round",
            Self::CallBack => "phone",
            Self::Rate => "star",
            Self::Redo => "sync",
            Self::Link => "list",
            Self::Remark => "edit",
        }
    }

    /// It ends or undoes something.
    pub const fn is_grave(self) -> bool {
        matches!(self, Self::Decline | Self::Cancel | Self::Release)
    }

    /// The reasons it is done for; empty when it asks for none.
    pub const fn reasons(self) -> &'static [Why] {
        match self {
            Self::Refer => Why::REFER,
            Self::Decline => Why::DECLINE,
            Self::Release => Why::REASSIGN,
            Self::Suspend => Why::SUSPEND,
            Self::Redo => Why::REDO,
            Self::Cancel => Why::CANCEL_DESK,
            _ => &[],
        }
    }
}

/// The buttons of `order` for `actor` at the desk, the next step first.
pub fn actions(order: &Order, actor: &Actor) -> Vec<Action> {
    let standing = Standing::of(order, actor);
    // Nobody decides at the desk about their own household; the secretary may.
    if !standing.desk() || standing.customer() && !standing.secretary {
        return Vec::new();
    }
    let mut shown = next(order, standing);
    if order.slot_ask.is_some() && before_service(order.state) {
        shown.insert(0, Action::AnswerSlot);
    }
    if board::contested(order) && !standing.served() {
        shown.insert(0, Action::Settle);
    }
    if before_service(order.state) && !standing.former {
        shown.push(Action::MoveSlot);
    }
    if (order.state.is_begun() || order.state.is_ended()) && !standing.served() {
        shown.push(Action::CallBack);
    }
    shown.extend([Action::Link, Action::Remark]);
    if !order.state.is_ended() {
        shown.push(Action::Cancel);
    }
    shown
}

/// What moves it on from where it is.
fn next(order: &Order, standing: Standing) -> Vec<Action> {
    let part_is_secretary =
        matches!(standing.as_desk(doorstep_domain::PersonId::from_bits(0)), Some(by) if by.part == Part::Secretary);
    match order.state {
        // An appeal is decided by the secretary, not by those who declined it.
        State::Submitted if order.appealed && !part_is_secretary => Vec::new(),
        // What is wanted has to be known before anybody can be asked to do it.
        State::Submitted if order.spoken => vec![Action::Fill, Action::Decline],
        State::Submitted => vec![Action::Open, Action::Dispatch, Action::Refer, Action::Decline],
        State::Open => vec![Action::Dispatch],
        State::Accepted => vec![Action::Transfer, Action::Release, Action::Refer],
        State::EnRoute => vec![Action::Suspend, Action::Release],
        State::InService => vec![Action::Suspend, Action::Refer, Action::Release],
        State::Suspended => vec![Action::Resume, Action::Release],
        State::Referred => vec![Action::EndReferral],
        State::Closed if order.rating.is_none() && !standing.served() => vec![Action::Rate, Action::Redo],
        State::AwaitingConfirm | State::Closed => vec![Action::Redo],
        State::Draft | State::Offered | State::Declined | State::Cancelled => Vec::new(),
    }
}

const fn before_service(state: State) -> bool {
    matches!(
        state,
        State::Submitted | State::Open | State::Offered | State::Accepted | State::EnRoute
    )
}

/// The answers a department can give: how it ended, or back to us.
pub const REFERRAL_ANSWERS: [Option<Outcome>; 4] = [
    Some(Outcome::Solved),
    Some(Outcome::Partly),
    Some(Outcome::Unsolved),
    None,
];

#[cfg(test)]
mod tests {
    use doorstep_domain::{
        Area, Command, CommandId, Role,
        order::{Act, Answer, Contest, Finish, OrderCommand, Proof, Satisfaction, SlotAsk},
    };
    use doorstep_replica::{Effect, Event};

    use super::*;
    use crate::state::desk::fixture::{DESK, LI, ZHANG, at, device_of, order, people, person, tomorrow};

    /// A command of the kind the button makes.
    fn command(action: Action, order: &Order) -> Act {
        let why = action.reasons().first().copied().unwrap_or(Why::Other);
        let text = || "说明".to_owned();
        match action {
            Action::Fill => Act::Fill {
                item: "B01".into(),
                mode: doorstep_domain::catalogue::Mode::Door,
                slot: tomorrow(16),
                text: text(),
            },
            Action::Open => Act::Open,
            Action::Dispatch => Act::Offer { to: ZHANG },
            Action::Transfer => Act::Transfer { to: ZHANG },
            Action::Refer => Act::Refer { to: text(), why },
            Action::Decline => Act::Decline { why, instead: text() },
            Action::Release => Act::Release { person: LI, why },
            Action::AnswerSlot => Act::AnswerSlot { answer: Answer::Yes },
            Action::MoveSlot => Act::MoveSlot { slot: tomorrow(16) },
            Action::Suspend => Act::Suspend { why, text: text() },
            Action::Resume => Act::Resume,
            Action::EndReferral => Act::EndReferral {
                outcome: Some(Outcome::Solved),
            },
            Action::Settle => Act::Settle {
                keep: order.contest.as_ref().map_or(LI, |c| c.other),
            },
            Action::CallBack => Act::CallBack {
                satisfied: true,
                text: text(),
            },
            Action::Rate => Act::Rate {
                face: Satisfaction::Good,
                stars: 0,
                tags: Vec::new(),
                text: text(),
            },
            Action::Redo => Act::Redo { why, text: text() },
            Action::Cancel => Act::Cancel { why, text: text() },
            Action::Link => Act::Link {
                other: doorstep_domain::OrderId::from_bits(99),
                merge: false,
            },
            Action::Remark => Act::Remark { text: text() },
        }
    }

    fn refused(me: doorstep_domain::PersonId, order: &Order, act: Act) -> Option<doorstep_domain::Reason> {
        let mut all = people();
        all.push(secretary());
        let mut device = device_of(me, all, vec![order.clone(), self::order(99, State::Open)]);
        let command = Command::Order(OrderCommand {
            order: order.id,
            community: order.community.clone(),
            act,
        });
        let event = Event::Ask {
            command: Box::new(command),
            command_id: CommandId::from_bits(5),
        };
        device
            .update(event, at(10))
            .into_iter()
            .find_map(|effect| match effect {
                Effect::Refused { reason, .. } => Some(reason),
                _ => None,
            })
    }

    fn secretary() -> doorstep_domain::person::Person {
        person(
            doorstep_domain::PersonId::from_bits(8),
            "吴示例",
            Role::Secretary,
            Area::Community("yy".into()),
        )
    }

    fn finish(by: doorstep_domain::PersonId) -> Finish {
        Finish {
            by,
            at: at(0),
            claimed: None,
            outcome: Outcome::Solved,
            proof: Proof::Code,
            signature: doorstep_domain::Seen::hidden(),
            laid_out: 0,
        }
    }

    /// Every state, plain and with what can hang on it.
    fn orders() -> Vec<Order> {
        let mut all = Vec::new();
        for state in State::ALL.into_iter().filter(|s| *s != State::Draft) {
            let plain = order(1, state);
            let mut asked = plain.clone();
            asked.slot_ask = Some(SlotAsk {
                slot: tomorrow(9),
                at: at(0),
            });
            let mut appealed = plain.clone();
            appealed.appealed = true;
            all.extend([plain.clone(), asked, appealed]);
            if state.is_held() || matches!(state, State::AwaitingConfirm | State::Closed) {
                let mut contested = plain;
                contested.finish = Some(finish(LI));
                contested.contest = Some(Contest {
                    other: ZHANG,
                    evidence: Some(finish(ZHANG)),
                    settled: false,
                });
                all.push(contested);
            }
        }
        all
    }

    #[test]
    fn no_button_is_shown_that_the_rules_refuse() {
        let mut tried = std::collections::BTreeSet::new();
        for me in [people().remove(0), secretary()] {
            let actor = me.actor(at(10), std::collections::BTreeSet::new());
            for order in orders() {
                for action in actions(&order, &actor) {
                    let act = command(action, &order);
                    assert_eq!(refused(me.id, &order, act), None, "{action:?} in {:?}", order.state);
                    tried.insert(format!("{action:?}"));
                }
            }
        }
        assert_eq!(tried.len(), 18, "every button was tried: {tried:?}");
    }

    #[test]
    fn an_appeal_is_for_the_secretary() {
        let mut o = order(1, State::Submitted);
        o.appealed = true;
        let staff = people().remove(0).actor(at(0), std::collections::BTreeSet::new());
        assert!(!actions(&o, &staff).contains(&Action::Open));
        let secretary = secretary().actor(at(0), std::collections::BTreeSet::new());
        assert!(actions(&o, &secretary).contains(&Action::Open));
    }

    #[test]
    fn nobody_decides_about_their_own_household() {
        let mut o = order(1, State::Submitted);
        o.resident = doorstep_domain::Seen::known(DESK);
        let staff = people().remove(0).actor(at(0), std::collections::BTreeSet::new());
        assert!(actions(&o, &staff).is_empty());
    }

    #[test]
    fn buttons_are_short() {
        let all = [
            Action::Open,
            Action::Dispatch,
            Action::Refer,
            Action::Decline,
            Action::Release,
            Action::Transfer,
            Action::AnswerSlot,
            Action::MoveSlot,
            Action::Suspend,
            Action::Resume,
            Action::EndReferral,
            Action::Settle,
            Action::CallBack,
            Action::Rate,
            Action::Redo,
            Action::Cancel,
            Action::Link,
            Action::Remark,
        ];
        assert!(all.iter().all(|a| a.word().chars().count() <= 20));
    }
}
