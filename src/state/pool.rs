//! 待接单: what `me` is asked, waits for and may take, as cards that keep their place while the thumb is on them.

use doorstep_domain::{
    BuildingId, CommunityId, Day, Entity, Instant, ItemCode, OrderId, PersonId, Slot,
    catalogue::Mode,
    order::{Order, Standing, State},
};
use doorstep_replica::Replica;

use super::{count::Count, job};
use crate::text;

/// Why a card stands in the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The desk asks them by name, or standby has first refusal (先问您).
    Offer {
        /// Answer by, by the server's clock.
        due: Instant,
    },
    /// A colleague asks them to take over.
    Handover {
        /// Answer by, by the server's clock.
        due: Instant,
    },
    /// They are on the list (候补) while another has it.
    Standby,
    /// Anybody may take it.
    Open,
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    /// Why it is here.
    pub kind: Kind,
    /// When.
    pub slot: Slot,
    /// The order.
    pub id: OrderId,
    /// Its community.
    pub community: CommunityId,
    /// What.
    pub item: ItemCode,
    /// The service, neutrally.
    pub title: String,
    /// The building, as written on its wall; none when nobody travels.
    pub building: Option<String>,
    /// Its id, for 顺路.
    pub building_id: Option<BuildingId>,
    /// How it is done.
    pub mode: Mode,
    /// Planned minutes.
    pub minutes: u16,
    /// The skill it needs.
    pub skill: Option<String>,
    /// How many people it takes, and how many it has.
    pub places: (u8, u8),
    /// Should be taken by then.
    pub due: Option<Instant>,
    /// The assignment generation an accept must match.
    pub generation: u32,
}

/// The cards of `replica`'s person: asked first, then those they wait for, then the open ones; each by time.
pub fn cards(replica: &Replica, now: Instant) -> Vec<Card> {
    let actor = replica.actor(now);
    let mut cards: Vec<Card> = replica
        .orders()
        .filter_map(|order| Some((order, kind(order, Standing::of(order, &actor), actor.person)?)))
        .map(|(order, kind)| card(replica, order, kind))
        .collect();
    doorstep_domain::sort::by_key(&mut cards, |c| (rank(c.kind), c.slot, c.id));
    cards
}

const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Offer { .. } | Kind::Handover { .. } => 0,
        Kind::Open => 1,
        Kind::Standby => 2,
    }
}

/// Why an order is in the pool of `me`; none when it is not.
pub fn kind(order: &Order, standing: Standing, me: PersonId) -> Option<Kind> {
    if standing.holder {
        return None;
    }
    if let Some(offer) = order
        .offer
        .as_ref()
        .filter(|o| o.to == me && order.state == State::Offered)
    {
        return Some(Kind::Offer { due: offer.due });
    }
    if let Some(asked) = order
        .handover
        .as_ref()
        .filter(|h| h.to == me && order.state == State::Accepted)
    {
        return Some(Kind::Handover { due: asked.due });
    }
    if standing.pool {
        return Some(Kind::Open);
    }
    let running = !order.state.is_ended() && order.state != State::AwaitingConfirm;
    (standing.standby && running).then_some(Kind::Standby)
}

/// The card of one order.
pub fn card(replica: &Replica, order: &Order, kind: Kind) -> Card {
    let item = job::item(replica, order);
    Card {
        kind,
        slot: order.slot,
        id: order.id,
        community: order.community.clone(),
        item: order.item.clone(),
        title: job::title(item, false),
        building: job::building(job::community(replica, order), order.building.as_ref()),
        building_id: order.building.clone(),
        mode: order.mode,
        minutes: order.minutes,
        skill: order.skill.clone(),
        places: (order.places, order.taken),
        due: order.clocks.due.filter(|_| order.state == State::Open),
        generation: order.generation,
    }
}

/// A filter of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// 全部.
    #[default]
    All,
    /// 今天.
    Today,
    /// 顺路: the day and building of a job they hold.
    OnTheWay,
    /// 我擅长: needs a skill they are registered for.
    MySkill,
}

/// What the filters ask of the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mine {
    /// Registered skills.
    pub skills: std::collections::BTreeSet<String>,
    /// The day, community and building of each job in hand.
    pub ways: Vec<(Day, CommunityId, Option<BuildingId>)>,
    /// Jobs in hand, and at most.
    pub load: (usize, u32),
    /// Jobs in hand, split into what the community knows and what waits here.
    pub split: Count,
}

