//! The sync bar: one line that tells the truth.

use doorstep_domain::Instant;
use doorstep_replica::{Replica, Standing, Trouble};

use super::tray;
use crate::text;

/// How the line to the community stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing leaves, for want of a network or because of the community's machine: grey, never red.
    Offline,
    /// Something is on its way.
    Sending,
    /// Something needs the person.
    Attention,
    /// Nothing to do.
    Fine,
}

/// The bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// How it looks.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// How many commands are not with the community.
    pub unsent: usize,
}

/// What the bar says at `now` (phone clock).
pub fn bar(replica: &Replica, now: Instant) -> Bar {
    let unsent = replica.outbox().count();
    // What the staff has as evidence has arrived: it waits to be read, and nothing failed.
    let (mut parked, mut waiting) = (false, false);
    for entry in replica.outbox().filter(|e| !tray::is_evidence(replica, e)) {
        parked |= entry.parked().is_some();
        waiting = true;
    }
    let link = replica.link();
    let (tone, text) = match link.standing {
        _ if replica.disk_failed() => (Tone::Attention, text::common::sync_disk().to_owned()),
        Standing::Reauth | Standing::Revoked => (Tone::Attention, text::common::sync_reauth().to_owned()),
        Standing::Upgrade => (Tone::Attention, text::common::sync_upgrade().to_owned()),
        Standing::Fine if parked => (Tone::Attention, text::common::sync_attention().to_owned()),
        // Also where nothing waits: what is written next will, and the desk can have room made.
        Standing::Fine if link.trouble == Some(Trouble::Full) => (Tone::Offline, text::common::sync_full().to_owned()),
        Standing::Fine if link.trouble.is_some() => (Tone::Offline, text::common::sync_starting().to_owned()),
        Standing::Fine if !link.online && !link.pulling && !link.pushing => {
            (Tone::Offline, text::common::sync_offline().to_owned())
        }
        Standing::Fine if waiting => (Tone::Sending, text::common::sync_sending().to_owned()),
        // Nothing but evidence is left, which the staff has.
        Standing::Fine if unsent > 0 => (Tone::Fine, text::common::sync_tray().to_owned()),
        Standing::Fine => (Tone::Fine, checked(replica, now)),
    };
    Bar { tone, text, unsent }
}

/// Whether the session is over: what is here stays, and waits for a new sign-in.
pub fn needs_sign_in(replica: &Replica, _now: Instant) -> bool {
    matches!(replica.link().standing, Standing::Reauth | Standing::Revoked)
}

/// Whether the last call reached the community: what needs the network is offered then.
pub fn is_online(replica: &Replica, _now: Instant) -> bool {
    replica.link().online
}

fn checked(replica: &Replica, now: Instant) -> String {
    match replica.synced() {
        Some(at) => text::common::sync_ok(&text::time::ago(at, now)),
        None => text::common::sync_never().to_owned(),
    }
}
