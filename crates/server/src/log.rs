//! What the process says about itself: ids, route templates, outcome words and timing. No names, phones, texts or bodies.

use tracing::{Level, error};

/// Writes compact lines to stderr; `DOORSTEP_LOG` is one of error, warn, info (the default), debug, trace.
pub fn start() {
    let level = std::env::var("DOORSTEP_LOG")
        .ok()
        .and_then(|word| word.parse::<Level>().ok())
        .unwrap_or(Level::INFO);
    // A second start in one process keeps the first.
    let _ = tracing_subscriber::fmt()
        .compact()
        .with_max_level(level)
        .with_ansi(false)
        .with_writer(std::io::stderr)
        .try_init();
    quiet_panics();
}

/// The message of a panic may quote the value it stumbled over; only its place is told.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|l| format!("{}:{}", l.file(), l.line()));
        error!(place = place.as_deref().unwrap_or("unknown"), "panic");
    }));
}
