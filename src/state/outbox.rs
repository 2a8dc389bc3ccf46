//! What has not reached the community, as sentences: what it is, why it waits, what can be done with it.

use doorstep_domain::{
    Command, CommandId, Entity, Instant, Key, Reason,
    duty::DutyCommand,
    feedback::FeedbackCommand,
    order::{Act, Answer, Channel, OrderCommand},
    person::{Consent, PersonCommand},
    time::MINUTE,
};
use doorstep_replica::{Entry, EntryState, Fate, Replica, Standing, Trouble, WhyNot};

use super::{duty, job, tray};
use crate::{
    routes::Route,
    text::{self, outbox as words},
};

/// A clock that differs by more than this from the community's is worth a word (orders.md 5).
const SKEW: i64 = 5 * MINUTE;

/// Where an unsent command stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Not on disk: only in memory.
    Unsaved,
    /// Waits for the network. The phone may already expect a refusal.
    Waits {
        /// Why it may be refused, as far as the phone knows.
        doubt: Option<Reason>,
        /// Only the server can say: an intent.
        intent: bool,
    },
    /// Sent, and no answer yet: it can't be called back.
    Sent,
    /// The community had it, and is restoring its data: it goes once more by itself.
    Again,
    /// The community has it and does it once its data is restored.
    Held,
    /// Refused, or the server failed on it (no reason).
    Refused(Option<Reason>),
}

/// Where a command can be given anew from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// This screen.
    Screen(Route),
    /// The order form, filled in with what was refused.
    Form,
    /// 代下单, filled in with what was refused.
    Intake,
}

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The command.
    pub id: CommandId,
    /// 下单：量血压，明天 9:00.
    pub sentence: String,
    /// When the person did it, by the phone's clock.
    pub made: Instant,
    /// Where it stands.
    pub stand: Stand,
    /// Where it can be given anew from.
    pub edit: Option<Edit>,
    /// The sentence with the person's own words, for copying. Nothing of anybody else.
    pub copy: String,
    /// It tells of a visit for an order that this person has lost: 待交接.
    pub stray: bool,
    /// The community has it as evidence: nothing is left to do for the person but to know it.
    pub evidence: bool,
}

impl Line {
    /// Names the line while it says the same.
    pub fn key(&self) -> (CommandId, String) {
        (self.id, format!("{:?} {} {}", self.stand, self.stray, self.evidence))
    }

    /// It waits for the person: refused, or failed.
    pub const fn is_refused(&self) -> bool {
        matches!(self.stand, Stand::Refused(_)) && !self.evidence
    }

    /// It may be given up: what was sent can't be called back.
    pub const fn may_discard(&self) -> bool {
        !matches!(self.stand, Stand::Sent | Stand::Again | Stand::Held)
    }
}

/// Every line, what needs the person first.
pub fn lines(replica: &Replica, now: Instant) -> Vec<Line> {
    let mut lines: Vec<Line> = replica.outbox().map(|entry| line(replica, entry, now)).collect();
    doorstep_domain::sort::by_key(&mut lines, |l| !l.is_refused());
    lines
}

fn line(replica: &Replica, entry: &Entry, now: Instant) -> Line {
    let sentence = tray::told(replica, entry, now);
    let own = own_words(&entry.command);
    let when = text::time::moment(entry.made, now);
    let copy = if entry.proof.is_some() {
        sentence.clone()
    } else if own.is_empty() {
        words::copied_line(&when, &sentence)
    } else {
        words::copy_words(&when, &sentence, own)
    };
    Line {
        id: entry.command_id,
        stand: stand(replica, entry),
        made: entry.made,
        edit: edit(replica, entry),
        sentence,
        copy,
        stray: tray::is_stray(replica, entry),
        evidence: tray::is_evidence(replica, entry),
    }
}

pub(super) fn item<'a>(
    replica: &'a Replica,
    code: &doorstep_domain::ItemCode,
) -> Option<&'a doorstep_domain::catalogue::Item> {
    match replica.shown().get(&Key::item(code)) {
        Some(Entity::Item(item)) => Some(item),
        _ => None,
    }
}

/// A command that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The command.
    pub id: CommandId,
    /// 下单：量血压，明天 9:00.
    pub sentence: String,
    /// 弄错了.
    pub why: &'static str,
    /// When it was given up, by the phone's clock.
    pub at: Instant,
}

/// What was given up in the last fourteen days, the latest first.
pub fn gone(replica: &Replica, now: Instant) -> Vec<Gone> {
    let mut gone: Vec<Gone> = replica
        .given_up()
        .map(|(entry, given_up)| Gone {
            id: entry.command_id,
            sentence: sentence(replica, &entry.command, now),
            why: why_not(given_up.why),
            at: given_up.at,
        })
        .collect();
    doorstep_domain::sort::by_key(&mut gone, |g| core::cmp::Reverse(g.at));
    gone
}

