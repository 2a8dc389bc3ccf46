//! People as the desk finds and keeps them: search, one record in words, registering, correcting.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{
    Actor, Area, CommunityId, Entity, Field, Grant, Instant, PersonId, Role, Seen,
    person::{Consents, DEFAULT_CAP, Home, Person, Profile},
    phone::Phone,
    search, text as limits,
};
use doorstep_replica::Replica;

use super::home::building_words;
use crate::text::{self, DOT};

/// Most people a search shows.
const FOUND_MAX: usize = 12;

/// The communities `actor` works at the desk of.
pub fn desks(replica: &Replica, actor: &Actor) -> Vec<CommunityId> {
    let communities = replica.shown().values().filter_map(|e| match e {
        Entity::Community(c) if actor.is_desk(&c.id) => Some(c.id.clone()),
        _ => None,
    });
    communities.collect()
}

/// Whether `actor` may register members and volunteers of `community`.
pub fn may_empower(actor: &Actor, community: &CommunityId) -> bool {
    actor.is(Role::Secretary, community)
}

/// Whether `actor` may register staff: whoever keeps the installation.
pub fn may_appoint(actor: &Actor) -> bool {
    actor.is_operator()
}

/// Whether somebody works at a desk: they sign in by password and are invited, never by card.
pub fn has_office(person: &Person) -> bool {
    let office = |grant: &Grant| {
        matches!(
            grant.role,
            Role::Staff | Role::Secretary | Role::Department | Role::Operator
        )
    };
    person.grants.iter().any(office)
}

/// Everybody whom `typed` finds: by a part of the name, the last four digits of the phone, or the building. By name.
pub fn find(replica: &Replica, typed: &str) -> Vec<Person> {
    let mut found: Vec<Person> = everybody(replica)
        .filter(|p| finds(replica, typed, p))
        .cloned()
        .collect();
    doorstep_domain::sort::by(&mut found, |a, b| {
        (a.home.is_none(), a.profile.name.get(), a.id).cmp(&(b.home.is_none(), b.profile.name.get(), b.id))
    });
    found.truncate(FOUND_MAX);
    found
}

/// The people an order can be placed for: those of [`find`] who live somewhere.
pub fn find_residents(replica: &Replica, typed: &str) -> Vec<Person> {
    let mut found = find(replica, typed);
    found.retain(|p| p.home.is_some());
    found
}

fn everybody(replica: &Replica) -> impl Iterator<Item = &Person> {
    replica.shown().values().filter_map(|e| match e {
        Entity::Person(person) => Some(&**person),
        _ => None,
    })
}

fn finds(replica: &Replica, typed: &str, person: &Person) -> bool {
    let wanted = search::fold(typed);
    search::finds_person(typed, person) || !wanted.is_empty() && search::fold(&home(replica, person)).contains(&wanted)
}

/// 宜园社区 · 宜园小区 3号楼; empty when no home is known. The door is hidden here.
pub fn home(replica: &Replica, person: &Person) -> String {
    let Some(home) = &person.home else { return String::new() };
    let Some(Entity::Community(community)) = replica.shown().get(&doorstep_domain::Key::community(&home.community))
    else {
        return String::new();
    };
    let building = home
        .building
        .as_ref()
        .map(|b| building_words(community, b))
        .filter(|b| !b.is_empty());
    match building {
        Some(building) => format!("{}{DOT}{building}", community.name),
        None => community.name.clone(),
    }
}

/// 尾号 0056; empty when no phone is known.
pub fn tail(person: &Person) -> String {
    let tail = person.profile.phone_tail.get().filter(|t| !t.is_empty());
    tail.map(|t| text::desk::phone_tail(t)).unwrap_or_default()
}

/// What somebody may do, one line a grant: 党员 · 宜园社区 1号楼、2号楼.
pub fn grants(replica: &Replica, person: &Person, now: Instant) -> Vec<String> {
    let line = |grant: &Grant| {
        let role = role(grant.role);
        let place = match &grant.area {
            Area::City => text::desk::whole_city().to_owned(),
            Area::Community(c) => community_name(replica, c),
            Area::Zone(c, buildings) => zone(replica, c, buildings),
        };
        format!("{role}{DOT}{place}")
    };
    person.grants.iter().filter(|g| g.holds_at(now)).map(line).collect()
}

