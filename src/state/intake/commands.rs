//! The commands a complete page becomes, in the order in which they must arrive: who is new, what they agreed to, the order.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{
    Area, Command, Grant, Instant, OrderId, PersonId, Role, Seen,
    catalogue::{Item, Mode},
    order::{Act, OrderCommand, Placing, ServiceCode},
    person::{Consent, Consents, DEFAULT_CAP, Home, Person, PersonCommand, Profile},
    phone::Phone,
};

use super::form::Form;
use crate::text::notice;

/// What is made fresh for each order.
#[derive(Clone, Copy, Debug)]
pub struct Fresh {
    /// Id of the order.
    pub order: OrderId,
    /// Id of the person, when somebody is new.
    pub person: PersonId,
    /// Makes the service code.
    pub random: u32,
    /// Now, by the server's clock as far as known.
    pub now: Instant,
}

/// The commands; none while something is missing that `problems` would name.
pub fn commands(
    form: &Form,
    resident: Option<&Person>,
    item: &Item,
    fresh: Fresh,
    despite_duplicate: bool,
) -> Option<Vec<Command>> {
    let mut commands = Vec::new();
    let home = resident.and_then(|r| r.home.as_ref()).map(|h| h.community.clone());
    let community = home.or_else(|| form.community.clone())?;
    let mode = form.mode.or(item.modes.first().copied())?;
    let person = if form.new {
        let new = registered(form, fresh, &community)?;
        let id = new.id;
        commands.push(Command::Person(PersonCommand::Register(Box::new(new))));
        id
    } else {
        resident?.id
    };
    let agreed = |has: fn(&Consents) -> bool| resident.is_some_and(|r| has(&r.consents));
    if form.told && !agreed(|c| c.notice.is_some()) {
        commands.push(consent(person, Consent::Notice));
    }
    let health = form.health.trim();
    if !health.is_empty() && form.health_agreed && !agreed(|c| c.health.is_some()) {
        commands.push(consent(person, Consent::Health));
    }
    commands.push(Command::Order(OrderCommand {
        order: fresh.order,
        community,
        act: Act::Place(Box::new(placing(
            form,
            resident,
            item,
            mode,
            person,
            fresh.random,
            despite_duplicate,
        )?)),
    }));
    Some(commands)
}

fn consent(person: PersonId, purpose: Consent) -> Command {
    Command::Person(PersonCommand::Consent {
        person,
        purpose,
        version: Some(notice::VERSION),
    })
}

fn placing(
    form: &Form,
    resident: Option<&Person>,
    item: &Item,
    mode: Mode,
    person: PersonId,
    random: u32,
    despite_duplicate: bool,
) -> Option<Placing> {
    let homeless = resident.is_some_and(|r| r.home.as_ref().is_none_or(|h| h.building.is_none()));
    let place = mode.travels() && (form.asks_place(true) || homeless);
    Some(Placing {
        item: item.code.clone(),
        mode,
        resident: person,
        channel: form.channel,
        building: form.building.clone().filter(|_| place),
        door: if place {
            form.door.trim().to_owned()
        } else {
            String::new()
        },
        contact_name: String::new(),
        contact_phone: None,
        slot: form.slot?,
        note: form.note.trim().to_owned(),
        health: if item.asks_health {
            form.health.trim().to_owned()
        } else {
            String::new()
        },
        code: match &form.corrects {
            Some(refused) => refused.code.clone(),
            None => ServiceCode::from_random(random),
        },
        number: String::new(),
        despite_duplicate,
        wish: None,
        attached: doorstep_domain::order::Attachments::default(),
    })
}

fn registered(form: &Form, fresh: Fresh, community: &doorstep_domain::CommunityId) -> Option<Person> {
    Some(Person {
        id: fresh.person,
        profile: Profile {
            name: Seen::known(form.name.trim().to_owned()),
            phone: Seen::known(Phone::parse(&form.phone).ok()?),
            phone_tail: Seen::hidden(),
            initials: Seen::hidden(),
            relations: BTreeMap::new(),
            door: Seen::known(form.door.trim().to_owned()),
        },
        home: Some(Home {
            community: community.clone(),
            building: form.building.clone(),
        }),
        grants: vec![Grant {
            role: Role::Resident,
            area: Area::Community(community.clone()),
            from: fresh.now,
            until: None,
        }],
        skills: BTreeSet::new(),
        cap: DEFAULT_CAP,
        badge: None,
        post: None,
        consents: Consents::default(),
        proxies: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use doorstep_domain::CommandId;
    use doorstep_replica::{Effect, Event};

    use super::*;
    use crate::state::desk::fixture::{WANG, at, device, item, people, tomorrow};

    const FRESH: Fresh = Fresh {
        order: OrderId::from_bits(70),
        person: PersonId::from_bits(71),
        random: 14_729,
        now: Instant(0),
    };

    fn form() -> Form {
        Form {
            item: Some("C01".into()),
            slot: Some(tomorrow(9)),
            told: true,
            ..Form::default()
        }
    }

    /// Gives the commands to a device of the desk; none may be refused.
    fn play(commands: Vec<Command>) -> doorstep_replica::Replica {
        let mut device = device(Vec::new());
        for (n, command) in commands.into_iter().enumerate() {
            let event = Event::Ask {
                command: Box::new(command),
                command_id: CommandId::from_bits(100 + n as u128),
            };
            for effect in device.update(event, at(0)) {
                assert!(!matches!(effect, Effect::Refused { .. }), "{effect:?}");
            }
        }
        device
    }

    #[test]
    fn an_order_for_somebody_known_is_taken_at_once_also_offline() {
        let wang = people().remove(1);
        let made = commands(&form(), Some(&wang), &item(), FRESH, false).expect("complete");
        assert_eq!(made.len(), 2, "the notice once, and the order");
        let device = play(made);
        let order = device.orders().next().expect("placed");
        assert!(order.resident.is(&WANG) && order.channel == doorstep_domain::order::Channel::Phone);
        assert_eq!(order.code.get().map(|c| c.digits().to_owned()), Some("4729".to_owned()));
    }

    #[test]
    fn somebody_new_is_registered_before_the_order() {
        let form = Form {
            new: true,
            name: "新示例".into(),
            phone: "00012345678".into(),
            community: Some("yy".into()),
            building: Some("yy-3".into()),
            door: "1单元 101室".into(),
            ..form()
        };
        let made = commands(&form, None, &item(), FRESH, false).expect("complete");
        assert_eq!(made.len(), 3);
        let device = play(made);
        assert!(device.orders().next().is_some_and(|o| o.resident.is(&FRESH.person)));
    }

    #[test]
    fn a_health_note_goes_with_its_consent_only_where_the_item_asks() {
        let wang = people().remove(1);
        let form = Form {
            health: "高血压".into(),
            health_agreed: true,
            ..form()
        };
        let placed = |item: &Item| {
            let made = commands(&form, Some(&wang), item, FRESH, false).expect("complete");
            match made.last() {
                Some(Command::Order(OrderCommand {
                    act: Act::Place(placing),
                    ..
                })) => (made.len(), placing.health.clone()),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(placed(&item()).1, "");
        let asks = Item {
            asks_health: true,
            ..item()
        };
        assert_eq!(placed(&asks), (3, "高血压".to_owned()));
    }

    #[test]
    fn nothing_is_made_of_half_a_page() {
        assert!(commands(&form(), None, &item(), FRESH, false).is_none());
        let wang = people().remove(1);
        let timeless = Form { slot: None, ..form() };
        assert!(commands(&timeless, Some(&wang), &item(), FRESH, false).is_none());
    }
}
