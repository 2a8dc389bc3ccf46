//! The bytes of attachments: what was acknowledged is there or erased by rule (I1, I13), what an order names arrives (I15), and nobody
//! outside of it is given any (I4).

use doorstep_authority::StoreError;
use doorstep_domain::PersonId;

use super::sight::{self, I4};
use crate::{history::Photo, keep::Keep, town, world::World};

/// Questions for bytes at the end of a run, by anybody.
const ASKED: usize = 24;

/// Holds what lies in the store against what was promised, and asks for it as one who may and as others who may not.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(world: &mut World<K>) -> Result<(), StoreError> {
    let photos: Vec<Photo> = world.history.photos.values().cloned().collect();
    for photo in &photos {
        let order = world.server.order_of(&photo.of)?;
        let named = order.as_ref().is_some_and(|order| photo.named_by(order));
        let here = world.server.has_bytes(&photo.of)?;
        if here && !named {
            world.history.broke(
                "I13 erase",
                format!("no order names {photo:?}, and the bytes are there"),
            );
        }
        if named && !here && photo.received && !photo.lost {
            let what = format!("{photo:?} was received and is not there");
            world.history.broke("I1 ack-durable", what);
        }
        if here && let Some(order) = order.filter(|order| !order.contacts_hidden) {
            let resident = order.resident.get().copied().unwrap_or(photo.by);
            if !world.server.gives_bytes(resident, &photo.of, world.now)? {
                let what = format!("{resident} is not given {photo:?} of their own order");
                world.history.broke("I15 progress", what);
            }
        }
    }
    for _ in 0..ASKED.min(photos.len() * world.people.len()) {
        let at = world.photos.place(world.people.len());
        let reader = world.people[at].person;
        ask(world, reader)?;
    }
    Ok(())
}

/// Somebody asks for bytes whose address they got hold of.
///
/// # Errors
/// When the store fails.
pub fn ask<K: Keep>(world: &mut World<K>, reader: PersonId) -> Result<(), StoreError> {
    if world.history.photos.is_empty() || reader == town::OPERATOR {
        return Ok(());
    }
    let at = world.photos.place(world.history.photos.len());
    let Some(photo) = world.history.photos.values().nth(at).cloned() else {
        return Ok(());
    };
    if !world.server.gives_bytes(reader, &photo.of, world.now)? {
        return Ok(());
    }
    world.tally.one("bytes read");
    let at = world.server.time(world.now);
    let inside = match world.server.order_of(&photo.of)? {
        Some(order) => sight::inside(&world.server, reader, &order, at, &world.history),
        None => false,
    };
    if !inside {
        world.history.broke(I4, format!("{reader} was given {photo:?}"));
    }
    Ok(())
}
