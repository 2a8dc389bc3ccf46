//! A field that not everybody may see.

use serde::{Deserialize, Serialize};

/// A value the holder of this copy may or may not see. `Hidden` says nothing about the value, not even that there is one.
///
/// Stored rows keep their personal fields hidden too: the value then lives in an erasable row of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seen<T>(Option<T>);

impl<T> Default for Seen<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Seen<T> {
    /// A value that may be seen.
    pub const fn known(value: T) -> Self {
        Self(Some(value))
    }

    /// A value that may not be seen.
    pub const fn hidden() -> Self {
        Self(None)
    }

    /// The value, if it may be seen.
    pub const fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }

    /// The value for changing, if it may be seen.
    pub const fn get_mut(&mut self) -> Option<&mut T> {
        self.0.as_mut()
    }

    /// Takes the value out and leaves the field hidden.
    pub const fn take(&mut self) -> Option<T> {
        self.0.take()
    }

    /// Whether the value may not be seen.
    pub const fn is_hidden(&self) -> bool {
        self.0.is_none()
    }

    /// Hides the value unless `may_see`.
    pub fn keep_if(&mut self, may_see: bool) {
        if !may_see {
            self.0 = None;
        }
    }
}

impl<T: PartialEq> Seen<T> {
    /// Whether this copy is the known value `other`.
    pub fn is(&self, other: &T) -> bool {
        self.0.as_ref() == Some(other)
    }
}

impl<T> From<Option<T>> for Seen<T> {
    fn from(value: Option<T>) -> Self {
        Self(value)
    }
}
