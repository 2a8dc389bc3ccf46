//! Commands that came some other way than from their author's session: carried by a colleague, or left by a device that was signed
//! out. Evidence for the desk of their community, each command once, never executed.

use doorstep_authority::{ReadTxn, Storage, Txn};
use doorstep_domain::{
    Command, CommandId, CommunityId, Entity, Instant, Key, PersonId, Role, entity::Partition, time::DAY,
};
use doorstep_protocol::{
    Envelope,
    handover::{Evidence, HandedOver, Look},
};
use serde::{Deserialize, Serialize};

use super::{book, people};
use crate::{
    app::World,
    web::fault::{FORBIDDEN, Fault, Result},
};

/// How long the desk may look at it: as long as an order can be disputed, and some.
pub const KEPT_FOR: i64 = 180 * DAY;
/// Most pieces that one person can hand over within what is kept of a community: nobody fills the desk's list.
const PER_CARRIER: usize = 500;

/// One piece, as it is kept.
#[derive(Debug, Serialize, Deserialize)]
struct Piece {
    author: PersonId,
    /// None for the outbox of a device that was signed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carrier: Option<PersonId>,
    at: Instant,
    envelope: Envelope,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    read: Vec<(PersonId, Instant)>,
}

/// A command with the community whose desk may read it.
#[derive(Debug)]
pub struct Placed {
    community: CommunityId,
    envelope: Envelope,
}

/// Whether the answer to a command was given to this author.
fn has_arrived(txn: &dyn ReadTxn, command: CommandId, author: PersonId) -> doorstep_authority::Result<bool> {
    Ok(txn.answer(command)?.is_some_and(|answer| answer.actor == author))
}

/// The community of each command: its own, or where its author lives or serves. What is of nowhere is left out.
///
/// # Errors
/// When the store fails.
pub fn place(world: &World, author: PersonId, entries: Vec<Envelope>) -> Result<Vec<Placed>> {
    let home = match people::load(world, author) {
        Ok(person) => person.home.map(|home| home.community),
        Err(Fault::NotFound) => None,
        Err(fault) => return Err(fault),
    };
    let of = |envelope: &Envelope| match envelope.command()?.partition() {
        Partition::Community(community) => Some(community),
        Partition::City => home.clone(),
    };
    let placed = entries.into_iter().filter(|e| e.actor == author);
    Ok(placed
        .filter_map(|envelope| {
            Some(Placed {
                community: of(&envelope)?,
                envelope,
            })
        })
        .collect())
}

/// Whoever hands something over works in its community.
///
/// # Errors
/// 403 for everybody else.
pub fn must_carry(world: &World, carrier: PersonId, placed: &[Placed], now: Instant) -> Result<()> {
    const WORKS: [Role; 4] = [Role::Member, Role::Volunteer, Role::Staff, Role::Secretary];
    let actor = people::actor(world, carrier, now)?;
    let works = |p: &Placed| WORKS.iter().any(|role| actor.is(*role, &p.community));
    if placed.iter().all(works) {
        Ok(())
    } else {
        Err(FORBIDDEN)
    }
}

/// Keeps what is new.
///
/// # Errors
/// When the store fails, or 429 when the carrier has handed over more than anybody does.
pub fn keep(
    world: &World,
    author: PersonId,
    carrier: Option<PersonId>,
    placed: Vec<Placed>,
    now: Instant,
) -> Result<HandedOver> {
    let done = world.store().write(&Partition::City.name(), move |txn| {
        let mut done = HandedOver::default();
        for Placed { community, envelope } in placed {
            let id = envelope.command_id.to_string();
            if has_arrived(txn, envelope.command_id, author)? {
                done.arrived += 1;
            } else if book::get::<Piece>(txn, book::EVIDENCE, &id, now)?.is_some() {
                done.known += 1;
            } else if carrier.is_some() && carried(txn, &community, carrier)? >= PER_CARRIER {
                return Ok(None);
            } else {
                let piece = Piece {
                    author,
                    carrier,
                    at: now,
                    envelope,
                    read: Vec::new(),
                };
                let until = Some(now.plus(KEPT_FOR));
                book::put(txn, book::EVIDENCE, &id, community.as_str(), &piece, until)?;
                done.kept += 1;
            }
        }
        Ok(Some(done))
    })?;
    done.ok_or(Fault::TooMany(now.plus(DAY), DAY / 1000))
}

