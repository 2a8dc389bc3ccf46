//! How a service ended: the finish and how it is vouched for, the rating, and what happens when two say they did it.

use serde::{Deserialize, Serialize};

use super::signature::Signature;
use crate::{ids::PersonId, seen::Seen, time::Instant};

/// How the service ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 办好了.
    Solved,
    /// 办了一部分.
    Partly,
    /// 没办成.
    Unsolved,
}

/// How the finish was vouched for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// None: 未核对, sampled for call-back.
    Unchecked,
    /// A code was given; the server has not judged it yet.
    Claimed,
    /// The code was right.
    Code,
    /// The code was wrong: 凭证待核.
    Mismatch,
    /// A signature was drawn. That it was says nothing about the drawing, which is seen by fewer and gone earlier.
    Signature,
}

/// The finish of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finish {
    /// Who finished.
    pub by: PersonId,
    /// When the server learned of it.
    pub at: Instant,
    /// When the person says it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Instant>,
    /// How it ended.
    pub outcome: Outcome,
    /// How it is vouched for.
    pub proof: Proof,
    /// The drawing, where there was one.
    #[serde(default, skip_serializing_if = "Seen::is_hidden")]
    pub signature: Seen<Signature>,
    /// Money laid out and settled in cash between the two, in yuan.
    #[serde(default)]
    pub laid_out: u32,
}

/// The face the resident chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Satisfaction {
    /// 满意.
    Good,
    /// 基本满意.
    Fair,
    /// 不满意.
    Poor,
}

/// The resident's rating (评价).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// The face.
    pub face: Satisfaction,
    /// One to five stars; 0 when not given.
    #[serde(default)]
    pub stars: u8,
    /// Chosen words (准时, 态度好, …), by stable code.
    #[serde(default)]
    pub tags: Vec<String>,
    /// When.
    pub at: Instant,
}

/// Two people say they did it; the desk picks. Never shown to residents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contest {
    /// The one who is not the holder.
    pub other: PersonId,
    /// Their finish; none when they only say that they had begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Finish>,
    /// The desk decided.
    #[serde(default)]
    pub settled: bool,
}
