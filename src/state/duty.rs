//! 签到 and 签退: the stay that runs, the last ones, and the stations a person may keep.

use doorstep_domain::{
    CommunityId, DutyId, Entity, Instant, Key, PersonId, Role, StationId,
    duty::{Duty, DutyCommand},
    place::{Community, Station},
};
use doorstep_replica::{Mark, Replica};

/// How many past stays are shown.
const LAST: usize = 5;

/// One stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// Its id.
    pub id: DutyId,
    /// The community of the station.
    pub community: CommunityId,
    /// The station, as written on its sign.
    pub station: String,
    /// When it began, as the person says it, else as the server learned of it.
    pub start: Instant,
    /// When it ended.
    pub end: Option<Instant>,
    /// Where it is on its way.
    pub mark: Mark,
}

impl Stay {
    /// Whole minutes it took, or takes until `now`.
    pub fn minutes(&self, now: Instant) -> i64 {
        self.end.unwrap_or(now).since(self.start).max(0) / doorstep_domain::time::MINUTE
    }
}

/// What the screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// The stay that runs.
    pub current: Option<Stay>,
    /// The last ones, newest first.
    pub last: Vec<Stay>,
    /// Where they may keep duty.
    pub stations: Vec<(CommunityId, Station)>,
}

/// The board of `replica`'s person.
pub fn board(replica: &Replica, now: Instant) -> Board {
    let me = replica.person();
    let actor = replica.actor(now);
    let keeps = |c: &Community| {
        [Role::Volunteer, Role::Member, Role::Staff]
            .iter()
            .any(|r| actor.is(*r, &c.id))
    };
    let stations = communities(replica)
        .filter(|c| keeps(c))
        .flat_map(|c| c.stations.iter().map(|s| (c.id.clone(), s.clone())))
        .collect();
    let mut stays: Vec<Stay> = duties(replica, me).map(|d| stay(replica, d)).collect();
    doorstep_domain::sort::by_key(&mut stays, |s| core::cmp::Reverse(s.start));
    let (running, mut last): (Vec<_>, Vec<_>) = stays.into_iter().partition(|s| s.end.is_none());
    last.truncate(LAST);
    Board {
        current: running.into_iter().next(),
        last,
        stations,
    }
}

fn communities(replica: &Replica) -> impl Iterator<Item = &Community> {
    replica.shown().values().filter_map(|e| match e {
        Entity::Community(community) => Some(&**community),
        _ => None,
    })
}

fn duties(replica: &Replica, me: PersonId) -> impl Iterator<Item = &Duty> {
    replica.shown().values().filter_map(move |e| match e {
        Entity::Duty(duty) if duty.person == me => Some(&**duty),
        _ => None,
    })
}

fn stay(replica: &Replica, duty: &Duty) -> Stay {
    Stay {
        id: duty.id,
        community: duty.community.clone(),
        station: station(replica, &duty.community, &duty.station),
        start: duty.claimed_start.unwrap_or(duty.started),
        end: duty.ended.map(|end| duty.claimed_end.unwrap_or(end)),
        mark: replica.mark(&Key::duty(duty.id)),
    }
}

/// The name of a station; its code when this phone does not know it (any more).
pub fn station(replica: &Replica, community: &CommunityId, id: &StationId) -> String {
    let place = communities(replica).find(|c| c.id == *community);
    let station = place.and_then(|c| c.stations.iter().find(|s| s.id == *id));
    station.map_or_else(|| id.to_string(), |s| s.name.clone())
}

/// Check-ins and check-outs of this person that were refused and wait for them.
pub fn refused(replica: &Replica) -> Vec<Mark> {
    let parked = replica.outbox().filter(|e| e.parked().is_some());
    parked
        .filter_map(|e| match &e.command {
            doorstep_domain::Command::Duty(DutyCommand::CheckIn { duty, .. } | DutyCommand::CheckOut { duty, .. }) => {
                Some(replica.mark(&Key::duty(*duty)))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
#[path = "duty_tests.rs"]
mod tests;
