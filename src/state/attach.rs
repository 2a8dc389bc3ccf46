//! Photos and voice notes as screens see them: what is being taken, what is shown, and what a screen can wish.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    CommunityId, Entity, Instant, Key, OrderId, Sha256,
    catalogue::Item,
    order::{Attached, Attachments, Media, PHOTOS_MAX},
};
use doorstep_protocol::json;
use doorstep_replica::{BlobRow, BlobWait, Replica};

use super::{
    App, Intent,
    form::{self, Draft},
    job, orders,
};
use crate::text::{self, attach as words, outbox};

/// The order that something belongs to, or will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Of {
    /// The order.
    pub order: OrderId,
    /// Its community.
    pub community: CommunityId,
}

/// Why there is no photo or no voice note. None of it keeps anybody from ordering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The person, or the browser for them, said no to the microphone.
    Refused,
    /// This phone or browser can't.
    Missing,
    /// The file is no picture that this browser reads.
    Unreadable,
    /// It stays too large whatever is done.
    TooLarge,
    /// The phone has no room for it.
    NoRoom,
    /// Nothing was said.
    TooShort,
}

/// How the taking goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Taking {
    /// Nothing is under way.
    #[default]
    Idle,
    /// The browser asks whether the microphone may be used.
    Asking,
    /// Being recorded, for so many seconds.
    On(u16),
    /// Made small and put on disk.
    Busy,
    /// It came to nothing.
    Failed(Trouble),
}

/// What there is to see or hear of one attachment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Being looked for.
    #[default]
    Looking,
    /// An address within this page.
    Here(String),
    /// The phone that has it did not send it yet.
    Late,
    /// There is no network, and this phone does not have it.
    Offline,
    /// Nobody has it any more.
    Gone,
}

/// Something a screen wants of the camera, the microphone or the disk.
#[derive(Clone, Debug)]
pub enum AttachWish {
    /// A photo, chosen or taken, made small and kept; it is added to the list.
    Photo(Of, RwSignal<Taking>, RwSignal<Vec<Attached>>),
    /// A voice note, until [`AttachWish::Stop`] or its longest; it is added to the list.
    Record(Of, RwSignal<Taking>, RwSignal<Vec<Attached>>),
    /// What is being recorded is all.
    Stop,
    /// One of an order that was not sent is not wanted.
    Remove(OrderId, Sha256),
    /// What lies on this phone and did not reach the community.
    List(RwSignal<Vec<Unsent>>),
    /// What waits for the line goes now.
    Again,
    /// Whoever is here leaves, and knows what goes with them.
    Leave,
    /// One is to be seen or heard.
    Show(Of, Sha256, RwSignal<Shown>),
    /// Nobody looks at this address any more.
    Close(String),
    /// What may go to the community goes.
    Look,
}

/// A photo or a voice note that did not reach the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    /// The order it belongs to, or will.
    pub of: Of,
    /// What it is.
    pub what: Attached,
    /// What it is and of what, in words.
    pub about: String,
    /// Why it is still here, in words.
    pub why: String,
    /// The order is known here.
    pub ordered: bool,
    /// Nothing that was entered names it: it may go.
    pub draft: bool,
    /// It waits for the line alone.
    pub ready: bool,
}

/// What the lane says, as the screen shows it. `now` is the phone's clock.
pub fn unsent(app: App, rows: Vec<(BlobRow, BlobWait)>, now: Instant) -> Vec<Unsent> {
    let one = |(row, wait): (BlobRow, BlobWait)| {
        let media = if row.seconds > 0 { Media::Voice } else { Media::Photo };
        let about = app.peek(|r, _| about(app, r, row.order, media, now));
        let ordered = app.peek(|r, _| r.shown().get(&Key::order(row.order)).is_some()) == Some(true);
        Unsent {
            ordered,
            draft: wait == BlobWait::Draft,
            ready: wait == BlobWait::Line,
            about: about.unwrap_or_default(),
            why: why(wait, ordered, now),
            of: Of {
                order: row.order,
                community: row.community,
            },
            what: Attached {
                hash: row.hash,
                media,
                bytes: row.bytes,
                seconds: row.seconds,
            },
        }
    };
    rows.into_iter().map(one).collect()
}

