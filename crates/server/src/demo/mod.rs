//! `--demo`: invented people who use a real server. Everything is made by commands through the rules, at times before the start.

mod cast;
mod catalogue;
mod drawing;
pub mod page;
pub mod people;
mod places;
mod sample;
mod script;
mod yiyuan;

use doorstep_authority::{Record, Storage, StoreError};
use doorstep_domain::{Entity, Instant, entity::Partition};
use script::{Line, Stage, Tale, Times};
pub use script::{SeedError, order_id};

use crate::{
    app::{App, World},
    session::book,
    web::fault::{Fault, Result},
};

/// Says that this data is invented.
const MARK: &str = "demo";
/// People were registered this many minutes before the start: a month.
const REGISTERED: i64 = -30 * 24 * 60;

/// Why a folder and `--demo` do not fit.
#[derive(Debug, thiserror::Error)]
pub enum AdmitError {
    /// It holds real data.
    #[error("this folder holds real data; --demo needs an empty folder or one of its own")]
    Real,
    /// It holds invented data.
    #[error("this folder holds demo data; start with --demo, or choose another folder")]
    Demo,
    /// It could not be filled.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// It could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Fills an empty world for a demo, and keeps invented and real data apart.
///
/// # Errors
/// When the data and the wish do not fit.
pub fn admit(world: &World, demo: bool, now: Instant) -> core::result::Result<(), AdmitError> {
    let (marked, empty) = world.store().read(|txn| {
        let marked = book::get::<bool>(txn, book::META, MARK, now)?.is_some();
        Ok((marked, txn.partitions()?.is_empty()))
    })?;
    if demo {
        world.is_put_back_on_purpose();
    }
    match (demo, marked) {
        (true, true) | (false, false) => Ok(()),
        (false, true) => Err(AdmitError::Demo),
        (true, false) if empty => Ok(seed(world, now)?),
        (true, false) => Err(AdmitError::Real),
    }
}

/// Fills an empty world; times count back from `start`.
///
/// # Errors
/// When the story does not fit the rules, or the store fails.
pub fn seed(world: &World, start: Instant) -> core::result::Result<(), SeedError> {
    world.store().write(&Partition::City.name(), move |txn| {
        book::put(txn, book::META, MARK, "", &true, None)
    })?;
    let operator = cast::operator(start);
    let id = operator.id;
    world.install(
        Entity::Person(Box::new(operator)),
        start.plus(REGISTERED * doorstep_domain::time::MINUTE),
    )?;
    let made = [places::commands(), catalogue::commands()?, cast::register(start)].concat();
    let mut lines: Vec<_> = made
        .into_iter()
        .map(|command| Line::new(REGISTERED, id, command))
        .collect();
    lines.extend(
        cast::consents()
            .into_iter()
            .map(|(who, command)| Line::new(REGISTERED + 1, who, command)),
    );
    let times = Times::from(start);
    lines.extend(
        yiyuan::tales(times)
            .into_iter()
            .chain(sample::tales(times))
            .flat_map(Tale::lines),
    );
    Stage::new(world, start).play(lines)
}

/// Puts a demo back to its start, with a new epoch. Sessions stay: the people are the same.
///
/// # Errors
/// When the new world can't be made.
pub async fn reset(app: &App) -> Result<()> {
    let shared = app.clone();
    app.replace(move |old| {
        let broken = |what: &str| Fault::Broken(what.to_owned());
        let sessions = sessions(&old)?;
        drop(old);
        let now = shared.now();
        shared
            .home
            .wipe()
            .map_err(|_| broken("the old demo can't be removed"))?;
        let world = shared.home.world(now)?;
        world.is_put_back_on_purpose();
        seed(&world, now).map_err(|error| {
            tracing::error!(%error, "seeding");
            broken("the new demo can't be made")
        })?;
        world.store().write(&Partition::City.name(), move |txn| {
            sessions
                .iter()
                .try_for_each(|record| txn.put_record(book::SESSION, record))
        })?;
        Ok(world)
    })
    .await?;
    app.hub.poke_all();
    tracing::info!("the demo was put back");
    Ok(())
}

fn sessions(world: &World) -> Result<Vec<Record>> {
    Ok(world.store().read(|txn| {
        let mut all = Vec::new();
        for person in people::PEOPLE {
            all.extend(txn.records_of(book::SESSION, &person.id().to_string())?);
        }
        Ok(all)
    })?)
}