fn zone(replica: &Replica, id: &CommunityId, buildings: &BTreeSet<doorstep_domain::BuildingId>) -> String {
    let Some(Entity::Community(community)) = replica.shown().get(&doorstep_domain::Key::community(id)) else {
        return id.to_string();
    };
    let names = buildings
        .iter()
        .filter_map(|b| community.building(b))
        .map(|b| b.name.as_str());
    let names: Vec<_> = names.collect();
    format!("{} {}", community.name, names.join(text::pick("、", ", ")))
}

/// The name of a community.
pub fn community_name(replica: &Replica, id: &CommunityId) -> String {
    match replica.shown().get(&doorstep_domain::Key::community(id)) {
        Some(Entity::Community(community)) => community.name.clone(),
        _ => id.to_string(),
    }
}

/// 居民, 党员, 志愿者, 社工, 社区书记, 部门, 系统管理员.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Resident => text::desk::role_resident(),
        Role::Member => text::desk::role_member(),
        Role::Volunteer => text::desk::role_volunteer(),
        Role::Staff => text::desk::role_staff(),
        Role::Secretary => text::desk::role_secretary(),
        Role::Department => text::desk::role_department(),
        Role::Operator => text::desk::role_operator(),
    }
}

/// Every skill the catalogue asks for somewhere.
pub fn skills(replica: &Replica) -> Vec<String> {
    let skills = replica.shown().values().filter_map(|e| match e {
        Entity::Item(item) => item.skill.clone(),
        _ => None,
    });
    skills.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Somebody to be registered, or a correction, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Full name.
    pub name: String,
    /// Phone; empty leaves it as it is.
    pub phone: String,
    /// Community.
    pub community: Option<CommunityId>,
    /// Building.
    pub building: Option<doorstep_domain::BuildingId>,
    /// Door; empty leaves it as it is.
    pub door: String,
    /// What they are to do, beside living there; none for a resident.
    pub role: Option<Role>,
    /// Skills of a helper.
    pub skills: BTreeSet<String>,
    /// Badge of a helper.
    pub badge: String,
    /// Station or post of a helper.
    pub post: String,
}

/// What is wrong with what was typed, by the id of its field. `fresh` asks for what everybody has, a correction only for what it
/// changes. Not everybody has a phone.
pub fn problems(typed: &Typed, fresh: bool) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let missing = |field| text::reason::missing(Some(field)).to_owned();
    if let Err(reason) = limits::required(&typed.name, limits::NAME_MAX, Field::Name) {
        found.push(("p-name", text::reason::sentence(&reason)));
    }
    if !typed.phone.trim().is_empty()
        && let Err(reason) = Phone::parse(&typed.phone)
    {
        found.push(("p-phone", text::reason::sentence(&reason)));
    }
    if fresh && typed.community.is_none() || typed.building.is_none() && !typed.door.trim().is_empty() {
        found.push(("p-building", missing(Field::Building)));
    }
    if let Err(reason) = limits::optional(&typed.door, limits::DOOR_MAX, Field::Door) {
        found.push(("p-door", text::reason::sentence(&reason)));
    }
    found
}

/// The record of somebody new; none while something is missing.
pub fn registered(typed: &Typed, id: PersonId, now: Instant) -> Option<Person> {
    let community = typed.community.clone()?;
    let grant = |role| Grant {
        role,
        area: Area::Community(community.clone()),
        from: now,
        until: None,
    };
    let helper = typed.role.filter(|r| *r != Role::Resident);
    let some = |text: &str| (helper.is_some() && !text.trim().is_empty()).then(|| text.trim().to_owned());
    Some(Person {
        id,
        profile: profile(typed)?,
        home: Some(Home {
            community: community.clone(),
            building: typed.building.clone(),
        }),
        grants: [Some(Role::Resident), helper]
            .into_iter()
            .flatten()
            .map(grant)
            .collect(),
        skills: if helper.is_some() {
            typed.skills.clone()
        } else {
            BTreeSet::new()
        },
        cap: DEFAULT_CAP,
        badge: some(&typed.badge),
        post: some(&typed.post),
        consents: Consents::default(),
        proxies: Vec::new(),
    })
}

