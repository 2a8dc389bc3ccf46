//! Another way to the community: what this phone could not send, as a file or as codes, and what a colleague's phone reads of them.

use doorstep_domain::{Command, CommandId, Entity, Instant, Key, PersonId, order::OrderCommand};
use doorstep_protocol::{
    handover::{HandedOver, PARCEL, Parcel, ReadEvidence},
    json,
};
use doorstep_replica::Replica;

use super::{OnlineCall, OnlineFault, OnlineReply, Plain, outbox};
use crate::text::{self, handover as words};

/// Bytes of one code: more makes squares that a cheap camera can't tell apart.
const PIECE: usize = 240;
/// Begins every code, so that nobody's card is taken for one.
const MARK: &str = "DS1";

/// Everything in the outbox as the text of a file; none when it is empty.
pub fn file(replica: &Replica, now: Instant) -> Option<String> {
    let parcel = replica.parcel(now);
    if parcel.entries.is_empty() {
        return None;
    }
    json::write(&parcel).ok()
}

/// What the file is called. It names nobody.
pub fn file_name(now: Instant) -> String {
    let (day, minute) = (now.day(), now.minute());
    let (_, month, date) = day.civil();
    format!("doorstep-{month:02}{date:02}-{:02}{:02}.json", minute / 60, minute % 60)
}

/// A text as one code or several: `DS1 2/3 1f00c0de …`.
pub fn codes(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, more) = rest.split_at(end);
        pieces.push(piece);
        rest = more;
    }
    let (of, sum) = (pieces.len(), checksum(text));
    let numbered = pieces.into_iter().enumerate();
    numbered
        .map(|(at, piece)| format!("{MARK} {}/{of} {sum:08x} {piece}", at + 1))
        .collect()
}

/// FNV-1a: tells the pieces of one text from those of another. It keeps nobody out.
fn checksum(text: &str) -> u32 {
    let step = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, step)
}

/// The pieces that were read so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    sum: u32,
    read: Vec<Option<String>>,
}

/// What reading one more came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// All of it is here.
    Whole(Box<Parcel>),
    /// So many codes of so many were read.
    Waits(usize, usize),
    /// It is nothing of ours, or of a form this build can't read.
    Strange,
}

impl Pieces {
    /// Reads one code, several one after another, or the text of a file.
    pub fn add(&mut self, text: &str) -> Read {
        let text = text.trim_start_matches('\u{feff}').trim();
        if !text.starts_with(MARK) {
            return parcel(text);
        }
        let mut last = Read::Strange;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            last = self.piece(line).unwrap_or(Read::Strange);
        }
        last
    }

    fn piece(&mut self, line: &str) -> Option<Read> {
        let mut parts = line.splitn(4, ' ');
        if parts.next()? != MARK {
            return None;
        }
        let (at, of) = parts.next()?.split_once('/')?;
        let (at, of): (usize, usize) = (at.parse().ok()?, of.parse().ok()?);
        let sum = u32::from_str_radix(parts.next()?, 16).ok()?;
        let piece = parts.next()?;
        if at == 0 || at > of || of > 999 {
            return None;
        }
        if self.sum != sum || self.read.len() != of {
            // Of another parcel: whoever scans it means that one.
            self.sum = sum;
            self.read = vec![None; of];
        }
        self.read[at - 1] = Some(piece.to_owned());
        let have = self.read.iter().flatten().count();
        if have < of {
            return Some(Read::Waits(have, of));
        }
        let whole: String = self.read.iter().flatten().map(String::as_str).collect();
        Some(if checksum(&whole) == sum {
            parcel(&whole)
        } else {
            Read::Strange
        })
    }
}

fn parcel(text: &str) -> Read {
    match json::read::<Parcel>(text) {
        Ok(parcel) if parcel.parcel == PARCEL => Read::Whole(Box::new(parcel)),
        _ => Read::Strange,
    }
}

/// What a colleague sees of a parcel before it is handed over: what was done and when, nothing of the words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Whose it is, where this phone knows them.
    pub author: Option<String>,
    /// This person's own: it goes out by itself.
    pub own: bool,
    /// 办完了 · 今天 9:41, one a command.
    pub lines: Vec<String>,
}

/// A parcel for whoever carries it.
pub fn carried(replica: &Replica, parcel: &Parcel, now: Instant) -> Carried {
    let line = |envelope: &doorstep_protocol::Envelope| {
        let what = json::read::<Command>(envelope.body.get()).map_or(words::something(), |command| kind(&command));
        words::line(what, &text::time::moment(envelope.claimed(), now))
    };
    Carried {
        author: name(replica, parcel.author),
        own: parcel.author == replica.person(),
        lines: parcel.entries.iter().map(line).collect(),
    }
}

