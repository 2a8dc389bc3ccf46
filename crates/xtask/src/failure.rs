//! What went wrong, in one sentence for the person at the terminal.
//!
//! The workshop has no caller that could react to a kind of error, so a sentence is all there is.

use std::{fmt, io};

/// A sentence that says what failed and, where it is known, what to do about it.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// The result of every verb and of every step of one.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// Puts what was being done before the sentence.
    pub(crate) fn during(self, what: &str) -> Self {
        Self(format!("{what}: {}", self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Failure {
    fn from(sentence: String) -> Self {
        Self(sentence)
    }
}

impl From<&str> for Failure {
    fn from(sentence: &str) -> Self {
        Self(sentence.to_owned())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}
