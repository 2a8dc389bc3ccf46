//! What is still missing or wrong on the page, each with its field.

use doorstep_domain::{
    Field, Instant,
    catalogue::{Item, Mode},
    person::Person,
    phone::Phone,
    place::Community,
    text as limits,
};

use super::form::Form;
use crate::text;

/// Something that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The id of its field.
    pub field: &'static str,
    /// What to do about it.
    pub text: String,
}

/// Everything that keeps `form` from being placed at `now`, from top to bottom. `resident` is who was chosen, `item` what, and
/// `community` where it will be.
pub fn problems(
    form: &Form,
    resident: Option<&Person>,
    item: Option<&Item>,
    community: Option<&Community>,
    now: Instant,
) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |field, text: String| found.push(Problem { field, text });
    let missing = |field| text::reason::missing(Some(field)).to_owned();
    if form.new {
        if let Err(reason) = limits::required(&form.name, limits::NAME_MAX, Field::Name) {
            add("in-name", text::reason::sentence(&reason));
        }
        if form.phone.trim().is_empty() {
            add("in-phone", missing(Field::Phone));
        } else if let Err(reason) = Phone::parse(&form.phone) {
            add("in-phone", text::reason::sentence(&reason));
        }
    } else if resident.is_none() {
        add("in-find", text::desk::in_who_missing().to_owned());
    }
    let Some(item) = item else {
        add("in-item", missing(Field::Item));
        return found;
    };
    let mode = form.mode.or(item.modes.first().copied());
    match form.slot {
        None => add("in-day", missing(Field::Slot)),
        Some(slot) if slot.end() <= now => add("in-day", text::desk::in_slot_past().to_owned()),
        Some(_) => {}
    }
    place(form, resident, mode, community, &mut add);
    if let Err(reason) = limits::optional(&form.note, limits::NOTE_MAX, Field::Note) {
        add("in-note", text::reason::sentence(&reason));
    }
    if let Err(reason) = limits::optional(&form.health, limits::NOTE_MAX, Field::HealthNote) {
        add("in-health", text::reason::sentence(&reason));
    }
    if !form.told && resident.is_none_or(|r| r.consents.notice.is_none()) && (form.new || resident.is_some()) {
        add("in-told", text::desk::in_told_missing().to_owned());
    }
    found
}

fn place(
    form: &Form,
    resident: Option<&Person>,
    mode: Option<Mode>,
    community: Option<&Community>,
    add: &mut impl FnMut(&'static str, String),
) {
    let travels = mode.is_some_and(Mode::travels);
    let homeless = resident.is_some_and(|r| r.home.as_ref().is_none_or(|h| h.building.is_none()));
    let asked = form.asks_place(travels) || travels && homeless;
    if !asked || form.new && !travels && form.building.is_none() && form.door.trim().is_empty() {
        return;
    }
    let known = form
        .building
        .as_ref()
        .is_some_and(|b| community.is_some_and(|c| c.building(b).is_some()));
    if !known {
        add("in-building", text::reason::missing(Some(Field::Building)).to_owned());
    }
    if travels && let Err(reason) = limits::required(&form.door, limits::DOOR_MAX, Field::Door) {
        add("in-door", text::reason::sentence(&reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::desk::fixture::{at, community, item, people, tomorrow};

    fn fields(form: &Form, resident: Option<&Person>) -> Vec<&'static str> {
        let found = problems(
            form,
            resident,
            form.item.as_ref().map(|_| item()).as_ref(),
            Some(&community()),
            at(0),
        );
        found.iter().map(|p| p.field).collect()
    }

    #[test]
    fn an_empty_page_asks_for_the_person_and_the_service() {
        assert_eq!(fields(&Form::default(), None), ["in-find", "in-item"]);
    }

    #[test]
    fn somebody_known_needs_service_time_and_the_notice_once() {
        let mut wang = people().remove(1);
        let mut form = Form {
            resident: Some(wang.id),
            item: Some("C01".into()),
            ..Form::default()
        };
        assert_eq!(fields(&form, Some(&wang)), ["in-day", "in-told"]);
        form.slot = Some(tomorrow(9));
        wang.consents.notice = Some(doorstep_domain::person::Given { version: 1, at: at(0) });
        assert!(fields(&form, Some(&wang)).is_empty());
        form.elsewhere = true;
        assert_eq!(fields(&form, Some(&wang)), ["in-building", "in-door"]);
    }

    #[test]
    fn somebody_new_is_written_down_with_name_phone_and_place() {
        let mut form = Form {
            new: true,
            item: Some("C01".into()),
            slot: Some(tomorrow(9)),
            told: true,
            phone: "12".into(),
            ..Form::default()
        };
        assert_eq!(fields(&form, None), ["in-name", "in-phone", "in-building", "in-door"]);
        form.name = "新示例".into();
        form.phone = "000-1234 5678".into();
        form.building = Some("yy-3".into());
        form.door = "1单元 101室".into();
        assert!(fields(&form, None).is_empty());
        form.note = "长".repeat(201);
        assert_eq!(fields(&form, None), ["in-note"]);
        form.slot = Some(tomorrow(9));
        assert!(!problems(&form, None, Some(&item()), Some(&community()), at(5000)).is_empty());
    }
}
