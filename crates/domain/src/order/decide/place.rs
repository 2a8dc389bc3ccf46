//! 下单: a resident, a proxy or the desk places an order.

use crate::{
    calendar::WorkingCalendar,
    catalogue::{Item, Pool},
    ids::CommunityId,
    order::{
        Attachments, By, Channel, Clocks, Contact, Media, OPEN_ORDERS_MAX, Order, OrderCommand, Part, Placing, State,
        attachment,
    },
    person::Person,
    place::Community,
    reason::{Code, Field, Reason},
    seen::Seen,
    text,
    time::{Instant, MINUTE},
    world::{Ctx, Lookup, Stop, World, ensure},
};

pub(super) fn place(
    world: &dyn World,
    ctx: Ctx<'_>,
    command: &OrderCommand,
    placing: &Placing,
) -> Result<(By, Order), Stop> {
    let community = world.community(&command.community).required()?;
    let item = world.item(&placing.item).required()?;
    ensure(!item.hidden && item.modes.contains(&placing.mode), Code::ItemNotOffered)?;
    let by = who(ctx, &command.community, item, placing)?;
    let resident = world.person(placing.resident).required()?;
    let lives_here = resident.home.as_ref().is_some_and(|h| h.community == command.community);
    ensure(lives_here, Code::OutsideArea)?;
    consents(&by, resident, placing)?;
    let attachments = attached(ctx, item, placing)?;
    let (building, contact) = whereto(world, community, resident, placing)?;
    slot(ctx, placing)?;
    room(world, command, placing)?;
    let note = text::optional(&placing.note, text::NOTE_MAX, Field::Note)?;
    let health = text::optional(&placing.health, text::NOTE_MAX, Field::HealthNote)?;
    let hours = community.hours();
    let (state, due) = if item.trusted && !item.spoken {
        (State::Open, accept_by(item, &hours, ctx.now))
    } else {
        (State::Submitted, hours.after(ctx.now, item.limits.triage))
    };
    let clocks = Clocks::start(ctx.now, Some(due), hours.version());
    let fresh = Order::fresh(
        command.order,
        command.community.clone(),
        item,
        placing.mode,
        placing.slot,
        state,
        clocks,
    );
    let order = Order {
        number: text::optional(&placing.number, 16, Field::Unknown)?,
        channel: channel(&by, placing.channel),
        building: building.clone(),
        resident: Seen::known(placing.resident),
        placed_by: Seen::known(ctx.actor.person),
        contact: Seen::known(contact),
        note: Seen::known(note),
        health: Seen::known(health),
        code: Seen::known(placing.code.clone()),
        attachments,
        standby: wish(world, ctx, command, placing, item, building.as_ref()),
        remarks: Seen::known(Vec::new()),
        ..fresh
    };
    Ok((by, order))
}

/// A phone says how an order came in only where it can know better than the rules do: at the desk.
const fn channel(by: &By, said: Channel) -> Channel {
    match (by.part, said) {
        (Part::Resident, _) => Channel::App,
        (Part::Proxy, _) => Channel::Proxy,
        (_, Channel::Counter | Channel::Phone | Channel::Patrol) => said,
        _ => Channel::Counter,
    }
}

/// Off hours nobody takes an order; the clock for taking it starts when the centre opens.
fn accept_by(item: &Item, hours: &dyn WorkingCalendar, now: Instant) -> Instant {
    hours.next_open(now).plus(i64::from(item.limits.accept) * MINUTE)
}

/// 还请上次那位: that person waits first in line, if they may take it at all. Dispatch-only items are the desk's choice. Only the
/// server knows the person; a wish that can't be met is no reason to refuse the order.
fn wish(
    world: &dyn World,
    ctx: Ctx<'_>,
    command: &OrderCommand,
    placing: &Placing,
    item: &Item,
    building: Option<&crate::BuildingId>,
) -> Vec<crate::PersonId> {
    let fits = |id: &crate::PersonId| {
        let Lookup::Known(person) = world.person(*id) else {
            return false;
        };
        let helper = person.actor(ctx.now, std::collections::BTreeSet::new());
        let skilled = item.skill.as_ref().is_none_or(|s| helper.skills.contains(s));
        *id != placing.resident && *id != ctx.actor.person && skilled && helper.serves(&command.community, building)
    };
    let wished = placing.wish.filter(|_| item.pool == Pool::Open && world.is_authority());
    wished.into_iter().filter(fits).collect()
}

