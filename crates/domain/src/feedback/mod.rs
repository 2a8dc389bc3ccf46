//! 投诉建议: a remark to the community, open to every role, answered by the desk.
//!
//! The text and the answer are personal fields. Deadlines, call-backs and rates belong to 接诉即办, which is its own aggregate.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    actor::Actor,
    entity::{Fact, Key},
    ids::{CommunityId, FeedbackId, PersonId},
    reason::{Code, Field},
    scope::Scope,
    seen::Seen,
    text,
    time::Instant,
    world::{Ctx, Lookup, Need, Stop, World, ensure},
};

/// A remark and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// Its id, made by the phone.
    pub id: FeedbackId,
    /// The community it goes to.
    pub community: CommunityId,
    /// Who wrote it.
    pub by: PersonId,
    /// What they wrote.
    #[serde(default)]
    pub text: Seen<String>,
    /// When the server received it.
    pub at: Instant,
    /// What the desk answered.
    #[serde(default)]
    pub answer: Seen<String>,
    /// When it answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Instant>,
}

/// What somebody asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackCommand {
    /// Writes a remark.
    Write {
        /// New id.
        feedback: FeedbackId,
        /// To which community.
        community: CommunityId,
        /// The text, 1–500 characters.
        text: String,
    },
    /// Answers it: the desk, once.
    Answer {
        /// Which.
        feedback: FeedbackId,
        /// Its community.
        community: CommunityId,
        /// The answer, 1–500 characters.
        text: String,
    },
}

impl FeedbackCommand {
    /// The remark it is about.
    pub const fn feedback(&self) -> FeedbackId {
        match self {
            Self::Write { feedback, .. } | Self::Answer { feedback, .. } => *feedback,
        }
    }

    /// The community it goes to.
    pub const fn community(&self) -> &CommunityId {
        match self {
            Self::Write { community, .. } | Self::Answer { community, .. } => community,
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackFact {
    /// A remark was written.
    Written(Feedback),
    /// It was answered.
    Answered {
        /// The answer.
        #[serde(default)]
        text: Seen<String>,
        /// When.
        at: Instant,
    },
}

/// What deciding `command` reads.
pub fn needs(command: &FeedbackCommand) -> Vec<Need> {
    vec![
        Need::Entity(Key::feedback(command.feedback())),
        Need::Entity(Key::community(command.community())),
    ]
}

/// Decides a remark or an answer.
///
/// # Errors
/// A refusal when the text is missing or too long, or the actor may not answer.
pub fn decide(world: &dyn World, ctx: Ctx<'_>, command: &FeedbackCommand) -> Result<Vec<(Key, Fact)>, Stop> {
    let fact = match command {
        FeedbackCommand::Write {
            feedback,
            community,
            text,
        } => {
            world.community(community).required()?;
            ensure(
                !matches!(world.feedback(*feedback), Lookup::Known(_)),
                Code::AlreadyExists,
            )?;
            FeedbackFact::Written(Feedback {
                id: *feedback,
                community: community.clone(),
                by: ctx.actor.person,
                text: Seen::known(text::required(text, text::REMARK_MAX, Field::Remark)?),
                at: ctx.now,
                answer: Seen::hidden(),
                answered: None,
            })
        }
        FeedbackCommand::Answer {
            feedback,
            community,
            text,
        } => {
            let remark = world.feedback(*feedback).required()?;
            ensure(remark.community == *community, Code::NotFound)?;
            ensure(ctx.actor.is_desk(&remark.community), Code::NotAllowed)?;
            ensure(remark.answered.is_none(), Code::WrongState)?;
            FeedbackFact::Answered {
                text: Seen::known(text::required(text, text::REMARK_MAX, Field::Remark)?),
                at: ctx.now,
            }
        }
    };
    Ok(vec![(Key::feedback(command.feedback()), Fact::Feedback(fact))])
}

/// The remark that `fact` creates, if it creates one.
pub fn create(fact: &FeedbackFact) -> Option<Feedback> {
    match fact {
        FeedbackFact::Written(feedback) => Some(feedback.clone()),
        FeedbackFact::Answered { .. } => None,
    }
}

/// Applies `fact`.
pub fn apply(feedback: &mut Feedback, fact: &FeedbackFact) {
    match fact {
        FeedbackFact::Written(new) => *feedback = new.clone(),
        FeedbackFact::Answered { text, at } => {
            feedback.answer = text.clone();
            feedback.answered = Some(*at);
        }
    }
}

/// The writer and the desk see a remark.
pub fn view(feedback: &Feedback, actor: &Actor) -> Option<Feedback> {
    (feedback.by == actor.person || actor.is_desk(&feedback.community)).then(|| feedback.clone())
}

/// The scopes under which a remark is indexed.
pub fn audience(feedback: &Feedback) -> BTreeSet<Scope> {
    BTreeSet::from([Scope::Person(feedback.by), Scope::Desk(feedback.community.clone())])
}
