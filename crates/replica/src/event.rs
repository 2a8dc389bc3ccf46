//! What can happen to a replica. Chance and time come in with it.

use doorstep_domain::{ClientId, Command, CommandId, Instant};
use doorstep_protocol::{PullReply, PushReply};

use crate::{
    entry::{Entry, WhyNot},
    link::Line,
    stored::{ConfirmedMeta, OutboxMeta},
};

/// Something happened.
#[derive(Debug)]
pub enum Event {
    /// The person did something.
    Ask {
        /// What.
        command: Box<Command>,
        /// A fresh id.
        command_id: CommandId,
    },
    /// The person tries a parked command again, as it was or edited: a new command that supersedes it.
    Again {
        /// The parked one.
        parked: CommandId,
        /// A fresh id.
        command_id: CommandId,
        /// The edited command; none leaves it as it was.
        edited: Option<Box<Command>>,
    },
    /// The person gives up an unsent or parked command.
    Discard {
        /// Which.
        command_id: CommandId,
        /// The reason they chose, which is kept with it. Without one it just goes: an intent that is withdrawn, an answer that
        /// was read.
        why: Option<WhyNot>,
    },
    /// The disk has what the ticket asked for.
    OutboxSaved {
        /// From [`crate::Effect::SaveOutbox`].
        ticket: u64,
    },
    /// The disk refused it (full, lost).
    OutboxFailed {
        /// From [`crate::Effect::SaveOutbox`].
        ticket: u64,
    },
    /// The disk refused what [`crate::Effect::SaveConfirmed`] asked for.
    ConfirmedFailed,
    /// The browser closed the storage, and may have thrown away what was there.
    DiskLost,
    /// The server answered a push, or did not.
    Pushed(Result<PushReply, Failure>),
    /// The server answered a pull, or did not.
    Pulled(Result<PullReply, Failure>),
    /// The feed says there is news.
    News,
    /// The network may be back: the browser says so, the page became visible, or the person pulled to refresh.
    Nudge,
    /// The network is gone, says the browser. A hint only.
    Lost,
    /// A moment asked for by [`crate::Effect::Wake`] has come.
    Tick,
    /// A fresh client id, asked for by [`crate::Effect::NewClient`].
    Client(ClientId),
    /// This tab holds the sender's lock, or lost it.
    Leader(bool),
    /// What stands beside the outbox on disk, read when this tab takes over from another one: the numbers go on from there.
    MetaSeen(Box<OutboxMeta>),
    /// Another tab wrote these entries.
    OutboxSeen(Vec<Entry>),
    /// Another tab removed this entry.
    OutboxGone(CommandId),
    /// Another tab took over a newer confirmed state.
    ConfirmedSeen(Vec<doorstep_domain::Entity>, Box<ConfirmedMeta>),
    /// The tab that sends says how the line stands.
    LineSeen(Line),
    /// The person signed in again.
    SignedIn,
}

/// Why a call to the server gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No network, a timeout, a captive portal, a server that is not well: try again later.
    Unreachable,
    /// Too much at once: not before this moment (device clock).
    Busy {
        /// When to try again.
        until: Instant,
    },
    /// The server has no room to write: it reads on, and takes commands again from this moment at the earliest (device clock).
    Full {
        /// When to try again.
        until: Instant,
    },
    /// The server is starting: not before this moment (device clock).
    Starting {
        /// When to try again.
        until: Instant,
    },
    /// No session, or one of another person: everything is kept until they sign in.
    Reauth,
    /// This device was signed out on purpose.
    Revoked,
    /// The message was too large: send fewer at once.
    TooLarge,
    /// The server does not understand this build.
    Upgrade,
}
