//! Lets deadlines pass while nobody calls: once a second, and again at once while more are due. Cleans up once a day.

use core::time::Duration;
use std::{path::Path, sync::atomic::Ordering};

use doorstep_authority::{Storage as _, Touched};
use doorstep_domain::{Day, Instant, entity::Partition};
use doorstep_protocol::version::PUSH_BYTES_MAX;
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    app::App,
    random, recover,
    session::book,
    web::fault::{Fault, Result},
};

/// Finer than any deadline; a look at an index that finds nothing costs microseconds.
const EVERY: Duration = Duration::from_secs(1);

/// The record that is written to see whether there is room: as large as the largest push, since less may fit where a command does not.
const ROOM: &str = "room";

/// Runs until the process ends.
pub async fn run(app: App) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut ending = app.ending.subscribe();
    let (mut cleaned, mut recovering) = (None, false);
    while !*ending.borrow() {
        tokio::select! {
            _ = ending.changed() => return,
            _ = ticks.tick() => {}
        }
        let Some(now) = watch(&app).await else { continue };
        room(&app).await;
        recovery(&app, &mut recovering).await;
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
    if app.jumped.swap(false, Ordering::Relaxed) {
        begin_boot(app).await;
    }
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

/// Tries whether a disk that was full has room again, so that phones hear of it without trying for themselves.
async fn room(app: &App) {
    if !app.full.load(Ordering::Relaxed) {
        return;
    }
    let tried = app
        .with(|world, _| {
            let (store, city) = (world.store(), Partition::City.name());
            let as_much = "-".repeat(PUSH_BYTES_MAX);
            store.write(&city, move |txn| book::put(txn, book::META, ROOM, "", &as_much, None))?;
            Ok(store.write(&city, move |txn| txn.delete_record(book::META, ROOM))?)
        })
        .await;
    if tried.is_ok() {
        app.full.store(false, Ordering::Relaxed);
        tracing::info!("the disk has room again");
        app.hub.poke_all();
    }
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

/// The whole machine may have been put back to a snapshot: what was given before the jump ends here.
async fn begin_boot(app: &App) {
    let begun = app
        .with(|world, now| Ok(world.begin_boot(&random::token::<8>(), now)?))
        .await;
    match begun {
        Ok(()) => tracing::warn!("the clock jumped forward: another boot begins"),
        Err(fault) => tracing::error!(word = fault.word(), "no boot could begin"),
    }
}

/// Ends the recovery window if somebody asked, and says what came of one that ended.
async fn recovery(app: &App, open: &mut bool) {
    let Some(data) = app.home.path().map(Path::to_owned) else {
        return;
    };
    let was = *open;
    let done = app
        .with(move |world, now| {
            let asked = recover::is_asked_to_end(&data);
            let touched = if asked {
                world.end_recovery(now)?
            } else {
                Touched::new()
            };
            let open = world.recovering()?.is_some();
            let ended = (was && !open).then(|| world.recoveries()).transpose()?;
            Ok((touched, open, ended.and_then(|mut reports| reports.pop())))
        })
        .await;
    match done {
        Ok((touched, now_open, ended)) => {
            app.poke(&touched);
            *open = now_open;
            for line in ended
                .iter()
                .flat_map(|report| recover::text(report).lines().map(str::to_owned).collect::<Vec<_>>())
            {
                tracing::warn!("{line}");
            }
        }
        Err(fault) => tracing::error!(word = fault.word(), "the recovery could not be looked at"),
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