fn name(replica: &Replica, person: PersonId) -> Option<String> {
    match replica.shown().get(&Key::person(person)) {
        Some(Entity::Person(person)) => person.profile.name.get().cloned(),
        _ => None,
    }
}

fn kind(command: &Command) -> &'static str {
    match command {
        Command::Order(OrderCommand { act, .. }) => outbox::act(act),
        Command::Duty(_) => words::duty(),
        _ => words::something(),
    }
}

/// A kind of command by the name the server gives it, such as `finish` or `duty.check_in`.
pub fn named(what: &str) -> &'static str {
    use text::{job, order};
    match what {
        "depart" => order::depart(),
        "arrive" => order::arrive(),
        "finish" => order::finish(),
        "accept" => order::accept(),
        "place" => order::place(),
        "hand_back" => order::hand_back(),
        "transfer" => order::transfer(),
        "confirm" => order::confirm(),
        "rate" => order::rate(),
        "cancel" => order::cancel(),
        "suspend" => job::suspend(),
        "resume" => job::resume(),
        "remark" => text::outbox::remark(),
        "called" => text::outbox::called(),
        "duty.check_in" | "duty.check_out" => words::duty(),
        _ => words::something(),
    }
}

/// How a parcel that the community took is told.
pub fn done(done: HandedOver) -> Vec<String> {
    let said = [
        (done.kept, words::kept as fn(u32) -> String),
        (done.known, words::known),
        (done.arrived, words::arrived),
    ];
    let told: Vec<_> = said
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, say)| say(n))
        .collect();
    if told.is_empty() {
        vec![words::nothing().to_owned()]
    } else {
        told
    }
}

/// The call that hands a parcel over; none when it can't be written.
pub fn hand_in(parcel: &Parcel) -> Option<OnlineCall> {
    Some(OnlineCall::Plain(Plain::HandOver, Some(json::write(parcel).ok()?)))
}

/// The call for what the desk has as evidence.
pub const fn list() -> OnlineCall {
    OnlineCall::Plain(Plain::Evidence, None)
}

/// The call for the content of one piece, on record.
pub fn read(command_id: CommandId) -> Option<OnlineCall> {
    let body = json::write(&ReadEvidence { command_id }).ok()?;
    Some(OnlineCall::Plain(Plain::ReadEvidence, Some(body)))
}

/// What such a call was answered, or why it was not, in words.
pub fn answered<T: serde::de::DeserializeOwned>(answer: Result<OnlineReply, OnlineFault>) -> Result<T, &'static str> {
    match answer {
        Ok(OnlineReply::Text(text)) => json::read(&text).map_err(|_| text::common::unexpected()),
        Ok(_) => Err(text::common::unexpected()),
        Err(fault) => Err(trouble(&fault)),
    }
}

/// Why it was not taken.
fn trouble(fault: &OnlineFault) -> &'static str {
    match fault {
        OnlineFault::Offline => text::common::online_only(),
        OnlineFault::Refused(error) if error.error == doorstep_protocol::session::SessionFault::Forbidden => {
            words::forbidden()
        }
        _ => text::common::unexpected(),
    }
}

/// The content of a piece of evidence for the desk, line by line.
pub fn content(envelope: &doorstep_protocol::Envelope) -> Vec<(&'static str, String)> {
    use doorstep_domain::order::Act;
    let Ok(command) = json::read::<Command>(envelope.body.get()) else {
        return vec![(words::raw(), envelope.body.get().to_owned())];
    };
    let mut lines = Vec::new();
    if let Command::Order(OrderCommand {
        act: Act::Finish(finishing),
        ..
    }) = &command
    {
        lines.push((words::outcome(), text::order::outcome(finishing.outcome).to_owned()));
        let proof = match (&finishing.code, &finishing.signature) {
            (Some(code), _) => words::proof_code(code),
            (None, Some(_)) => words::proof_signature().to_owned(),
            (None, None) => words::proof_none().to_owned(),
        };
        lines.push((words::proof(), proof));
    }
    let own = outbox::own_words(&command);
    if !own.is_empty() {
        lines.push((words::own_words(), own.to_owned()));
    }
    if lines.is_empty() {
        lines.push((words::own_words(), words::no_words().to_owned()));
    }
    lines
}

#[cfg(test)]
#[path = "handover_tests.rs"]
mod tests;
