//! Screens and their addresses. The only place where paths stand.

use doorstep_domain::OrderId;

/// A step of 下单, in the order they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormStep {
    /// 服务: what. The list; its address is [`Route::NewOrder`] without an item.
    Service,
    /// 怎么办: at the door, at the centre, by phone; only where the item leaves a choice.
    How,
    /// 时间.
    When,
    /// 地址; only where somebody travels.
    Where,
    /// 备注.
    Note,
    /// 核对.
    Check,
}

impl FormStep {
    /// Those with an address of their own, with its word.
    const ADDRESSES: [(Self, &'static str); 5] = [
        (Self::How, "how"),
        (Self::When, "when"),
        (Self::Where, "where"),
        (Self::Note, "note"),
        (Self::Check, "check"),
    ];

    fn parse(word: &str) -> Option<Self> {
        Self::ADDRESSES.iter().find(|(_, w)| *w == word).map(|(step, _)| *step)
    }

    fn word(self) -> &'static str {
        Self::ADDRESSES
            .iter()
            .find(|(step, _)| *step == self)
            .map_or("", |(_, w)| w)
    }
}

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The home of whoever is signed in.
    Home,
    /// 下单: the form, on one of its steps; the item may be chosen already.
    NewOrder(Option<String>),
    /// 说一句话下单.
    Say,
    /// Goes on with the order that was not placed.
    Resume,
    /// 再来一单: the form, filled in like an earlier order.
    Again(OrderId),
    /// One step of the form; what was filled in so far is the draft on this phone.
    OrderForm(FormStep),
    /// The resident's orders.
    Orders,
    /// One order.
    Order(OrderId),
    /// 评价.
    Rate(OrderId),
    /// 我的.
    Me,
    /// 我的授权.
    Consents,
    /// 我的设备.
    Devices,
    /// 换个浏览器打开.
    OtherBrowser,
    /// 投诉建议.
    Feedback,
    /// 待接单.
    Pool,
    /// 我的任务.
    Jobs,
    /// 办完了: the finish of one job.
    Finish(OrderId),
    /// 消息.
    Inbox,
    /// 签到.
    Duty,
    /// 工作台.
    Desk,
    /// 代下单.
    Intake,
    /// 电话单: orders nobody took.
    Calls,
    /// A printed slip of one order.
    Slip(OrderId),
    /// 居民: search, register, print a card.
    People,
    /// Sign-in; a card's secret comes in the fragment.
    Join,
    /// Staff sign-in.
    StaffSignIn,
    /// The first set-up of an installation.
    SetUp,
    /// The notice before the first order.
    Notice,
    /// 没发出的.
    Outbox,
    /// 请同事带给社区: the outbox as a file or codes.
    HandOver,
    /// 替同事交给社区.
    Carry,
    /// 转交的凭据, at the desk.
    Evidence,
    /// 设置.
    Settings,
    /// 社区不开的证明.
    NoProofs,
    /// Nothing.
    Missing,
}

impl Route {
    /// The server's own page where demo people are chosen; not a screen of the app.
    pub const DEMO: &str = "/demo";

