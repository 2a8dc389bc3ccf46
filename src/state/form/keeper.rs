//! The draft on this phone: kept after each change, found again on return, put aside with a way back.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command, CommandId, ItemCode, OrderId, PersonId,
    order::{Act, OrderCommand},
    person::Person,
};
use doorstep_protocol::json;

use super::{
    check::{self, Setting},
    draft::Draft,
};
use crate::{
    routes::FormStep,
    state::{App, Intent},
};

/// Where the draft is kept.
pub const DRAFT: &str = "draft.order";
/// Where a draft that was given up is kept, for 接着写.
pub const ASIDE: &str = "draft.order.aside";
/// For whom the person ordered last.
const FOR: &str = "order.for";

/// A kept draft. Subscribes to it. One whose order was placed meanwhile is no draft any more.
pub fn kept_draft(app: App, name: &str) -> Option<Draft> {
    let draft: Draft = json::read(&app.kept(name)?).ok()?;
    let placed = app.order(draft.order).is_some();
    (!placed).then(|| draft.restored(app.clock.get_untracked()))
}

/// Keeps it.
pub fn save(app: App, draft: &Draft) {
    // A draft has nothing that JSON can't hold.
    app.keep(DRAFT, json::write(draft).ok());
    app.dispatch(Intent::Dirty(true));
}

/// Puts the draft aside: nothing is ordered, and it can be taken up again.
pub fn discard(app: App) {
    let old = app.kept.with_untracked(|kept| kept.get(DRAFT).cloned());
    app.keep(ASIDE, old);
    app.keep(DRAFT, None);
    app.dispatch(Intent::Dirty(false));
}

/// Takes the draft that was put aside up again.
pub fn put_back(app: App) {
    let old = app.kept.with_untracked(|kept| kept.get(ASIDE).cloned());
    app.keep(DRAFT, old);
    app.keep(ASIDE, None);
}

/// The people this person may order for and who live where orders are taken; themselves first. Subscribes.
pub fn orderable(app: App) -> Vec<Person> {
    app.orders_for().into_iter().filter(|p| p.home.is_some()).collect()
}

/// For whom the person orders now: whom they chose last, else the first. Subscribes.
pub fn home_person(app: App) -> Option<Person> {
    let people = orderable(app);
    let chosen = app.kept(FOR).and_then(|id| id.parse::<PersonId>().ok());
    let found = people.iter().find(|p| Some(p.id) == chosen).or_else(|| people.first());
    found.cloned()
}

/// Remembers for whom.
pub fn put_for(app: App, person: PersonId) {
    app.keep(FOR, Some(person.to_string()));
}

/// Begins a draft of an item, or goes on with the one there is; a draft of something else is put aside. None when the item is not
/// offered or there is nobody to order for.
pub fn begin(app: App, code: &ItemCode) -> Option<Draft> {
    untrack(|| {
        let item = app.item(code).filter(|i| !i.hidden)?;
        let resident = home_person(app)?.id;
        if let Some(draft) = kept_draft(app, DRAFT) {
            if draft.item == *code && draft.resident == resident && !draft.again {
                return Some(draft);
            }
            let mut fresh = Draft::fresh(OrderId::from_bits(app.fresh()), &item, resident, app.now());
            fresh.carry_over(&draft);
            if draft.is_worth_keeping() {
                discard(app);
            }
            save(app, &fresh);
            return Some(fresh);
        }
        let draft = Draft::fresh(OrderId::from_bits(app.fresh()), &item, resident, app.now());
        save(app, &draft);
        Some(draft)
    })
}

/// The draft to go on with: the one begun last, else the one put aside; only when something was entered. Subscribes.
pub fn unfinished(app: App) -> Option<Draft> {
    let kept = kept_draft(app, DRAFT).or_else(|| kept_draft(app, ASIDE));
    kept.filter(Draft::is_worth_keeping)
}

/// Takes up the draft of [`unfinished`] and tells where it goes on: at the first step that misses something.
pub fn resume(app: App) -> Option<FormStep> {
    untrack(|| {
        if kept_draft(app, DRAFT).is_none() {
            put_back(app);
        }
        let draft = kept_draft(app, DRAFT)?;
        let setting = setting(app, &draft)?;
        let missing = check::problems(&draft, &setting, app.now());
        Some(
            missing
                .first()
                .filter(|_| !draft.again)
                .map_or(FormStep::Check, |p| p.step),
        )
    })
}

/// Begins 再来一单. None when the item is no longer offered.
pub fn again(app: App, old: OrderId) -> Option<Draft> {
    untrack(|| {
        let old = app.order(old)?;
        let item = app.item(&old.item).filter(|i| !i.hidden)?;
        let resident = *old.resident.get()?;
        if kept_draft(app, DRAFT).is_some_and(|d| d.is_worth_keeping()) {
            discard(app);
        }
        let draft = Draft::again(OrderId::from_bits(app.fresh()), &old, &item, resident, app.now());
        save(app, &draft);
        Some(draft)
    })
}

/// What the form is about. Subscribes; none when the item or the consent to order for the resident is gone.
pub fn setting(app: App, draft: &Draft) -> Option<Setting> {
    let item = app.item(&draft.item).filter(|i| !i.hidden)?;
    let resident = orderable(app).into_iter().find(|p| p.id == draft.resident)?;
    let community = app.community_by(&resident.home.as_ref()?.community)?;
    let own = app.person_id() == Some(resident.id);
    Some(Setting {
        item,
        resident,
        community,
        own,
    })
}

/// Places the order. The answer is the command, whose refusal on the spot the screen shows; the draft stays until it is accepted.
pub fn place(app: App, draft: &Draft, setting: &Setting, despite_duplicate: bool) -> Option<CommandId> {
    // The low half of a fresh id is the phone's CSPRNG; the service code has no better source.
    let random = u32::try_from(app.fresh() & 0xffff_ffff).unwrap_or(0);
    let placing = check::placing(draft, setting, random, despite_duplicate)?;
    let id = app.ask(Command::Order(OrderCommand {
        order: draft.order,
        community: setting.community.id.clone(),
        act: Act::Place(Box::new(placing)),
    }));
    if untrack(|| app.refusal(id)).is_none() {
        app.keep(DRAFT, None);
        app.keep(ASIDE, None);
        app.dispatch(Intent::Dirty(false));
    }
    Some(id)
}
