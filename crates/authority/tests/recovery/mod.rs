//! What happens when the data goes back: boots that notice it, the window, what is done again, and the report.

mod again;
mod boots;
mod past;
mod window;
