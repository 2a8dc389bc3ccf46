//! Refusals as sentences that say what to do next, and reasons people choose from lists.

use doorstep_domain::{Code, Field, Reason, order::Why};

use super::pick;

texts! {
    staff_looks => "社区的系统出了点问题，已经记下，工作人员会看。着急请打电话", "The centre's system failed on this; staff will look. Call if it is urgent";
    cap(n: u32) => "您手上已有 {n} 张没办完的单子，办完一张再接", "You hold {n} unfinished orders; finish one first";
    too_long(n: u32) => "太长了，最多 {n} 个字", "Too long: at most {n} characters";
    amount(n: u32) => "垫付最多 {n} 元", "At most {n} yuan";
    urge_until(when: &str) => "刚催过，{when} 以后可以再催", "Just urged; again after {when}";
}

/// A refusal, for the person it concerns.
pub fn sentence(reason: &Reason) -> String {
    let plain = match reason.code {
        Code::NotAllowed => pick(
            "您没有办这一步的权限，请找社区",
            "You may not do this; please ask the community",
        ),
        Code::NotFound => pick("找不到这一项，刷新后再看看", "Not found; refresh and look again"),
        Code::WrongState => pick(
            "这张单子已经到了别的步骤，请看最新情况",
            "The order has moved on; look at its present state",
        ),
        Code::AlreadyExists => pick("这一步已经办过了", "This was done already"),
        Code::AlreadyTaken => pick("已有同志接单，您是候补", "Someone took it; you stand by"),
        Code::AlreadyYours => pick("您已经接了这张单子", "It is already yours"),
        Code::Reassigned => pick(
            "这张单子已经交给别的同志，您做的都记下了，社区会看",
            "It went to someone else; what you did is kept for the desk",
        ),
        Code::SkillMissing => pick(
            "这项服务要有登记过的技能，请和社区登记",
            "This needs a registered skill; ask the desk",
        ),
        Code::CapReached => return cap(reason.limit.unwrap_or(3)),
        Code::Overlap => pick("这个时间您已有别的单子", "You have another order at that time"),
        Code::OwnHousehold => pick("不能接自己家或自己代办的单子", "Not for your own household"),
        Code::BothSides => pick(
            "办事的人不能替居民办这一步",
            "Whoever serves can't do this for the resident",
        ),
        Code::IntentExpired => pick(
            "登记得太早，已经过时。请看看还能不能接",
            "The intent is too old; see whether it is still free",
        ),
        Code::OfferLapsed => pick("答复时间已过，不要紧", "The time to answer is over; never mind"),
        Code::DispatchOnly => pick("这项服务由社区安排人", "The desk assigns this service"),
        Code::ConsentMissing => {
            if reason.field == Some(Field::HealthNote) {
                pick(
                    "填健康情况要先同意，可以在“我的授权”里打开",
                    "A health note needs consent; see “My consents”",
                )
            } else {
                pick("请先看一看告知书并同意", "Please read and accept the notice first")
            }
        }
        Code::UrgedRecently => {
            let when = reason
                .until
                .map(|at| super::time::clock(at.minute()))
                .unwrap_or_default();
            return urge_until(&when);
        }
        Code::TooLate => pick(
            "已经过了可以办理的时间，请打电话给社区",
            "Too late for this; please call",
        ),
        Code::Duplicate => pick("同一天已有一张同样的单子", "There is one like it on that day"),
        Code::TooManyOpen => pick(
            "没办完的单子太多了，请等前面的办好",
            "Too many open orders; wait for the earlier ones",
        ),
        Code::AppealUsed => pick("已经申诉过一次，请打电话给社区", "You appealed once; please call"),
        Code::FieldMissing => return missing(reason.field).to_owned(),
        Code::FieldTooLong => return too_long(reason.limit.unwrap_or(0)),
        Code::FieldInvalid => return invalid(reason.field).to_owned(),
        Code::SlotInvalid => pick("这个时间不能选，请换一个", "Choose another time"),
        Code::ItemNotOffered => pick("这项服务现在不办，请打电话问一问", "Not offered now; please call"),
        Code::AmountTooHigh => return amount(reason.limit.unwrap_or(0)),
        Code::NotFilledIn => pick("请先听录音，把要办的事填好", "Listen first, and fill in what is wanted"),
        Code::OutsideArea => pick("这个地址不在服务范围内", "The address is outside the area"),
        Code::AlreadyCheckedIn => pick("您已经签到，先签退", "You are checked in; check out first"),
        Code::NotCheckedIn => pick("没有找到签到记录", "No check-in found"),
        Code::Recovering => pick(
            "社区正在恢复数据，稍后自动再试",
            "Data is being restored; it tries again",
        ),
        Code::UnknownCommand | Code::Unknown => pick(
            "社区的系统还不认识这一步，请打电话问一问",
            "The centre does not know this step; please call",
        ),
        Code::TooLarge => pick("内容太大，请分开发送", "Too large; send it in parts"),
        Code::OperatorOnly => pick("这一步只能由管理员办理", "Only the operator may do this"),
    };
    plain.to_owned()
}