fn why(wait: BlobWait, ordered: bool, now: Instant) -> String {
    match wait {
        BlobWait::Draft if ordered => words::wait_finish().to_owned(),
        BlobWait::Draft => words::wait_draft().to_owned(),
        BlobWait::Command => words::wait_command().to_owned(),
        BlobWait::Refused => words::wait_refused().to_owned(),
        BlobWait::Until(at) => words::wait_until(&text::time::moment(at, now)),
        BlobWait::Sending => words::wait_sending().to_owned(),
        BlobWait::Line => words::wait_line().to_owned(),
    }
}

/// 照片：水电小修，明天 9:00–10:00.
fn about(app: App, replica: &Replica, order: OrderId, media: Media, now: Instant) -> String {
    let what = match media {
        Media::Voice => words::voice(),
        _ => words::photos(),
    };
    if let Some(Entity::Order(order)) = replica.shown().get(&Key::order(order)) {
        let title = job::title(job::item(replica, order), true);
        return outbox::order_at(what, &title, &orders::when(order, now));
    }
    let draft = drafts(app).into_iter().find(|(_, draft)| draft.order == order);
    let item = draft.and_then(|(_, draft)| match replica.shown().get(&Key::item(&draft.item)) {
        Some(Entity::Item(item)) => Some(&**item),
        _ => None,
    });
    match item {
        Some(item) => outbox::order(what, &job::title(Some(item), true)),
        None => outbox::order(what, words::of_nothing()),
    }
}

/// The drafts on this phone, by the names they are kept under.
fn drafts(app: App) -> Vec<(String, Draft)> {
    app.kept.with_untracked(|kept| {
        let names = kept.names().filter(|name| name.starts_with(form::DRAFT));
        let read = |name: &String| Some((name.clone(), json::read(kept.get(name)?).ok()?));
        names.filter_map(read).collect()
    })
}

/// Deletes one that nothing entered names, from the phone and from the draft it was for.
pub fn drop_unsent(app: App, one: &Unsent) {
    for (name, mut draft) in drafts(app) {
        let stay = draft.attached.list().into_iter().map(|a| a.what);
        let stay: Attachments = stay.filter(|a| a.hash != one.what.hash).collect();
        if draft.order == one.of.order && draft.attached != stay {
            draft.attached = stay;
            app.keep(&name, json::write(&draft).ok());
        }
    }
    wish(app, AttachWish::Remove(one.of.order, one.what.hash.clone()));
}

/// The screen that they were for is left, and nothing was entered: they go with what was typed.
pub fn abandon(app: App, order: OrderId, list: RwSignal<Vec<Attached>>) {
    for attached in list.get_untracked() {
        wish(app, AttachWish::Remove(order, attached.hash));
    }
}

/// The name under which it is kept that the browser threw away what may not have been sent, and how many.
pub const CLEARED: &str = "cleared";

/// Asks for it.
pub fn wish(app: App, wish: AttachWish) {
    app.dispatch(Intent::Attach(wish));
}

/// Whether another photo fits beside `list`.
pub fn has_room(list: &[Attached]) -> bool {
    list.iter().filter(|a| a.media == Media::Photo).count() < PHOTOS_MAX
}

/// The item that is said and not chosen, where the community has one. Subscribes.
pub fn spoken_item(app: App) -> Option<Item> {
    app.read(|replica, _| {
        replica.shown().values().find_map(|e| match e {
            doorstep_domain::Entity::Item(i) if i.spoken && !i.hidden => Some((**i).clone()),
            _ => None,
        })
    })
    .flatten()
}