/// The resident, somebody they let order, or the desk of the community.
fn who(ctx: Ctx<'_>, community: &CommunityId, item: &Item, placing: &Placing) -> Result<By, Stop> {
    let part = if ctx.actor.person == placing.resident {
        Part::Resident
    } else if ctx.actor.proxy_for.contains(&placing.resident) {
        ensure(item.proxy_allowed, Code::NotAllowed)?;
        Part::Proxy
    } else if ctx.actor.is(crate::Role::Secretary, community) {
        Part::Secretary
    } else if ctx.actor.is_desk(community) {
        Part::Staff
    } else {
        return Err(Code::NotAllowed.into());
    };
    Ok(By {
        part,
        person: Seen::known(ctx.actor.person),
    })
}

/// The notice comes before the first order on a phone of the resident's side; at the window staff give it in person.
fn consents(by: &By, resident: &Person, placing: &Placing) -> Result<(), Stop> {
    let at_desk = matches!(by.part, Part::Staff | Part::Secretary);
    ensure(at_desk || resident.consents.notice.is_some(), Code::ConsentMissing)?;
    if !placing.health.trim().is_empty() && resident.consents.health.is_none() {
        return Err(Reason::field(Code::ConsentMissing, Field::HealthNote).into());
    }
    Ok(())
}

/// Photos and a voice note. Where what is wanted is said and not written, it must be there.
fn attached(ctx: Ctx<'_>, item: &Item, placing: &Placing) -> Result<Seen<Attachments>, Stop> {
    let attached = attachment::attach(ctx, &[], &placing.attached)?;
    let said = |all: &Attachments| all.list().iter().any(|a| a.what.media == Media::Voice);
    if item.spoken && !attached.get().is_some_and(said) {
        return Err(Reason::field(Code::FieldMissing, Field::Attachment).into());
    }
    Ok(attached)
}

/// Where to go and whom to call; no address is kept where nobody travels.
fn whereto(
    world: &dyn World,
    community: &Community,
    resident: &Person,
    placing: &Placing,
) -> Result<(Option<crate::BuildingId>, Contact), Stop> {
    let profile = &resident.profile;
    let name = text::optional(&placing.contact_name, text::NAME_MAX, Field::Name)?;
    let phone = placing
        .contact_phone
        .clone()
        .map_or_else(|| profile.phone.clone(), Seen::known);
    let mut contact = Contact {
        name: if name.is_empty() {
            profile.name.clone()
        } else {
            Seen::known(name)
        },
        phone_tail: match phone.get() {
            Some(phone) => Seen::known(phone.tail().to_owned()),
            // The desk's copy of a person has the tail without the number.
            None => profile.phone_tail.clone(),
        },
        phone,
        door: Seen::hidden(),
    };
    if !placing.mode.travels() {
        return Ok((None, contact));
    }
    let home = resident.home.as_ref().and_then(|h| h.building.clone());
    let own = placing.building.is_none() || placing.building == home;
    let Some(building) = placing.building.clone().or(home) else {
        return Err(Reason::field(Code::FieldMissing, Field::Building).into());
    };
    ensure(community.building(&building).is_some(), Code::OutsideArea)?;
    let known = profile
        .door
        .get()
        .map_or(!world.is_authority(), |door| !door.is_empty());
    let door = text::optional(&placing.door, text::DOOR_MAX, Field::Door)?;
    contact.door = match (door.is_empty(), own) {
        (false, _) => Seen::known(door),
        // The desk's copy of a person has no door; the server's has, or nobody ever wrote one down.
        (true, true) if known => profile.door.clone(),
        _ => return Err(Reason::field(Code::FieldMissing, Field::Door).into()),
    };
    Ok((Some(building), contact))
}

/// The slot must not have been over when the person chose it: an order that waited offline still arrives.
fn slot(ctx: Ctx<'_>, placing: &Placing) -> Result<(), Stop> {
    let chosen = ctx.claimed.map_or(ctx.now, |claimed| claimed.min(ctx.now));
    let fits = placing.slot.is_well_formed() && placing.slot.end() > chosen;
    if fits {
        Ok(())
    } else {
        Err(Reason::field(Code::SlotInvalid, Field::Slot).into())
    }
}

/// Not the same thing twice on one day unless meant so, and not without end.
fn room(world: &dyn World, command: &OrderCommand, placing: &Placing) -> Result<(), Stop> {
    let open = world.open_orders_of(&command.community, placing.resident).required()?;
    if open.len() >= OPEN_ORDERS_MAX {
        return Err(Reason::from(Code::TooManyOpen)
            .limit(u32::try_from(OPEN_ORDERS_MAX).unwrap_or(u32::MAX))
            .into());
    }
    let same = open
        .iter()
        .any(|(_, item, day)| *item == placing.item && *day == placing.slot.day);
    ensure(placing.despite_duplicate || !same, Code::Duplicate)
}