/// A missing field.
pub fn missing(field: Option<Field>) -> &'static str {
    match field {
        Some(Field::Name) => pick("请填姓名", "Enter a name"),
        Some(Field::Phone) => pick("请填电话", "Enter a phone number"),
        Some(Field::Door) => pick("请填门牌", "Enter the door"),
        Some(Field::Building) => pick("请选楼栋", "Choose the building"),
        Some(Field::Slot) => pick("请选时间", "Choose a time"),
        Some(Field::Item) => pick("请选服务", "Choose a service"),
        Some(Field::Remark | Field::Note) => pick("请写几个字", "Write a few words"),
        Some(Field::Attachment) => pick("请先说一句话", "Say what you need first"),
        _ => pick("有一项没有填", "Something is missing"),
    }
}

/// A field that can't be read.
fn invalid(field: Option<Field>) -> &'static str {
    match field {
        Some(Field::Phone) => pick("电话要是 3 到 15 位数字", "A phone number has 3 to 15 digits"),
        Some(Field::ServiceCode) => pick("服务码是 4 位数字", "The service code has 4 digits"),
        Some(Field::Signature) => pick(
            "签字没有存好，请重签一次",
            "The signature is not readable; please sign again",
        ),
        Some(Field::Attachment) => pick(
            "照片或录音没有存好，请删掉重来",
            "The photo or recording is not readable; remove it and try again",
        ),
        _ => pick("有一项填得不对", "Something is not right"),
    }
}

/// A chosen reason.
pub fn why(why: Why) -> &'static str {
    match why {
        Why::OutOfScope => pick("不在社区能办的范围", "Outside what we do"),
        Why::OutsideArea => pick("不在服务片区", "Outside the area"),
        Why::NeedsProfessional => pick("需要专业人员", "Needs a professional"),
        Why::NeedsDepartment => pick("要由部门办理", "A department must do it"),
        Why::GasDanger => pick("燃气问题", "Gas problem"),
        Why::UnsafePlace => pick("现场不安全", "Not safe there"),
        Why::DuplicateOrder => pick("重复的单子", "Duplicate"),
        Why::Ill => pick("身体不适", "Not well"),
        Why::TimeClash => pick("时间不合适", "Time does not fit"),
        Why::NeedsSkill => pick("需要别的技能", "Needs other skills"),
        Why::PersonalMatter => pick("临时有事", "Something came up"),
        Why::Materials => pick("等材料", "Waiting for materials"),
        Why::NobodyHome => pick("居民不在家", "Nobody home"),
        Why::Weather => pick("天气原因", "Weather"),
        Why::SolvedOtherwise => pick("已经解决了", "Solved otherwise"),
        Why::NoLongerNeeded => pick("不需要了", "No longer needed"),
        Why::OrderedByMistake => pick("下错了", "Ordered by mistake"),
        Why::NotReachable => pick("联系不上", "Not reachable"),
        Why::NotSolved => pick("没有解决", "Not solved"),
        Why::CameBack => pick("又出问题了", "It came back"),
        Why::NobodyCame => pick("没有人来", "Nobody came"),
        Why::Rebalanced => pick("调整安排", "Rearranged"),
        Why::Other | Why::Unknown => pick("其他", "Other"),
    }
}
