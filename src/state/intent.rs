//! What a screen can ask for. Intents are events, not state: they go out through [`super::App::dispatch`] and nothing comes back
//! but a changed state.

use doorstep_dom::prelude::RwSignal;
use doorstep_domain::{Command, CommandId};
use doorstep_replica::WhyNot;

use super::{attach::AttachWish, bundle::Bundle};
use crate::routes::Route;

/// A file that the person chooses, and where its text goes; empty when nothing could be read.
#[derive(Clone, Copy, Debug)]
pub enum FileWish {
    /// A file of text.
    Text(RwSignal<Option<String>>),
    /// A picture with QR codes: what they hold, one a line.
    Picture(RwSignal<Option<String>>),
    /// Whether this browser reads codes.
    CanScan(RwSignal<bool>),
}

/// Something the person wants.
#[derive(Clone, Debug)]
pub enum Intent {
    /// Give a command under this id.
    Ask(CommandId, Box<Command>),
    /// Try a parked command again, as it was or edited, under this fresh id.
    Again {
        /// The parked one, which it supersedes.
        parked: CommandId,
        /// The fresh id.
        id: CommandId,
        /// The edited command; none leaves it as it was.
        edited: Option<Box<Command>>,
    },
    /// Give up an unsent or parked command. With a reason it stays readable in the outbox; without one it just goes.
    Discard(CommandId, Option<WhyNot>),
    /// Sync now.
    Refresh,
    /// Show another screen.
    Go(Route),
    /// Show another screen in place of this one, so that 返回 does not come back here.
    Replace(Route),
    /// Show another screen in place of this one, which only led there: 返回 leads where it would have led from this one.
    GoOn(Route),
    /// The screen before.
    Back,
    /// Put the focus on the element with this id: after an error, or on what a summary names.
    Focus(String),
    /// A sheet opens: remember what has the focus.
    HoldFocus,
    /// It closes: what had the focus gets it back.
    GiveFocusBack,
    /// Keep a small local value (a draft, what was read) on this phone; `None` forgets it.
    Keep(String, Option<String>),
    /// A form has unsaved content: no update may interrupt it.
    Dirty(bool),
    /// Store the preferences and apply them.
    Prefs,
    /// Take the waiting new version of the app.
    Update,
    /// Fetch a bundle of screens; nothing happens when it is here or on its way.
    Fetch(Bundle),
    /// Ask the browser to keep the data (`navigator.storage.persist`).
    Persist,
    /// Show the browser's own install dialog, where there is one.
    Install,
    /// Read a file or a picture that the person chooses.
    File(FileWish),
    /// Camera, microphone, and what waits to be sent of them.
    Attach(AttachWish),
    /// Put text on the clipboard.
    Copy(String),
    /// Read a sentence aloud, where the phone can.
    Speak(String),
    /// Print the page.
    Print,
    /// A short buzz.
    Buzz,
    /// Work as another person signed in on this phone (an account slot).
    Slot(u8),
    /// Leave this device: the session ends, what was received is removed; refused while something is unsent unless forced.
    SignOut {
        /// Unsent commands may be lost; the screen has named them and asked.
        force: bool,
    },
}
