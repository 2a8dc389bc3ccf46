//! Station duty (坐班): a volunteer checks in, and later out. Thin on purpose, the first proof that an aggregate is one folder.
//!
//! Triggered by the volunteer's phone, offline too. Append-only: a check-in is never changed, only closed. The roster, the
//! rotating code and the hours ledger come with the stations.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    actor::{Actor, Role},
    entity::{Fact, Key},
    ids::{CommunityId, DutyId, PersonId, StationId},
    reason::Code,
    scope::Scope,
    time::Instant,
    world::{Ctx, Lookup, Need, Stop, World, ensure},
};

/// One stay of one person at one station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Its id, made by the phone.
    pub id: DutyId,
    /// The community of the station.
    pub community: CommunityId,
    /// The station.
    pub station: StationId,
    /// Who is there.
    pub person: PersonId,
    /// When the server learned of the check-in.
    pub started: Instant,
    /// When the person says it was.
    pub claimed_start: Option<Instant>,
    /// When the server learned of the check-out.
    pub ended: Option<Instant>,
    /// When the person says it was.
    pub claimed_end: Option<Instant>,
}

/// What a volunteer asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyCommand {
    /// 签到.
    CheckIn {
        /// New id.
        duty: DutyId,
        /// The community of the station.
        community: CommunityId,
        /// The station.
        station: StationId,
    },
    /// 签退.
    CheckOut {
        /// The stay to close.
        duty: DutyId,
        /// Its community, since it names the partition.
        community: CommunityId,
    },
}

impl DutyCommand {
    /// The stay it is about.
    pub const fn duty(&self) -> DutyId {
        match self {
            Self::CheckIn { duty, .. } | Self::CheckOut { duty, .. } => *duty,
        }
    }

    /// The community it happens in.
    pub const fn community(&self) -> &CommunityId {
        match self {
            Self::CheckIn { community, .. } | Self::CheckOut { community, .. } => community,
        }
    }
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyFact {
    /// A stay began.
    CheckedIn(Duty),
    /// It ended.
    CheckedOut {
        /// When the server learned of it.
        at: Instant,
        /// When the person says it was.
        claimed: Option<Instant>,
    },
}

/// What deciding `command` reads.
pub fn needs(command: &DutyCommand, actor: PersonId) -> Vec<Need> {
    vec![
        Need::Entity(Key::community(command.community())),
        Need::Entity(Key::duty(command.duty())),
        Need::OpenDutyOf(actor),
    ]
}

/// Decides a check-in or check-out.
///
/// # Errors
/// A refusal when the person keeps no duty there, is checked in already, or has nothing to close.
pub fn decide(world: &dyn World, ctx: Ctx<'_>, command: &DutyCommand) -> Result<Vec<(Key, Fact)>, Stop> {
    let me = ctx.actor.person;
    let fact = match command {
        DutyCommand::CheckIn {
            duty,
            community,
            station,
        } => {
            let place = world.community(community).required()?;
            ensure(place.stations.iter().any(|s| s.id == *station), Code::NotFound)?;
            let keeps = [Role::Volunteer, Role::Member, Role::Staff]
                .iter()
                .any(|r| ctx.actor.is(*r, community));
            ensure(keeps, Code::NotAllowed)?;
            ensure(!matches!(world.duty(*duty), Lookup::Known(_)), Code::AlreadyExists)?;
            ensure(world.open_duty_of(me).required()?.is_none(), Code::AlreadyCheckedIn)?;
            DutyFact::CheckedIn(Duty {
                id: *duty,
                community: community.clone(),
                station: station.clone(),
                person: me,
                started: ctx.now,
                claimed_start: ctx.claimed,
                ended: None,
                claimed_end: None,
            })
        }
        DutyCommand::CheckOut { duty, community } => {
            let open = world.duty(*duty).required()?;
            ensure(open.community == *community, Code::NotFound)?;
            ensure(
                open.person == me || ctx.actor.is_desk(&open.community),
                Code::NotAllowed,
            )?;
            ensure(open.ended.is_none(), Code::NotCheckedIn)?;
            DutyFact::CheckedOut {
                at: ctx.now,
                claimed: ctx.claimed,
            }
        }
    };
    Ok(vec![(Key::duty(command.duty()), Fact::Duty(fact))])
}

/// The stay that `fact` creates, if it creates one.
pub fn create(fact: &DutyFact) -> Option<Duty> {
    match fact {
        DutyFact::CheckedIn(duty) => Some(duty.clone()),
        DutyFact::CheckedOut { .. } => None,
    }
}

/// Applies `fact`.
pub fn apply(duty: &mut Duty, fact: &DutyFact) {
    match fact {
        DutyFact::CheckedIn(new) => *duty = new.clone(),
        DutyFact::CheckedOut { at, claimed } => {
            duty.ended = Some(*at);
            duty.claimed_end = *claimed;
        }
    }
}

/// The person themselves and the desk of the community see a stay.
pub fn view(duty: &Duty, actor: &Actor) -> Option<Duty> {
    (duty.person == actor.person || actor.is_desk(&duty.community)).then(|| duty.clone())
}

/// The scopes under which a stay is indexed.
pub fn audience(duty: &Duty) -> BTreeSet<Scope> {
    let mut scopes = BTreeSet::from([Scope::Person(duty.person), Scope::Desk(duty.community.clone())]);
    if duty.ended.is_none() {
        scopes.insert(Scope::OnDuty(duty.person));
    }
    scopes
}