    /// The screen at `path` (without query and fragment).
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|p| !p.is_empty());
        let order = |id: Option<&str>| id.and_then(|id| id.parse().ok());
        let route = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Home,
            (Some("order"), Some("new"), item) => Self::NewOrder(item.map(str::to_owned)),
            (Some("order"), Some("say"), None) => Self::Say,
            (Some("order"), Some("resume"), None) => Self::Resume,
            (Some("order"), id, Some("again")) => order(id).map_or(Self::Missing, Self::Again),
            (Some("order"), Some("form"), Some(step)) => FormStep::parse(step).map_or(Self::Missing, Self::OrderForm),
            (Some("order"), id, None) => order(id).map_or(Self::Missing, Self::Order),
            (Some("order"), id, Some("rate")) => order(id).map_or(Self::Missing, Self::Rate),
            (Some("order"), id, Some("finish")) => order(id).map_or(Self::Missing, Self::Finish),
            (Some("order"), id, Some("slip")) => order(id).map_or(Self::Missing, Self::Slip),
            (Some("orders"), None, _) => Self::Orders,
            (Some("me"), None, _) => Self::Me,
            (Some("me"), Some("consents"), _) => Self::Consents,
            (Some("me"), Some("devices"), _) => Self::Devices,
            (Some("me"), Some("browser"), _) => Self::OtherBrowser,
            (Some("feedback"), None, _) => Self::Feedback,
            (Some("jobs"), Some("pool"), _) => Self::Pool,
            (Some("jobs"), Some("mine"), _) => Self::Jobs,
            (Some("inbox"), None, _) => Self::Inbox,
            (Some("duty"), None, _) => Self::Duty,
            (Some("desk"), None, _) => Self::Desk,
            (Some("desk"), Some("new"), _) => Self::Intake,
            (Some("desk"), Some("calls"), _) => Self::Calls,
            (Some("desk"), Some("people"), _) => Self::People,
            (Some("join"), None, _) => Self::Join,
            (Some("staff"), None, _) => Self::StaffSignIn,
            (Some("setup"), None, _) => Self::SetUp,
            (Some("notice"), None, _) => Self::Notice,
            (Some("outbox"), None, _) => Self::Outbox,
            (Some("outbox"), Some("carry"), _) => Self::HandOver,
            (Some("carry"), None, _) => Self::Carry,
            (Some("desk"), Some("evidence"), _) => Self::Evidence,
            (Some("settings"), None, _) => Self::Settings,
            (Some("no-proofs"), None, _) => Self::NoProofs,
            _ => Self::Missing,
        };
        if parts.next().is_some() { Self::Missing } else { route }
    }

    /// Its path.
    pub fn path(&self) -> String {
        match self {
            Self::Home | Self::Missing => "/".to_owned(),
            Self::NewOrder(None) | Self::OrderForm(FormStep::Service) => "/order/new".to_owned(),
            Self::NewOrder(Some(item)) => format!("/order/new/{item}"),
            Self::OrderForm(step) => format!("/order/form/{}", step.word()),
            Self::Orders => "/orders".to_owned(),
            Self::Order(id) => format!("/order/{id}"),
            Self::Say => "/order/say".to_owned(),
            Self::Resume => "/order/resume".to_owned(),
            Self::Again(id) => format!("/order/{id}/again"),
            Self::Rate(id) => format!("/order/{id}/rate"),
            Self::Finish(id) => format!("/order/{id}/finish"),
            Self::Slip(id) => format!("/order/{id}/slip"),
            Self::Me => "/me".to_owned(),
            Self::Consents => "/me/consents".to_owned(),
            Self::Devices => "/me/devices".to_owned(),
            Self::OtherBrowser => "/me/browser".to_owned(),
            Self::Feedback => "/feedback".to_owned(),
            Self::Pool => "/jobs/pool".to_owned(),
            Self::Jobs => "/jobs/mine".to_owned(),
            Self::Inbox => "/inbox".to_owned(),
            Self::Duty => "/duty".to_owned(),
            Self::Desk => "/desk".to_owned(),
            Self::Intake => "/desk/new".to_owned(),
            Self::Calls => "/desk/calls".to_owned(),
            Self::People => "/desk/people".to_owned(),
            Self::Join => "/join".to_owned(),
            Self::StaffSignIn => "/staff".to_owned(),
            Self::SetUp => "/setup".to_owned(),
            Self::Notice => "/notice".to_owned(),
            Self::Outbox => "/outbox".to_owned(),
            Self::HandOver => "/outbox/carry".to_owned(),
            Self::Carry => "/carry".to_owned(),
            Self::Evidence => "/desk/evidence".to_owned(),
            Self::Settings => "/settings".to_owned(),
            Self::NoProofs => "/no-proofs".to_owned(),
        }
    }

    /// Screens that open without anybody signed in.
    pub const fn is_public(&self) -> bool {
        matches!(self, Self::Join | Self::StaffSignIn | Self::SetUp | Self::Settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_found_again_by_its_path() {
        let id = OrderId::from_bits(7);
        let routes = [
            Route::Home,
            Route::NewOrder(None),
            Route::NewOrder(Some("B01".into())),
            Route::Say,
            Route::Resume,
            Route::Again(id),
            Route::OrderForm(FormStep::How),
            Route::OrderForm(FormStep::When),
            Route::OrderForm(FormStep::Where),
            Route::OrderForm(FormStep::Note),
            Route::OrderForm(FormStep::Check),
            Route::Orders,
            Route::Order(id),
            Route::Rate(id),
            Route::Finish(id),
            Route::Slip(id),
            Route::Me,
            Route::Consents,
            Route::Devices,
            Route::OtherBrowser,
            Route::Feedback,
            Route::Pool,
            Route::Jobs,
            Route::Inbox,
            Route::Duty,
            Route::Desk,
            Route::Intake,
            Route::Calls,
            Route::People,
            Route::Join,
            Route::StaffSignIn,
            Route::SetUp,
            Route::Notice,
            Route::Outbox,
            Route::HandOver,
            Route::Carry,
            Route::Evidence,
            Route::Settings,
            Route::NoProofs,
        ];
        for route in routes {
            assert_eq!(Route::parse(&route.path()), route);
        }
        assert_eq!(Route::parse("/order/nonsense"), Route::Missing);
        assert_eq!(Route::parse("/orders/extra"), Route::Missing);
    }
}
