//! One command in the outbox.

use doorstep_domain::{
    ClientId, Command, CommandId, Instant, ItemCode, Reason, Slot,
    order::{Act, OrderCommand},
};
use doorstep_protocol::Receipt;
use serde::{Deserialize, Serialize};

/// A command the person gave, and where it is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The idempotency key; stays through every retry and renewal.
    pub command_id: CommandId,
    /// What the person asked.
    pub command: Command,
    /// The phone's clock when they did.
    pub made: Instant,
    /// The refused command this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<CommandId>,
    /// Where it is.
    pub state: EntryState,
    /// The client and number it was first sent under; given at first send, saved before sending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_as: Option<(ClientId, u64)>,
    /// What the order was when the person did it: the phone may be shown nothing of it any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// The server once said that it is done, and has lost it since in a restore: this goes along when it goes again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Receipt>,
    /// The server has it and answers later. Not stored: after a start it is asked at once.
    #[serde(skip)]
    pub held: bool,
    /// The start of the server that gave or confirmed its receipt. Not stored: after a start of the app it is asked once more.
    #[serde(skip)]
    pub answered_by: Option<String>,
    /// The server took its id for another command's, under a client that was fresh. Not stored.
    #[serde(skip)]
    pub forked: bool,
    /// It is on disk. Not stored: what is read from disk is on disk.
    #[serde(skip)]
    pub saved: bool,
}

/// What an entry remembers of its order. Nothing of anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Its number; empty before the community gave one.
    pub number: String,
    /// What was ordered.
    pub item: ItemCode,
    /// For when.
    pub slot: Slot,
}

/// Where a command is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Waits for the network.
    Queued,
    /// Sent; whether the server has it is unknown.
    Sent,
    /// The server judged it in favour; the cursor has not reached it yet.
    Acknowledged(Receipt),
    /// The cursor has passed it. Kept for fourteen days, should the server lose it in a restore.
    Settled(Receipt),
    /// Refused or failed; waits for the person.
    Parked(Parked),
    /// The person gave it up. Readable for fourteen days, and never sent.
    GivenUp(GivenUp),
}

/// Why a command waits for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// The server's reason; none when the server failed on it and staff will look.
    pub reason: Option<Reason>,
    /// When the phone learned of it, by its own clock.
    pub at: Instant,
}

/// A command that was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenUp {
    /// Why, as the person said.
    pub why: WhyNot,
    /// When, by the phone's clock.
    pub at: Instant,
}

/// Why somebody gives a command up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    /// 已经打电话办了.
    ByPhone,
    /// 弄错了.
    Mistake,
    /// 已经过时.
    TooLate,
    /// A reason this build does not know.
    #[serde(other)]
    Unknown,
}

impl Entry {
    /// Moves it to `state`. Where the phone keeps it only to look back, or in case the server loses it, what somebody drew on it goes:
    /// the community has it, or nobody shall. After a restore such a finish counts as unchecked, and is still a finish.
    pub(crate) fn becomes(&mut self, state: EntryState) {
        let over = matches!(state, EntryState::Settled(_) | EntryState::GivenUp(_));
        self.state = state;
        self.proof = None;
        if let Command::Order(OrderCommand {
            act: Act::Finish(finishing),
            ..
        }) = &mut self.command
            && over
        {
            finishing.signature = None;
        }
    }

    /// On its way: its effect is not in the confirmed state.
    pub const fn is_pending(&self) -> bool {
        matches!(
            self.state,
            EntryState::Queued | EntryState::Sent | EntryState::Acknowledged(_)
        )
    }

    /// No receipt yet: losing it now would lose something.
    pub const fn is_unsent(&self) -> bool {
        matches!(self.state, EntryState::Queued | EntryState::Sent)
    }

    /// Has no receipt, is on disk, and nobody said to wait: it may go out.
    pub(crate) const fn is_ready(&self) -> bool {
        self.is_unsent() && self.saved && !self.held
    }

    /// The server may have lost it in a restore: goes again, with the receipt that proves it was done.
    pub(crate) fn go_again(&mut self) {
        if let Some(receipt) = self.receipt() {
            self.proof = Some(receipt.clone());
        }
        self.state = EntryState::Sent;
        self.held = false;
    }

    /// Waits for the person.
    pub const fn parked(&self) -> Option<&Parked> {
        if let EntryState::Parked(parked) = &self.state {
            Some(parked)
        } else {
            None
        }
    }

    /// It says that somebody was at a door, or on the way there.
    pub const fn is_proof(&self) -> bool {
        matches!(&self.command, Command::Order(order) if matches!(order.act, Act::Depart | Act::Arrive | Act::Finish(_)))
    }

    /// Given up by the person.
    pub const fn given_up(&self) -> Option<&GivenUp> {
        if let EntryState::GivenUp(given_up) = &self.state {
            Some(given_up)
        } else {
            None
        }
    }

    /// The receipt, if there is one.
    pub const fn receipt(&self) -> Option<&Receipt> {
        match &self.state {
            EntryState::Acknowledged(receipt) | EntryState::Settled(receipt) => Some(receipt),
            EntryState::Queued | EntryState::Sent | EntryState::Parked(_) | EntryState::GivenUp(_) => None,
        }
    }
}
