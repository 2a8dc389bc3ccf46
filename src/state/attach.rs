//! Photos and voice notes as screens see them: what is being taken, what is shown, and what a screen can wish.

use doorstep_dom::prelude::*;
use doorstep_domain::{
    CommunityId, OrderId, Sha256,
    catalogue::Item,
    order::{Attached, Media, PHOTOS_MAX},
};

use super::{App, Intent};

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
    /// One that was not sent is not wanted.
    Remove(Sha256),
    /// One is to be seen or heard.
    Show(Of, Sha256, RwSignal<Shown>),
    /// Nobody looks at this address any more.
    Close(String),
    /// What may go to the community goes.
    Look,
}

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
