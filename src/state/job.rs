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

/// The jobs of one person, as the screen groups them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jobs {
    /// What to do now: under way, else the soonest.
    pub now: Option<OrderId>,
    /// What comes then, by time.
    pub then: Vec<Line>,
    /// What is done, newest first.
    pub ended: Vec<Line>,
}

/// One job in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// The order.
    pub id: OrderId,
    /// What.
    pub title: String,
    /// When.
    pub slot: doorstep_domain::Slot,
    /// Where, as far as it is shown.
    pub place: Option<String>,
    /// Where it stands, in the desk's word.
    pub state: &'static str,
    /// Steps without a receipt.
    pub unsent: usize,
}

/// Most ended jobs shown.
const ENDED: usize = 20;

/// The jobs of `replica`'s person.
pub fn jobs(replica: &Replica) -> Jobs {
    let mine = super::orders::jobs_of(replica, replica.person());
    let is_over = |o: &Order| o.state.is_ended() || o.state == State::AwaitingConfirm;
    let (over, mut running): (Vec<_>, Vec<_>) = mine.iter().partition(|o| is_over(o));
    // Whoever is at a door is not sent to another first; what stands still waits behind what can be done.
    let rank = |o: &Order| match o.state {
        State::EnRoute | State::InService => 0,
        State::Suspended => 2,
        _ => 1,
    };
    running.sort_by_key(|o| (rank(o), o.slot));
    let line = |order: &&Order| line(replica, order);
    Jobs {
        now: running.first().map(|o| o.id),
        then: running.iter().skip(1).map(line).collect(),
        ended: over.iter().rev().take(ENDED).map(line).collect(),
    }
}

fn line(replica: &Replica, order: &Order) -> Line {
    Line {
        id: order.id,
        title: title(item(replica, order), true),
        slot: order.slot,
        place: address(community(replica, order), order),
        state: text::order::for_desk(order.state),
        unsent: unsent(replica, order.id).len(),
    }
}

/// What whoever holds an order needs to know of the person, as far as this copy shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whom to ask for.
    pub name: Option<String>,
    /// Where to go.
    pub address: Option<String>,
    /// A map of the way there.
    pub map: Option<String>,
    /// The number to dial.
    pub phone: Option<String>,
    /// What the resident wants us to know.
    pub note: Option<String>,
    /// The health note.
    pub health: Option<String>,
    /// Contacts were shown once and are hidden again.
    pub hidden: bool,
}

/// The facts of `order`.
pub fn facts(replica: &Replica, order: &Order) -> Facts {
    let community = community(replica, order);
    let contact = order.contact.get();
    let full = |text: Option<&String>| text.filter(|t| !t.is_empty()).cloned();
    Facts {
        name: full(contact.and_then(|c| c.name.get())),
        address: address(community, order),
        map: community.and_then(|c| map_link(c, order.building.as_ref())),
        phone: contact.and_then(|c| c.phone.get()).map(|p| p.dial().to_owned()),
        note: full(order.note.get()),
        health: full(order.health.get()),
        hidden: order.contacts_hidden,
    }
}

/// What the head of a job says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The classes of its tag.
    pub class: &'static str,
    /// The icon of its tag.
    pub icon: &'static str,
    /// Where it stands, in the desk's word.
    pub state: String,
    /// Steps without a receipt, in words.
    pub unsent: Option<String>,
    /// Whom it is for, else the service.
    pub who: String,
    /// When.
    pub when: String,
    /// How it ended.
    pub result: Option<String>,
}

/// The head of `order`.
pub fn head(replica: &Replica, order: &Order, now: Instant) -> Head {
    let (class, icon) = match order.state {
        State::Suspended => ("tag is-late", "pause"),
        State::AwaitingConfirm => ("tag is-wait", "help"),
        State::Closed => ("tag is-done", "check"),
        State::Declined | State::Cancelled | State::Referred => ("tag is-off", "close"),
        State::EnRoute => ("tag is-going", "walk"),
        _ => ("tag is-going", "clock"),
    };
    let steps = unsent(replica, order.id).len();
    let paused = order.suspension.as_ref().filter(|_| order.state == State::Suspended);
    let word = text::order::for_desk(order.state);
    Head {
        class,
        icon,
        state: paused.map_or(word.to_owned(), |s| text::order::say_paused(text::reason::why(s.why))),
        unsent: (steps > 0).then(|| text::job::not_sent_n(steps)),
        who: facts(replica, order).name.unwrap_or_else(|| title(item(replica, order), true)),
        when: text::time::slot(&order.slot, now),
        result: order
            .finish
            .as_ref()
            .map(|f| text::job::result(text::order::outcome(f.outcome), text::order::proof(&f.proof))),
    }
}

/// What an order asks whoever holds it, or tells them that they wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// 还在服务吗？, after so many minutes.
    StillThere(i64),
    /// The resident asks for this time.
    Slot(String),
    /// They wait: icon and words.
    Waits(&'static str, String),
}

/// The questions of `order` at `now` (the server's clock).
pub fn questions(order: &Order, now: Instant) -> Vec<Question> {
    let mut found = Vec::new();
    if order.still_there_asked && order.state == State::InService {
        found.push(Question::StillThere(order.clocks.step_time(now) / doorstep_domain::time::MINUTE));
    }
    let ended = order.state.is_ended() || order.state == State::AwaitingConfirm;
    if let Some(ask) = order.slot_ask.as_ref().filter(|_| !ended) {
        found.push(Question::Slot(text::time::slot(&ask.slot, now)));
    }
    if order.handover.is_some() {
        found.push(Question::Waits("swap", text::job::transfer_wait().to_owned()));
    }
    if let Some(referral) = order.referral.as_ref().filter(|r| r.proposed && !ended) {
        found.push(Question::Waits("send", text::job::referred_wait(&referral.to)));
    }
    if order.has_room() && matches!(order.state, State::Open | State::Offered) {
        found.push(Question::Waits("users", text::job::several(order.places - order.taken)));
    }
    found
}

/// Whether giving it back now is short of a day before the slot: then the desk is told at once.
pub fn is_soon(order: &Order, now: Instant) -> bool {
    order.slot.start().since(now) < doorstep_domain::time::DAY
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

/// Somebody an order can be passed on to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    /// Who.
    pub person: PersonId,
    /// By name.
    pub name: String,
    /// Where they belong.
    pub post: String,
}

/// The people `order` can be passed on to: those this phone may know who serve there and have the skill.
pub fn transfer_to(replica: &Replica, order: &Order, now: Instant) -> Vec<Helper> {
    let me = replica.person();
    let now = replica.server_time(now);
    let people = replica.shown().values().filter_map(|e| match e {
        Entity::Person(person) => Some(&**person),
        _ => None,
    });
    let fits = |p: &&Person| {
        let helper = p.actor(now, BTreeSet::new());
        p.id != me
            && order.holder(p.id).is_none()
            && !order.resident.is(&p.id)
            && !order.placed_by.is(&p.id)
            && helper.serves(&order.community, None)
            && order.skill.as_ref().is_none_or(|s| helper.skills.contains(s))
    };
    let helper = |p: &Person| Helper {
        person: p.id,
        name: p.profile.name.get().cloned().unwrap_or_default(),
        post: p.post.clone().unwrap_or_default(),
    };
    people.filter(fits).map(helper).collect()
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
