//! The draft on this phone: kept after each change, found again on return, put aside with a way back.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Command, CommandId, ItemCode, OrderId, PersonId,
    order::{Act, OrderCommand, Placing},
    person::Person,
    time::DAY,
};
use doorstep_protocol::json;
use doorstep_replica::Replica;

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
const ASIDE: &str = "draft.order.aside";
/// How long a draft that was left for another service waits to be taken up again.
const WAITS: i64 = 7 * DAY;
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
    move_to(app, DRAFT, ASIDE);
    app.dispatch(Intent::Dirty(false));
}

/// Where the draft of a service waits while another service is ordered: each service has a draft of its own.
fn place_of(item: &ItemCode) -> String {
    format!("{ASIDE}.{item}")
}

/// Leaves the draft for another service; only what would be missed is kept.
fn leave(app: App) {
    if let Some(draft) = kept_draft(app, DRAFT).filter(Draft::is_worth_keeping) {
        move_to(app, DRAFT, &place_of(&draft.item));
    }
}

fn move_to(app: App, from: &str, to: &str) {
    let old = app.kept.with_untracked(|kept| kept.get(from).cloned());
    app.keep(to, old);
    app.keep(from, None);
}

/// The draft that was put aside last, and where it waits. Subscribes.
fn put_aside(app: App) -> Option<(String, Draft)> {
    let since = app.clock.get_untracked().plus(-WAITS);
    let names = app.kept.with(|kept| {
        let aside = kept.names().filter(|name| name.starts_with(ASIDE));
        aside.cloned().collect::<Vec<_>>()
    });
    let drafts = names.into_iter().filter_map(|name| {
        let draft = kept_draft(app, &name)?;
        (draft.begun > since).then_some((name, draft))
    });
    drafts.max_by_key(|(_, draft)| draft.begun)
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

/// Begins a draft of an item, or goes on with the one there is; a draft of something else waits in its own place. None when the
/// item is not offered or there is nobody to order for.
pub fn begin(app: App, code: &ItemCode) -> Option<Draft> {
    untrack(|| {
        let item = app.item(code).filter(|i| !i.hidden)?;
        let resident = home_person(app)?.id;
        let theirs = |draft: &Draft| draft.item == *code && draft.resident == resident && !draft.again;
        let current = kept_draft(app, DRAFT);
        if let Some(draft) = current.clone().filter(theirs) {
            return Some(draft);
        }
        let place = place_of(code);
        let left = kept_draft(app, &place).filter(theirs);
        leave(app);
        app.keep(&place, None);
        let draft = left.unwrap_or_else(|| {
            let mut fresh = Draft::fresh(OrderId::from_bits(app.fresh()), &item, resident, app.now());
            if let Some(old) = &current {
                fresh.carry_over(old);
            }
            fresh
        });
        save(app, &draft);
        Some(draft)
    })
}

/// The draft to go on with: the one begun last, else the one put aside; only when something was entered. Subscribes.
pub fn unfinished(app: App) -> Option<Draft> {
    let current = kept_draft(app, DRAFT).filter(Draft::is_worth_keeping);
    current.or_else(|| put_aside(app).map(|(_, draft)| draft).filter(Draft::is_worth_keeping))
}

/// Takes up the draft of [`unfinished`] and tells where it goes on: at the first step that misses something.
pub fn resume(app: App) -> Option<FormStep> {
    untrack(|| {
        if !kept_draft(app, DRAFT).is_some_and(|d| d.is_worth_keeping()) {
            let (place, _) = put_aside(app)?;
            move_to(app, &place, DRAFT);
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
        leave(app);
        let draft = Draft::again(OrderId::from_bits(app.fresh()), &old, &item, resident, app.now());
        save(app, &draft);
        Some(draft)
    })
}

/// The placing in a refused command, and the order it was to become.
pub fn refused(replica: &Replica, id: CommandId) -> Option<(OrderId, &Placing)> {
    let entry = replica.outbox().find(|e| e.command_id == id)?;
    entry.parked()?;
    match &entry.command {
        Command::Order(OrderCommand {
            order,
            act: Act::Place(placing),
            ..
        }) => Some((*order, placing)),
        _ => None,
    }
}

/// Begins to correct a refused order and tells where: at the first step that misses something. None when it is not offered any
/// more, or not theirs to order.
pub fn correct(app: App, id: CommandId) -> Option<FormStep> {
    untrack(|| {
        let draft = app.peek(|replica, now| {
            let (order, placing) = refused(replica, id)?;
            let mut cards = replica.orders().flat_map(|o| &o.holders);
            let wished = cards
                .find(|h| Some(h.person) == placing.wish)
                .and_then(|h| h.card.get());
            let name = wished.map(|card| card.name.clone()).unwrap_or_default();
            Some(Draft::corrected(id, order, placing, name, now))
        })??;
        let setting = setting(app, &draft)?;
        leave(app);
        save(app, &draft);
        let missing = check::problems(&draft, &setting, app.now());
        Some(missing.first().map_or(FormStep::Check, |p| p.step))
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
    let command = Command::Order(OrderCommand {
        order: draft.order,
        community: setting.community.id.clone(),
        act: Act::Place(Box::new(placing)),
    });
    let parked = draft
        .supersedes
        .filter(|id| app.peek(|r, _| refused(r, *id).is_some()) == Some(true));
    let id = match parked {
        Some(parked) => app.again(parked, Some(command)),
        None => app.ask(command),
    };
    if untrack(|| app.refusal(id)).is_none() {
        app.keep(DRAFT, None);
        app.keep(ASIDE, None);
        app.keep(&place_of(&draft.item), None);
        app.dispatch(Intent::Dirty(false));
    }
    Some(id)
}
