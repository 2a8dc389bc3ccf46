//! Why something was not done: a stable code with its parameters. The client owns the sentence; [`Code::zh`] is only the
//! fallback for a client older than the code.

use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// A refusal, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What went wrong.
    pub code: Code,
    /// The field it is about, when it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// The limit that was passed, in the unit of the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// When trying again makes sense.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

impl Reason {
    /// A refusal about a field.
    pub const fn field(code: Code, field: Field) -> Self {
        Self {
            code,
            field: Some(field),
            limit: None,
            until: None,
        }
    }

    /// Adds the limit that was passed.
    #[must_use]
    pub const fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Adds the moment from which trying again makes sense.
    #[must_use]
    pub const fn until(mut self, until: Instant) -> Self {
        self.until = Some(until);
        self
    }
}

impl From<Code> for Reason {
    fn from(code: Code) -> Self {
        Self {
            code,
            field: None,
            limit: None,
            until: None,
        }
    }
}

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the field's own")]
pub enum Field {
    Name,
    Phone,
    Door,
    Building,
    Note,
    HealthNote,
    Slot,
    Item,
    ServiceCode,
    Remark,
    Amount,
    Badge,
    Signature,
    Attachment,
    /// A field this build does not know.
    #[serde(other)]
    Unknown,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $zh:literal,)*) => {
        /// Everything the rules can refuse, by stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Code {
            $($(#[$doc])* $name,)*
            /// A code this build does not know: the server is newer.
            #[serde(other)]
            Unknown,
        }

        impl Code {
            /// Every known code, for tables and tests.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// A plain Chinese sentence for a client that does not know the code.
            pub const fn zh(self) -> &'static str {
                match self {
                    $(Self::$name => $zh,)*
                    Self::Unknown => "社区没有办理这一步，请打电话问一问",
                }
            }
        }
    };
}

codes! {
    /// The actor's roles do not allow this.
    NotAllowed => "您没有这一步的权限",
    /// There is nothing with this id that the actor may know of.
    NotFound => "找不到这一项",
    /// The order has moved on; this step does not fit its state.
    WrongState => "这张单子已经到了别的步骤",
    /// The id is already in use for something else.
    AlreadyExists => "这一项已经有了",
    /// Another person holds the place.
    AlreadyTaken => "已有同志接单",
    /// The same person holds or waits for it already.
    AlreadyYours => "您已经接了这张单子",
    /// The assignment changed since the actor last saw it.
    Reassigned => "这张单子已经交给别的同志",
    /// The item needs a skill that the person is not registered for.
    SkillMissing => "这项服务需要登记过的技能",
    /// As many unfinished orders as one person may hold.
    CapReached => "手上没办完的单子已到上限",
    /// Another order of the person lies in the same time.
    Overlap => "这个时间您已有别的单子",
    /// Nobody serves where they are the resident or the proxy.
    OwnHousehold => "不能接自己或自己代办的家里的单子",
    /// Nobody serves or confirms both sides of an order.
    BothSides => "办事的人不能替居民确认",
    /// The intent came too late to promise anything.
    IntentExpired => "登记意向已经过时",
    /// The offer or transfer is no longer open.
    OfferLapsed => "已超过答复时间",
    /// This item is only dispatched, never in the public pool.
    DispatchOnly => "这项服务由社区安排人",
    /// The person has no active consent for this.
    ConsentMissing => "还没有本人的同意",
    /// Urging again is possible later.
    UrgedRecently => "刚催过，请稍后再催",
    /// The window for this step is over.
    TooLate => "已经过了可以办理的时间",
    /// An order like it exists for the same person and day.
    Duplicate => "同一天已有一张同样的单子",
    /// As many open orders as one household may have.
    TooManyOpen => "没办完的单子太多了，请先等前面的办好",
    /// The appeal was used already.
    AppealUsed => "已经申诉过一次",
    /// A field must be filled in.
    FieldMissing => "有一项没有填",
    /// A field has more characters than fit.
    FieldTooLong => "有一项写得太长",
    /// A field can't be read.
    FieldInvalid => "有一项填得不对",
    /// The slot lies in the past or is no range.
    SlotInvalid => "这个时间不能选",
    /// The item is not offered (any more) there.
    ItemNotOffered => "这项服务现在不办",
    /// Money is only noted up to a limit.
    AmountTooHigh => "垫付金额超过上限",
    /// What is wanted stands in a voice note and was not filled in yet.
    NotFilledIn => "请先听录音，把要办的事填好",
    /// The place is not served by this community.
    OutsideArea => "这个地址不在服务范围内",
    /// Somebody is checked in already.
    AlreadyCheckedIn => "您已经签到，还没有签退",
    /// There is no check-in to close.
    NotCheckedIn => "没有找到签到记录",
    /// The community is restoring its data; nothing new is accepted for a while.
    Recovering => "社区正在恢复数据，请稍后再试",
    /// The command is of a kind the server does not know.
    UnknownCommand => "社区的系统还不认识这一步",
    /// The command is larger than the limit.
    TooLarge => "内容太大，请分开发送",
    /// Only the server or a tool of the operator may do this.
    OperatorOnly => "这一步只能由管理员办理",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_still_decodes() {
        let reason: Result<Reason, _> = serde_json::from_str(r#"{"code":"invented_later","field":"also_new"}"#);
        assert_eq!(reason.ok(), Some(Reason::field(Code::Unknown, Field::Unknown)));
    }

    #[test]
    fn every_fallback_is_a_chinese_sentence() {
        for code in Code::ALL {
            assert!(code.zh().chars().any(|c| c > '\u{4e00}'), "{code:?}");
        }
    }
}
