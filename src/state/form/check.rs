//! What is still missing, what is doubled, and the command a complete draft becomes.

use doorstep_domain::{
    Instant,
    catalogue::Item,
    order::{Channel, Order, Placing, ServiceCode},
    person::Person,
    place::Community,
    text::{DOOR_MAX, NOTE_MAX},
};

use super::draft::Draft;
use crate::{routes::FormStep, text};

/// What the form is about, besides the draft.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What is ordered.
    pub item: Item,
    /// For whom.
    pub resident: Person,
    /// Their community.
    pub community: Community,
    /// The person at the phone orders for themselves.
    pub own: bool,
}

/// Something that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The step that asks for it.
    pub step: FormStep,
    /// The id of its field on the screen.
    pub field: &'static str,
    /// What to do about it.
    pub text: String,
}

/// Everything that keeps `draft` from being placed at `now`, in the order of the steps.
pub fn problems(draft: &Draft, setting: &Setting, now: Instant) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |step, field, text: String| found.push(Problem { step, field, text });
    match draft.slot {
        None => add(
            FormStep::When,
            "f-slot",
            text::reason::missing(Some(doorstep_domain::Field::Slot)).to_owned(),
        ),
        Some(slot) if slot.start() <= now => add(FormStep::When, "f-slot", text::form::slot_past().to_owned()),
        Some(_) => {}
    }
    if draft.mode.travels() {
        let missing = |field| text::reason::missing(Some(field)).to_owned();
        let known_building = draft
            .building
            .as_ref()
            .is_some_and(|b| setting.community.building(b).is_some());
        if asks_address(draft, &setting.resident) {
            if !known_building {
                add(FormStep::Where, "f-building", missing(doorstep_domain::Field::Building));
            }
            if draft.door.trim().is_empty() {
                add(FormStep::Where, "f-door", missing(doorstep_domain::Field::Door));
            } else if draft.door.trim().chars().count() > DOOR_MAX {
                add(FormStep::Where, "f-door", text::reason::too_long(len_u32(DOOR_MAX)));
            }
        }
    }
    let over = note_text(draft).chars().count().saturating_sub(NOTE_MAX);
    if over > 0 {
        add(FormStep::Note, "f-note", text::form::note_over(over));
    }
    let over = health_text(draft).chars().count().saturating_sub(NOTE_MAX);
    if over > 0 {
        add(FormStep::Note, "f-health", text::form::note_over(over));
    }
    found
}

/// Whether the address has to be typed: another place is meant, or no home is on record.
pub fn asks_address(draft: &Draft, resident: &Person) -> bool {
    draft.elsewhere || !has_home(resident)
}

/// Whether building and door of the resident's home are on record.
pub fn has_home(resident: &Person) -> bool {
    let building = resident.home.as_ref().is_some_and(|h| h.building.is_some());
    building && resident.profile.door.get().is_none_or(|door| !door.is_empty())
}

/// The quick tags and the words, as one note.
pub fn note_text(draft: &Draft) -> String {
    let tags: Vec<_> = draft
        .tags
        .iter()
        .map(|t| text::form::tag(t))
        .filter(|t| !t.is_empty())
        .collect();
    let comma = text::pick("，", ", ");
    match (tags.is_empty(), draft.note.trim()) {
        (true, note) => note.to_owned(),
        (false, "") => tags.join(comma),
        (false, note) => format!("{}{}{note}", tags.join(comma), text::pick("。", ". ")),
    }
}

/// The health note, empty unless it is wanted.
pub fn health_text(draft: &Draft) -> &str {
    if draft.with_health { draft.health.trim() } else { "" }
}

/// A running order of the same resident for the same thing on the same day.
pub fn duplicate_of<'a>(draft: &Draft, orders: impl Iterator<Item = &'a Order>) -> Option<&'a Order> {
    let day = draft.slot?.day;
    let same = |o: &&Order| {
        o.id != draft.order
            && o.item == draft.item
            && o.slot.day == day
            && o.resident.is(&draft.resident)
            && !o.state.is_ended()
    };
    let mut orders = orders;
    orders.find(same)
}

/// The command of a complete draft; `random` makes the service code. None while the time is missing.
pub fn placing(draft: &Draft, setting: &Setting, random: u32, despite_duplicate: bool) -> Option<Placing> {
    let typed = draft.mode.travels() && asks_address(draft, &setting.resident);
    Some(Placing {
        item: draft.item.clone(),
        mode: draft.mode,
        resident: draft.resident,
        channel: if setting.own { Channel::App } else { Channel::Proxy },
        building: draft.building.clone().filter(|_| typed),
        door: if typed {
            draft.door.trim().to_owned()
        } else {
            String::new()
        },
        contact_name: String::new(),
        contact_phone: None,
        slot: draft.slot?,
        note: note_text(draft),
        health: health_text(draft).to_owned(),
        code: ServiceCode::from_random(random),
        number: String::new(),
        despite_duplicate,
        wish: draft.wish.as_ref().filter(|_| draft.wished).map(|w| w.person),
        attached: draft.attached.clone(),
    })
}

fn len_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Characters that still fit into the note, beside the quick tags.
pub fn note_left(draft: &Draft) -> usize {
    NOTE_MAX.saturating_sub(note_text(draft).chars().count())
}
