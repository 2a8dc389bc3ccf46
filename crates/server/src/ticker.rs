//! Lets deadlines pass while nobody calls: once a second, and again at once while more are due. Cleans up once a day.

use core::time::Duration;
use std::sync::atomic::Ordering;

use doorstep_authority::Touched;
use doorstep_domain::{Day, Instant};
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    app::App,
    session::book,
    web::fault::{Fault, Result},
};

/// Finer than any deadline; a look at an index that finds nothing costs microseconds.
const EVERY: Duration = Duration::from_secs(1);

/// Runs until the process ends.
pub async fn run(app: App) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut ending = app.ending.subscribe();
    let mut cleaned = None;
    while !*ending.borrow() {
        tokio::select! {
            _ = ending.changed() => return,
            _ = ticks.tick() => {}
        }
        let Some(now) = watch(&app).await else { continue };
        match due(&app).await {
            Ok(()) | Err(Fault::Busy) => {}
            Err(fault) => tracing::error!(word = fault.word(), "timers failed"),
        }
        let today = now.day();
        if cleaned != Some(today) {
            cleaned = Some(today);
            clean(&app, today).await;
        }
    }
}

/// Looks at the clock; the moment, if deadlines may pass by it.
pub async fn watch(app: &App) -> Option<Instant> {
    let reading = app.reading();
    let held = !reading.timers;
    if app.held.swap(held, Ordering::Relaxed) != held {
        // Commands let due timers pass first: they must not either.
        let told = app
            .with(move |world, _| {
                world.hold_timers(held);
                Ok(())
            })
            .await;
        if told.is_err() {
            app.held.store(!held, Ordering::Relaxed);
            return None;
        }
        tracing::warn!(
            held,
            "the clock jumped: timers are held until it is set right or the server starts again"
        );
    }
    (!held).then_some(reading.now)
}

/// Fires everything that is due.
///
/// # Errors
/// When the store fails; what is due stays due.
pub async fn due(app: &App) -> Result<()> {
    loop {
        let (touched, more): (Touched, bool) = app.with(|world, now| Ok(world.run_due(now)?)).await?;
        app.poke(&touched);
        if !touched.is_empty() {
            app.metrics.count("doorstep_timer_rounds_total", String::new());
        }
        if !more {
            return Ok(());
        }
    }
}

async fn clean(app: &App, today: Day) {
    let done = app
        .with(|world, now| {
            world.sweep(now)?;
            Ok(book::clean(world, now)?)
        })
        .await;
    match done {
        Ok(()) => tracing::info!(day = today.0, "cleaned up"),
        Err(fault) => tracing::error!(word = fault.word(), "cleaning up failed"),
    }
}
