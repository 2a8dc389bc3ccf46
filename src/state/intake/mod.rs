//! 代下单: the one page on which the desk places an order for somebody at the window, on the phone or met on a round.

mod check;
mod commands;
mod correct;
mod form;
mod history;

pub use check::{Problem, problems};
pub use commands::{Fresh, commands};
pub use correct::{CORRECT, open, parked, refusal, waiting};
pub use form::{FIELDS, Field, Form, KEPT, Refused, keystrokes};
pub use history::{Past, duplicate, history};