fn carried(txn: &dyn Txn, community: &CommunityId, carrier: Option<PersonId>) -> doorstep_authority::Result<usize> {
    let mut count = 0;
    for record in txn.records_of(book::EVIDENCE, community.as_str())? {
        let piece: Piece = serde_json::from_str(&record.body)?;
        count += usize::from(piece.carrier == carrier);
    }
    Ok(count)
}

/// What the desk of `reader` may look at, newest first.
///
/// # Errors
/// 403 for whoever works at no desk; when the store fails.
pub fn list(world: &World, reader: PersonId, now: Instant) -> Result<Vec<Evidence>> {
    let actor = people::actor(world, reader, now)?;
    let mut communities: Vec<CommunityId> = Vec::new();
    for grant in actor
        .grants
        .iter()
        .filter(|g| matches!(g.role, Role::Staff | Role::Secretary))
    {
        if let doorstep_domain::Area::Community(community) = &grant.area
            && actor.is_desk(community)
            && !communities.contains(community)
        {
            communities.push(community.clone());
        }
    }
    if communities.is_empty() {
        return Err(FORBIDDEN);
    }
    let mut found = Vec::new();
    for community in communities {
        let pieces = world.store().read(|txn| {
            let mut pieces = Vec::new();
            for record in txn.records_of(book::EVIDENCE, community.as_str())? {
                if record.expires.is_none_or(|at| at > now) {
                    let piece: Piece = serde_json::from_str(&record.body)?;
                    let arrived = has_arrived(txn, piece.envelope.command_id, piece.author)?;
                    pieces.push((piece, arrived));
                }
            }
            Ok(pieces)
        })?;
        for (piece, arrived) in pieces {
            found.push(described(world, &community, piece, arrived)?);
        }
    }
    found.sort_by_key(|e| (core::cmp::Reverse(e.at), e.claimed, e.command_id));
    Ok(found)
}

fn described(world: &World, community: &CommunityId, piece: Piece, arrived: bool) -> Result<Evidence> {
    let name = |id: PersonId| match people::load(world, id) {
        Ok(person) => Ok(people::name(&person)),
        Err(Fault::NotFound) => Ok(String::new()),
        Err(fault) => Err(fault),
    };
    let command = piece.envelope.command();
    let order = match &command {
        Some(Command::Order(command)) => Some(command.order),
        _ => None,
    };
    let number = match order {
        Some(id) => match world.entity(&Partition::Community(community.clone()).name(), &Key::order(id))? {
            Some(Entity::Order(order)) => order.number,
            _ => String::new(),
        },
        None => String::new(),
    };
    let mut read = Vec::new();
    for (by, at) in piece.read {
        read.push(Look { by: name(by)?, at });
    }
    Ok(Evidence {
        command_id: piece.envelope.command_id,
        community: community.clone(),
        author: name(piece.author)?,
        carrier: piece.carrier.map(name).transpose()?,
        at: piece.at,
        claimed: piece.envelope.claimed(),
        what: command.map_or_else(String::new, |c| c.name().to_owned()),
        order,
        number,
        arrived,
        read,
    })
}

/// The content of one piece for the desk of its community, which is noted on it.
///
/// # Errors
/// 404 when there is none, or none for this desk: nobody learns which.
pub fn read(world: &World, reader: PersonId, command: CommandId, now: Instant) -> Result<Envelope> {
    let actor = people::actor(world, reader, now)?;
    let read = world.store().write(&Partition::City.name(), move |txn| {
        let id = command.to_string();
        let Some(mut row) = book::get::<Piece>(txn, book::EVIDENCE, &id, now)? else {
            return Ok(None);
        };
        if !actor.is_desk(&row.owner.as_str().into()) {
            return Ok(None);
        }
        row.body.read.push((reader, now));
        let until = Some(row.body.at.plus(KEPT_FOR));
        book::put(txn, book::EVIDENCE, &id, &row.owner, &row.body, until)?;
        Ok(Some(row.body.envelope))
    })?;
    read.ok_or(Fault::NotFound)
}