/// The reasons to choose from.
pub const WHY_NOT: [WhyNot; 3] = [WhyNot::ByPhone, WhyNot::Mistake, WhyNot::TooLate];

/// A reason in words.
pub fn why_not(why: WhyNot) -> &'static str {
    match why {
        WhyNot::ByPhone => words::discard_phone(),
        WhyNot::Mistake => words::discard_wrong(),
        WhyNot::TooLate => words::discard_late(),
        WhyNot::Unknown => words::discard_other(),
    }
}

fn stand(replica: &Replica, entry: &Entry) -> Stand {
    match &entry.state {
        EntryState::Parked(parked) => Stand::Refused(parked.reason.clone()),
        _ if entry.proof.is_some() => Stand::Again,
        _ if entry.held => Stand::Held,
        EntryState::Sent => Stand::Sent,
        _ if !entry.saved => Stand::Unsaved,
        _ => Stand::Waits {
            doubt: match replica.fate(entry.command_id) {
                Some(Fate::Doubtful(reason)) => Some(reason.clone()),
                _ => None,
            },
            intent: replica.fate(entry.command_id) == Some(&Fate::Provisional),
        },
    }
}

/// A command in plain words.
pub fn sentence(replica: &Replica, command: &Command, now: Instant) -> String {
    match command {
        Command::Order(command) => order(replica, command, now),
        Command::Duty(DutyCommand::CheckIn { community, station, .. }) => {
            words::check_in(&duty::station(replica, community, station))
        }
        Command::Duty(DutyCommand::CheckOut { duty: id, .. }) => match replica.shown().get(&Key::duty(*id)) {
            Some(Entity::Duty(stay)) => words::check_out(&duty::station(replica, &stay.community, &stay.station)),
            _ => words::check_out_plain().to_owned(),
        },
        Command::Person(command) => person(command).to_owned(),
        Command::Feedback(FeedbackCommand::Write { .. }) => words::feedback().to_owned(),
        Command::Feedback(FeedbackCommand::Answer { .. }) => words::feedback_answer().to_owned(),
        Command::Catalogue(_) => words::catalogue().to_owned(),
        Command::Place(_) => words::place().to_owned(),
    }
}

/// The words the person wrote in a command; empty where there are none.
pub const fn own_words(command: &Command) -> &str {
    match command {
        Command::Order(OrderCommand { act, .. }) => match act {
            Act::Place(placing) => placing.note.as_str(),
            Act::Finish(finishing) => finishing.text.as_str(),
            Act::HandBack { text, .. }
            | Act::Suspend { text, .. }
            | Act::Remark { text }
            | Act::Rate { text, .. }
            | Act::Redo { text, .. }
            | Act::Cancel { text, .. }
            | Act::Appeal { text }
            | Act::CallBack { text, .. } => text.as_str(),
            _ => "",
        },
        Command::Feedback(FeedbackCommand::Write { text, .. } | FeedbackCommand::Answer { text, .. }) => text.as_str(),
        _ => "",
    }
}

fn edit(replica: &Replica, entry: &Entry) -> Option<Edit> {
    let screen = match &entry.command {
        Command::Order(OrderCommand { order, act, .. }) => match act {
            Act::Place(_) if entry.parked().is_none() => return None,
            Act::Place(placing) if !matches!(placing.channel, Channel::App | Channel::Proxy) => {
                return Some(Edit::Intake);
            }
            Act::Place(placing) => {
                let theirs = match replica.shown().get(&Key::person(placing.resident)) {
                    Some(Entity::Person(p)) => p.id == replica.person() || p.has_proxy(replica.person()),
                    _ => false,
                };
                return theirs.then_some(Edit::Form);
            }
            Act::Finish(_) => Some(Route::Finish(*order)),
            Act::Rate { .. } => Some(Route::Rate(*order)),
            _ => Some(Route::Order(*order)),
        },
        Command::Duty(_) => Some(Route::Duty),
        Command::Feedback(_) => Some(Route::Feedback),
        Command::Person(_) | Command::Catalogue(_) | Command::Place(_) => None,
    };
    screen.map(Edit::Screen)
}

/// 下单：量血压，明天 9:00–10:00.
fn order(replica: &Replica, command: &OrderCommand, now: Instant) -> String {
    let shown = match replica.shown().get(&Key::order(command.order)) {
        Some(Entity::Order(order)) => Some(&**order),
        _ => None,
    };
    let (item, slot) = match (&command.act, shown) {
        (_, Some(order)) if order.spoken => (Some(&order.item), None),
        (Act::Place(placing), _) => (Some(&placing.item), Some(placing.slot)),
        (_, Some(order)) => (Some(&order.item), Some(order.slot)),
        _ => (None, None),
    };
    let inside = matches!(command.act, Act::Place(_)) || shown.is_some_and(|o| !o.resident.is_hidden());
    let item = item.and_then(|code| self::item(replica, code));
    let title = job::title(item, inside);
    match slot {
        Some(slot) => words::order_at(act(&command.act), &title, &text::time::slot(&slot, now)),
        None => words::order(act(&command.act), &title),
    }
}