/// The personal fields that were typed; empty ones stay as they are.
pub fn profile(typed: &Typed) -> Option<Profile> {
    let phone = match typed.phone.trim() {
        "" => Seen::hidden(),
        phone => Seen::known(Phone::parse(phone).ok()?),
    };
    let door = typed.door.trim();
    Some(Profile {
        name: Seen::known(typed.name.trim().to_owned()),
        phone,
        phone_tail: Seen::hidden(),
        initials: Seen::hidden(),
        relations: BTreeMap::new(),
        door: if door.is_empty() {
            Seen::hidden()
        } else {
            Seen::known(door.to_owned())
        },
    })
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{Command, CommandId, person::PersonCommand};
    use doorstep_replica::{Effect, Event};

    use super::*;
    use crate::state::desk::facts;
    use crate::state::desk::fixture::{DESK, WANG, at, device, device_of, people, person};

    fn names(found: &[Person]) -> Vec<&str> {
        found
            .iter()
            .filter_map(|p| p.profile.name.get())
            .map(String::as_str)
            .collect()
    }

    #[test]
    fn people_are_found_by_name_tail_and_building() {
        let device = device(Vec::new());
        assert_eq!(names(&find(&device, "王")), ["王示例"]);
        assert_eq!(names(&find(&device, "0003")), ["李示例"]);
        assert_eq!(names(&find(&device, "3号楼")), ["王示例"]);
        assert_eq!(names(&find(&device, "示例"))[0], "王示例", "residents first");
        assert!(find(&device, "  ").is_empty() && find(&device, "03").is_empty());
        assert_eq!(names(&find_residents(&device, "示例")), ["王示例"]);
    }

    #[test]
    fn a_record_is_read_without_phone_and_door() {
        let device = device(Vec::new());
        let wang = facts::person(&device, WANG).expect("on the device");
        assert_eq!(home(&device, wang), "宜园社区\u{a0}· 宜园小区 3号楼");
        assert_eq!(
            (tail(wang), grants(&device, wang, at(0))),
            ("尾号 0002".into(), vec!["居民\u{a0}· 宜园社区".to_owned()])
        );
        let zhang = &find(&device, "张示例")[0];
        assert_eq!(grants(&device, zhang, at(0)), ["党员\u{a0}· 宜园社区 4号楼"]);
    }

    fn typed() -> Typed {
        Typed {
            name: "新示例".into(),
            phone: "00012345678".into(),
            community: Some("yy".into()),
            building: Some("yy-3".into()),
            door: "1单元 101室".into(),
            ..Typed::default()
        }
    }

    fn refused(me: PersonId, new: Person) -> bool {
        let mut all = people();
        all.push(person(
            PersonId::from_bits(8),
            "吴示例",
            Role::Secretary,
            Area::Community("yy".into()),
        ));
        let event = Event::Ask {
            command: Box::new(Command::Person(PersonCommand::Register(Box::new(new)))),
            command_id: CommandId::from_bits(5),
        };
        let effects = device_of(me, all, Vec::new()).update(event, at(0));
        effects.iter().any(|e| matches!(e, Effect::Refused { .. }))
    }

    #[test]
    fn staff_register_residents_and_only_the_secretary_registers_helpers() {
        let id = PersonId::from_bits(50);
        let resident = registered(&typed(), id, at(0)).expect("complete");
        assert!(!refused(DESK, resident));
        let volunteer = Typed {
            role: Some(Role::Volunteer),
            ..typed()
        };
        let volunteer = registered(&volunteer, id, at(0)).expect("complete");
        assert!(refused(DESK, volunteer.clone()));
        assert!(!refused(PersonId::from_bits(8), volunteer));
        let secretary = person(DESK, "", Role::Secretary, Area::Community("yy".into()));
        assert!(may_empower(&secretary.actor(at(0), BTreeSet::new()), &"yy".into()));
    }

    #[test]
    fn a_correction_keeps_what_was_left_empty() {
        let only_name = Typed {
            name: "王示例二".into(),
            ..Typed::default()
        };
        assert!(problems(&only_name, false).is_empty());
        let profile = profile(&only_name).expect("complete");
        assert!(profile.phone.is_hidden() && profile.door.is_hidden());
        let fields: Vec<_> = problems(&Typed::default(), true).into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["p-name", "p-building"]);
        let wrong = Typed {
            phone: "12".into(),
            ..typed()
        };
        assert_eq!(problems(&wrong, true)[0].0, "p-phone");
        let none = Typed {
            phone: String::new(),
            ..typed()
        };
        assert!(problems(&none, true).is_empty(), "not everybody has a phone");
    }
}
