//! What only works with the network, and says so on its button: sign-in, reveal, devices, cards.

use std::{future::Future, pin::Pin, rc::Rc};

use doorstep_domain::PersonId;
use doorstep_protocol::session::{
    Card, CardRequest, CardSignIn, DemoEnter, Device, PasswordSignIn, RevealRequest, Revealed, SessionError, SetUp,
    SignedIn, Transfer,
};

/// A call that needs the network.
#[derive(Clone, Debug)]
pub enum OnlineCall {
    /// Sign in with a printed card or a transfer code.
    Card(CardSignIn),
    /// Staff sign-in.
    Password(PasswordSignIn),
    /// First set-up.
    SetUp(SetUp),
    /// Become a demo person.
    Demo(DemoEnter),
    /// Put the demo back to its start.
    DemoReset,
    /// The devices of this person.
    Devices,
    /// Sign another device out.
    EndDevice(String),
    /// A code for another browser.
    Transfer,
    /// Print a card for a person.
    IssueCard(CardRequest),
    /// Invite somebody who works at a desk to choose an account and a password.
    Invite(CardRequest),
    /// Look at the contacts of an order, on record.
    Reveal(RevealRequest),
    /// A call that is written and read by the screen it is for, so that its messages travel with that screen. With a body it is a POST.
    Plain(Plain, Option<String>),
}

/// A call whose messages the shell does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Hand over what a colleague could not send.
    HandOver,
    /// What the desk has as evidence.
    Evidence,
    /// The content of one piece, on record.
    ReadEvidence,
}

/// Its answer.
#[derive(Clone, Debug)]
pub enum OnlineReply {
    /// Signed in; the shell has switched to this person already.
    SignedIn(SignedIn),
    /// The device list.
    Devices(Vec<Device>),
    /// A transfer code, or an invitation.
    Transfer(Transfer),
    /// A card to print.
    Card(Card),
    /// Contacts.
    Revealed(Revealed),
    /// The text of the answer to a plain call.
    Text(String),
    /// Done, nothing to show.
    Done,
}

/// Why it did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnlineFault {
    /// No network, or the server can't be reached.
    Offline,
    /// The server refused.
    Refused(SessionError),
    /// Anything else; trying again may help.
    Other,
}

/// A running call.
pub type Running = Pin<Box<dyn Future<Output = Result<OnlineReply, OnlineFault>>>>;

/// The line for such calls. The shell provides it.
#[derive(Clone)]
pub struct Online(Rc<dyn Fn(OnlineCall) -> Running>);

impl core::fmt::Debug for Online {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Online")
    }
}

impl Online {
    /// A line that runs calls with `run`.
    pub fn new(run: impl Fn(OnlineCall) -> Running + 'static) -> Self {
        Self(Rc::new(run))
    }

    /// Starts a call.
    pub fn call(&self, call: OnlineCall) -> Running {
        (self.0)(call)
    }
}

/// A person signed in on this phone, for choosing between slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotPerson {
    /// The slot.
    pub slot: u8,
    /// Who.
    pub person: PersonId,
    /// By name.
    pub name: String,
}
