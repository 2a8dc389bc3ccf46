//! The words of orders (orders.md 2 and 6): states for the resident and for the desk, marks, buttons.

use doorstep_domain::order::{Channel, Outcome, Proof, State, Step};

use super::pick;

texts! {
    when_open => "等社区打电话定时间", "The community will call about the time";
    // Buttons of orders.md 6.
    place => "下单", "Place order";
    accept => "接单", "Take it";
    intent => "登记意向", "Register interest";
    call_to_agree => "打电话约时间", "Call to agree a time";
    depart => "出发", "Set off";
    arrive => "到了", "Arrived";
    finish => "办完了", "Done";
    confirm => "确认办好", "Confirm done";
    rate => "评价", "Rate";
    hand_back => "做不了，退回", "Hand back";
    transfer => "转给别人", "Pass on";
    urge => "催一催", "Urge";
    move_slot => "改时间", "Change time";
    cancel => "取消", "Cancel order";
    redo => "没办好，重办", "Not done, redo";
    again => "再来一单", "Order again";
    same_person => "还请上次那位", "Same person again";
    // Marks of orders.md 1.
    mark_local => "只在这台手机上", "Only on this phone";
    mark_queued => "已存好，有网自动发出", "Saved; sends itself";
    mark_received => "社区已收到", "Received";
    mark_provisional => "等社区确认，先别出发", "Waiting for the centre; don't set off yet";
    mark_refused(why: &str) => "没有办成：{why}", "Not done: {why}";
    // The status sentence for the resident.
    say_taken(name: &str, when: &str) => "{name} 已接单，预计{when}", "{name} took it, expected {when}";
    say_coming(name: &str) => "{name} 已出发", "{name} is on the way";
    say_doing(name: &str) => "{name} 正在办", "{name} is at work";
    say_paused(why: &str) => "先停一停：{why}", "Paused: {why}";
    say_declined(why: &str, instead: &str) => "社区办不了：{why}，可以找{instead}", "We can't do this: {why}. Try {instead}";
    say_declined_short(why: &str) => "社区办不了：{why}", "We can't do this: {why}";
    say_referred(to: &str) => "已转给{to}，我们继续跟进", "Passed to {to}; we keep watching";
    service_code => "服务码", "Service code";
    signature => "签字", "Signature";
    code_hint => "办完再告诉上门的人，别提前说", "Tell it only when the work is done";
    number(n: &str) => "单号 {n}", "No. {n}";
    no_number => "单号等社区给", "Number follows";
    planned_minutes(n: u16) => "约 {n} 分钟", "about {n} min";
    standby => "候补", "Standby";
}

/// What the resident reads.
pub fn for_resident(state: State) -> &'static str {
    match state {
        State::Draft => pick("还没下单", "Not placed yet"),
        State::Submitted => pick("已收到，正在安排", "Received, being arranged"),
        State::Open => pick("正在找人", "Looking for someone"),
        State::Offered => pick("已联系，等对方答复", "Someone was asked"),
        State::Accepted => pick("已有人接单", "Taken"),
        State::EnRoute => pick("已出发", "On the way"),
        State::InService => pick("正在办", "Being done"),
        State::Suspended => pick("先停一停", "Paused"),
        State::AwaitingConfirm => pick("办好了吗？", "Is it done?"),
        State::Closed => pick("办好了", "Done"),
        State::Declined => pick("社区办不了", "We can't do this"),
        State::Referred => pick("已转办", "Passed on"),
        State::Cancelled => pick("已取消", "Cancelled"),
    }
}

/// What the desk reads.
pub fn for_desk(state: State) -> &'static str {
    match state {
        State::Draft => pick("草稿", "Draft"),
        State::Submitted => pick("待受理", "To triage"),
        State::Open => pick("待接单", "Open"),
        State::Offered => pick("已派单·待应答", "Offered"),
        State::Accepted => pick("已接单", "Taken"),
        State::EnRoute => pick("上门途中", "On the way"),
        State::InService => pick("服务中", "In service"),
        State::Suspended => pick("已挂起", "On hold"),
        State::AwaitingConfirm => pick("待确认", "To confirm"),
        State::Closed => pick("已办结", "Closed"),
        State::Declined => pick("不予受理", "Declined"),
        State::Referred => pick("已转办", "Referred"),
        State::Cancelled => pick("已取消", "Cancelled"),
    }
}

/// How it ended.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Solved => pick("办好了", "Done"),
        Outcome::Partly => pick("办了一部分", "Partly done"),
        Outcome::Unsolved => pick("没办成", "Not done"),
    }
}

