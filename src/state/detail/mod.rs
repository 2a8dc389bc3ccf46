//! One order for the resident's side: which buttons it has, and its timeline.

mod buttons;
mod facts;
mod timeline;

pub use buttons::{Button, buttons, rate_tags, redo_until, urge_again};
pub use facts::{asked, facts, words};
pub use timeline::{Dot, Node, timeline};

#[cfg(test)]
mod tests;
