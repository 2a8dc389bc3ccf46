//! A job: what whoever serves can do next, where to go, and what may be said of it to others.

use core::fmt::Write as _;
use std::{cell::RefCell, collections::BTreeSet};

use doorstep_domain::{
    BuildingId, Command, Entity, Instant, Key, OrderId, PersonId,
    catalogue::{Item, Mode},
    order::{Act, Order, State, Step},
    person::Person,
    place::Community,
};
use doorstep_replica::Replica;

use crate::text::{self, Lang};

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
    match order.state {
        State::Open | State::Offered => (!holder.called).then_some(Next::Call),
        State::Accepted if !holder.called => Some(Next::Call),
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
    let before = matches!(
        state,
        State::Open | State::Offered | State::Accepted | State::EnRoute
    );
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
    /// They are asked, or may take it.
    Free,
}

/// How `me` stands to `order`.
pub fn place(order: &Order, me: PersonId) -> Place {
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
    } else {
        Place::Free
    }
}

/// The service's name: the full one for those inside, the neutral one for everybody else. An English name stands only where it
/// reveals no more than the neutral one.
pub fn title(item: Option<&Item>, inside: bool) -> String {
    let Some(item) = item else {
        return text::job::some_service().to_owned();
    };
    let neutral = item.title != item.public_title;
    match (text::lang(), inside || !neutral) {
        (Lang::Zh, true) => item.title.clone(),
        (Lang::Zh, false) => item.public_title.clone(),
        (Lang::En, true) => item.title_en.clone(),
        (Lang::En, false) => text::job::neutral_en().to_owned(),
    }
}

/// A catalogue item on this phone.
pub fn item<'a>(replica: &'a Replica, order: &Order) -> Option<&'a Item> {
    match replica.shown().get(&Key::item(&order.item)) {
        Some(Entity::Item(item)) => Some(item),
        _ => None,
    }
}

/// The community of an order, if this phone has it.
pub fn community<'a>(replica: &'a Replica, order: &Order) -> Option<&'a Community> {
    match replica.shown().get(&Key::community(&order.community)) {
        Some(Entity::Community(community)) => Some(community),
        _ => None,
    }
}

/// 宜园小区 3 号楼: the building, as written on its wall.
pub fn building(community: Option<&Community>, id: Option<&BuildingId>) -> Option<String> {
    let building = community?.building(id?)?;
    Some(format!("{}{}", building.estate, building.name))
}

/// 宜园小区 3 号楼 2 单元 0401 室, as far as this copy shows it; none when nobody travels.
pub fn address(community: Option<&Community>, order: &Order) -> Option<String> {
    let building = building(community, order.building.as_ref())?;
    let door = order.contact.get().and_then(|c| c.door.get());
    Some(match door.filter(|d| !d.is_empty()) {
        Some(door) => format!("{building} {door}"),
        None => building,
    })
}

/// A map for the way there. It leaves the phone only when it is tapped, and says the building, never the door.
pub fn map_link(community: &Community, building: Option<&BuildingId>) -> Option<String> {
    let place = self::building(Some(community), building)?;
    let mut link = "https://uri.amap.com/search?view=map&callnative=1&keyword=".to_owned();
    for byte in format!("{}{place}", community.name).bytes() {
        // Writing into a string can't fail.
        let _ = write!(link, "%{byte:02X}");
    }
    Some(link)
}

/// A text for 党员群: title, building, time and number. Nothing of the person.
pub fn group_text(order: &Order, item: Option<&Item>, community: Option<&Community>) -> String {
    let slot = order.slot;
    let when = format!(
        "{} {}–{}",
        text::time::date(slot.day),
        text::time::clock(slot.from),
        text::time::clock(slot.to)
    );
    let place = match building(community, order.building.as_ref()) {
        Some(building) => text::job::around(&building),
        None => text::job::mode(order.mode).to_owned(),
    };
    let number = if order.number.is_empty() {
        String::new()
    } else {
        text::order::number(&order.number)
    };
    let name = title(item, false);
    text::job::group_text(&name, &place, &when, order.minutes, &number).trim().to_owned()
}

/// The people `order` can be passed on to: those this phone knows who serve there and have the skill. Most phones know none.
pub fn transfer_to(replica: &Replica, order: &Order, now: Instant) -> Vec<Person> {
    let me = replica.person();
    let people = replica.shown().values().filter_map(|e| match e {
        Entity::Person(person) => Some(&**person),
        _ => None,
    });
    let fits = |p: &&Person| {
        let helper = p.actor(replica.server_time(now), BTreeSet::new());
        p.id != me
            && order.holder(p.id).is_none()
            && !order.resident.is(&p.id)
            && !order.placed_by.is(&p.id)
            && helper.serves(&order.community, None)
            && order.skill.as_ref().is_none_or(|s| helper.skills.contains(s))
    };
    people.filter(fits).cloned().collect()
}

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

thread_local! {
    /// The orders whose contacts were looked at since the app was opened: one row on record for each, not one per picture.
    static LOOKED: RefCell<BTreeSet<(PersonId, OrderId)>> = const { RefCell::new(BTreeSet::new()) };
}

/// Whether showing the contacts of `order` now is a look that goes on record: the first since the app was opened, by who holds it.
pub fn first_look(replica: &Replica, order: &Order) -> bool {
    let me = replica.person();
    let shows = order.holder(me).is_some() && order.contact.get().is_some_and(|c| !c.phone.is_hidden());
    // One that still waits in the outbox says the same.
    let waits = replica.entries().iter().any(|e| {
        e.is_unsent()
            && matches!(&e.command, Command::Order(c) if c.order == order.id && matches!(c.act, Act::Look))
    });
    shows && !waits && LOOKED.with_borrow_mut(|looked| looked.insert((me, order.id)))
}

/// The icon of a way of serving.
pub const fn mode_icon(mode: Mode) -> &'static str {
    match mode {
        Mode::Door => "walk",
        Mode::Errand => "basket",
        Mode::Centre => "home",
        Mode::Phone => "phone",
    }
}

#[cfg(test)]
#[path = "job_tests.rs"]
mod tests;
