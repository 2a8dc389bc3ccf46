//! 下单 without a screen: the draft, its steps, what is still missing, and the command it becomes.

mod check;
mod draft;
mod keeper;
mod say;
mod steps;

pub use check::{
    Problem, Setting, asks_address, duplicate_of, has_home, health_text, note_left, note_text, placing, problems,
};
pub use draft::{Draft, TAGS, Wish};
pub use keeper::{
    DRAFT, again, begin, correct, discard, home_person, kept_draft, orderable, place, put_for, refused, resume, save,
    setting, unfinished,
};
pub use say::{Said, say};
pub use steps::{first, next, number, steps};

#[cfg(test)]
mod tests;