/// How the finish is vouched for.
pub fn proof(proof: &Proof) -> &'static str {
    match proof {
        Proof::Unchecked => pick("未核对", "Unchecked"),
        Proof::Claimed => pick("已记下，等社区核对", "Noted; the centre checks"),
        Proof::Code => pick("服务码已核对", "Code checked"),
        Proof::Mismatch => pick("凭证待核", "Proof to be checked"),
        Proof::Signature => pick("已签字", "Signed"),
    }
}

/// How it came in.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::App => pick("手机下单", "App"),
        Channel::Proxy => pick("家人代下单", "By family"),
        Channel::Counter => pick("窗口", "Counter"),
        Channel::Phone => pick("电话", "Phone"),
        Channel::Patrol => pick("走访", "Round"),
        Channel::Unknown => pick("其他", "Other"),
    }
}

/// A line of the trail.
pub fn step(step: Step) -> &'static str {
    match step {
        Step::Placed => pick("已下单", "Placed"),
        Step::Opened => pick("社区已受理", "Accepted by the centre"),
        Step::Declined => pick("不予受理", "Declined"),
        Step::Appealed => pick("已申诉", "Appealed"),
        Step::Referred => pick("已转办", "Referred"),
        Step::ReferralProposed => pick("建议转办", "Referral proposed"),
        Step::ReferralEnded => pick("转办有了答复", "Referral answered"),
        Step::Offered => pick("已派单", "Offered"),
        Step::OfferDeclined => pick("对方不方便", "Offer declined"),
        Step::OfferLapsed => pick("没有答复", "No answer"),
        Step::Accepted => pick("已接单", "Taken"),
        Step::StoodBy => pick("候补", "Standby"),
        Step::LeftStandby => pick("退出候补", "Left standby"),
        Step::HandedBack => pick("退回，重新找人", "Handed back"),
        Step::Reassigned => pick("换人", "Reassigned"),
        Step::TransferAsked => pick("请别人接手", "Asked to pass on"),
        Step::TransferDeclined => pick("没有转成", "Not passed on"),
        Step::Transferred => pick("已转给别的同志", "Passed on"),
        Step::Called => pick("打过电话约时间", "Called to agree a time"),
        Step::Looked => pick("看了联系方式", "Looked at the contact"),
        Step::Revealed => pick("社区看了联系方式", "The desk looked at the contact"),
        Step::Departed => pick("已出发", "Set off"),
        Step::Arrived => pick("到了", "Arrived"),
        Step::Suspended => pick("先停一停", "Paused"),
        Step::Resumed => pick("接着办", "Resumed"),
        Step::Finished => pick("办完了", "Finished"),
        Step::Evidence => pick("留下的记录", "Evidence kept"),
        Step::Contested => pick("有争议", "Contested"),
        Step::Undone => pick("恢复数据前做的，现在对不上", "Done before a restore; does not fit now"),
        Step::Settled => pick("已核定", "Settled"),
        Step::SlotAsked => pick("想改时间", "Asked for another time"),
        Step::SlotAgreed => pick("时间已改", "Time changed"),
        Step::SlotRefused => pick("时间没改成", "Time not changed"),
        Step::Confirmed => pick("确认办好", "Confirmed"),
        Step::ClosedByTimer => pick("到期自动办结（未评价）", "Closed by deadline (not rated)"),
        Step::Rated => pick("已评价", "Rated"),
        Step::Redone => pick("要求重办", "Redo asked"),
        Step::Cancelled => pick("已取消", "Cancelled"),
        Step::Urged => pick("催了一次", "Urged"),
        Step::Late => pick("约定时间已过", "Late"),
        Step::Overdue => pick("已超时", "Overdue"),
        Step::StillThereAsked => pick("问过：还在服务吗？", "Asked: still there?"),
        Step::StillThere => pick("答复：还在服务", "Answered: still there"),
        Step::Remarked => pick("补充了一句", "Added a note"),
        Step::HealthErased => pick("健康情况已删除", "Health note erased"),
        Step::ContactsHidden => pick("联系方式已隐藏", "Contacts hidden"),
        Step::Linked => pick("关联了别的单子", "Linked"),
        Step::CalledBack => pick("已回访", "Called back"),
        Step::Filled => pick("听了录音，填好单子", "Filled in from the voice note"),
        Step::Unknown => pick("更新后可看", "Update to see"),
    }
}