/// What an act is called: its button, where it has one.
pub fn act(act: &Act) -> &'static str {
    use text::{job as j, order as o};
    match act {
        Act::Place(_) => o::place(),
        Act::Accept { .. } | Act::AnswerOffer { answer: Answer::Yes } => o::accept(),
        Act::AnswerTransfer { answer: Answer::Yes } => j::take_over(),
        Act::AnswerOffer { .. } | Act::AnswerTransfer { .. } => words::said_no(),
        Act::LeaveStandby => j::leave_standby(),
        Act::HandBack { .. } => o::hand_back(),
        Act::Transfer { .. } => o::transfer(),
        Act::Called => words::called(),
        Act::Look | Act::Reveal { .. } => words::looked(),
        Act::Depart => o::depart(),
        Act::Arrive => o::arrive(),
        Act::Suspend { .. } => j::suspend(),
        Act::Resume => j::resume(),
        Act::Finish(_) => o::finish(),
        Act::AskSlot { .. } | Act::AnswerSlot { .. } | Act::MoveSlot { .. } => o::move_slot(),
        Act::Confirm => o::confirm(),
        Act::Rate { .. } => o::rate(),
        Act::Redo { .. } => o::redo(),
        Act::Cancel { .. } => o::cancel(),
        Act::Urge => o::urge(),
        Act::StillHere => j::still_here(),
        Act::Remark { .. } => words::remark(),
        Act::Appeal { .. } => words::appeal(),
        Act::Open => words::open(),
        Act::Fill { .. } => words::fill(),
        Act::Decline { .. } => words::decline(),
        Act::Refer { .. } | Act::EndReferral { .. } => words::refer(),
        Act::ProposeReferral { .. } => j::refer(),
        Act::Offer { .. } => words::offer(),
        Act::Release { .. } => words::release(),
        Act::Settle { .. } => words::settle(),
        Act::Link { .. } => words::link(),
        Act::CallBack { .. } => words::call_back(),
    }
}

fn person(command: &PersonCommand) -> &'static str {
    match command {
        PersonCommand::Register(_) => words::register(),
        PersonCommand::Correct { .. } => words::correct(),
        PersonCommand::Empower { .. } => words::empower(),
        PersonCommand::Consent {
            purpose,
            version: Some(_),
            ..
        } => match purpose {
            Consent::Notice => words::consent_notice(),
            Consent::Health => words::consent_health(),
        },
        PersonCommand::Consent { .. } => words::consent_back(),
        PersonCommand::AllowProxy { .. } => words::proxy(),
        PersonCommand::EndProxy { .. } => words::proxy_end(),
    }
}

/// What stands over the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Nothing waits.
    Fine,
    /// No network; so many wait.
    Offline(usize),
    /// The community's machine has no room.
    Full,
    /// It is starting.
    Starting,
    /// They are on their way.
    Sending,
    /// So many were refused.
    Refused(usize),
    /// The session ended.
    SignIn,
    /// The app is too old.
    Upgrade,
}

/// Why things wait, the gravest reason first.
pub fn head(replica: &Replica) -> Head {
    let parked = replica.outbox().filter(|e| e.parked().is_some());
    let (evidence, refused): (Vec<&Entry>, Vec<&Entry>) = parked.partition(|e| tray::is_evidence(replica, e));
    let refused = refused.len();
    let unsent = replica.outbox().count() - refused - evidence.len();
    let link = replica.link();
    match link.standing {
        Standing::Reauth | Standing::Revoked => Head::SignIn,
        Standing::Upgrade => Head::Upgrade,
        Standing::Fine if refused > 0 => Head::Refused(refused),
        Standing::Fine if link.trouble == Some(Trouble::Full) => Head::Full,
        Standing::Fine if link.trouble == Some(Trouble::Starting) => Head::Starting,
        Standing::Fine if unsent > 0 && !link.online => Head::Offline(unsent),
        Standing::Fine if unsent > 0 => Head::Sending,
        Standing::Fine => Head::Fine,
    }
}

/// How far the phone's clock is off, in whole minutes, where that is worth a word: positive when it is behind.
pub fn clock_off(replica: &Replica) -> Option<i64> {
    replica
        .skew()
        .filter(|skew| skew.abs() > SKEW)
        .map(|skew| skew / MINUTE)
}

/// In how many seconds the phone tries again, when it waits.
pub fn tries_in(replica: &Replica, now: Instant) -> Option<i64> {
    let unsent = replica.outbox().any(Entry::is_unsent);
    let at = replica.link().tries_at(now, true).filter(|_| unsent)?;
    Some((at.since(now) / 1000).max(1))
}

#[cfg(test)]
#[path = "outbox_tests.rs"]
mod tests;