/// What `replica`'s person holds and knows.
pub fn mine(replica: &Replica, now: Instant) -> Mine {
    let actor = replica.actor(now);
    let held = |o: &Order| o.holder(actor.person).is_some() && !o.state.is_ended() && o.state != State::AwaitingConfirm;
    let ways: Vec<_> = replica
        .orders()
        .filter(|order| held(order))
        .map(|o| (o.slot.day, o.community.clone(), o.building.clone()))
        .collect();
    Mine {
        // The limit binds within each community.
        load: (
            ways.iter()
                .map(|way| ways.iter().filter(|w| w.1 == way.1).count())
                .max()
                .unwrap_or(0),
            actor.cap,
        ),
        split: Count::of(replica, |entity| matches!(entity, Entity::Order(order) if held(order))),
        skills: actor.skills,
        ways,
    }
}

/// Whether `card` passes `filter` at `now` (the server's clock). What asks them by name always does.
pub fn passes(card: &Card, filter: Filter, mine: &Mine, now: Instant) -> bool {
    if rank(card.kind) == 0 {
        return true;
    }
    match filter {
        Filter::All => true,
        Filter::Today => card.slot.day == now.day(),
        Filter::OnTheWay => {
            card.building_id.is_some() && {
                let way = (card.slot.day, card.community.clone(), card.building_id.clone());
                mine.ways.contains(&way)
            }
        }
        Filter::MySkill => card.skill.as_ref().is_some_and(|s| mine.skills.contains(s)),
    }
}

/// A card on the screen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// The card, as it is now or was when it went.
    pub card: Card,
    /// It is no longer in the pool: it keeps its place, so that no other card slides under the thumb.
    pub gone: bool,
}

/// Brings `shown` up to date with the pool as it is `now`: cards keep their place, those that went stay as gone. Answers with how
/// many are new and wait until they are asked for. An empty screen shows everything at once.
pub fn settle(shown: &[Row], now: &[Card]) -> (Vec<Row>, usize) {
    let live = |card: &Card| Row {
        card: card.clone(),
        gone: false,
    };
    if shown.iter().all(|row| row.gone) && !shown.iter().any(|row| now.iter().any(|c| c.id == row.card.id)) {
        let gone = shown.iter().cloned();
        return (gone.chain(now.iter().map(live)).collect(), 0);
    }
    let rows = shown.iter().map(|row| match now.iter().find(|c| c.id == row.card.id) {
        Some(card) => live(card),
        None => Row {
            card: row.card.clone(),
            gone: true,
        },
    });
    let new = now
        .iter()
        .filter(|c| shown.iter().all(|row| row.card.id != c.id))
        .count();
    (rows.collect(), new)
}

/// Up to three open cards that are like `lost`: the same service first, then the same day, then the same building.
pub fn similar(cards: &[Card], lost: &Card) -> Vec<Card> {
    let mut near: Vec<&Card> = cards
        .iter()
        .filter(|c| c.id != lost.id && c.kind == Kind::Open)
        .collect();
    doorstep_domain::sort::by_key(&mut near, |c| {
        (
            c.item != lost.item,
            c.slot.day != lost.slot.day,
            c.building_id != lost.building_id,
            c.slot,
        )
    });
    near.into_iter().take(3).cloned().collect()
}

/// What presses: the agreed time is over, the order has waited too long, or less than an hour is left to take it.
pub fn time_left(slot: &Slot, due: Option<Instant>, now: Instant) -> Option<String> {
    if slot.end() < now {
        return Some(text::job::slot_over().to_owned());
    }
    match due?.since(now) / doorstep_domain::time::MINUTE {
        i64::MIN..=0 => Some(text::job::overdue().to_owned()),
        minutes @ 1..60 => Some(text::job::left(&text::duty::minutes(minutes))),
        _ => None,
    }
}

/// The address of an order that was just got, once it is on this phone.
pub fn revealed(replica: &Replica, id: OrderId) -> Option<String> {
    let order = replica
        .orders()
        .find(|o| o.id == id && o.holder(replica.person()).is_some())?;
    job::address(job::community(replica, order), order)
}

/// How many ask `replica`'s person by name: the badge of 接单.
pub fn asked(replica: &Replica, now: Instant) -> usize {
    let actor = replica.actor(now);
    let kinds = replica
        .orders()
        .filter_map(|order| kind(order, Standing::of(order, &actor), actor.person));
    kinds.filter(|kind| rank(*kind) == 0).count()
}

#[cfg(test)]
#[path = "pool_tests.rs"]
mod tests;
