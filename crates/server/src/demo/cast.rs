//! The people as they are registered: homes, grants, skills, badges; their consents; and the mother who lets her daughter order.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::{
    Area, Command, Grant, Instant, PersonId, Role, Seen,
    person::{Consent, Consents, DEFAULT_CAP, Home, Person, PersonCommand, Profile},
    phone::Phone,
    time::DAY,
};

use super::{
    people::{
        DAUGHTER, DEPARTMENT, DESK, DemoPerson, FENG, GAO, HE, LIN, LUO, MA, MEMBER, MEMBER2, MEMBER3, OPERATOR,
        PEOPLE, RESIDENT, SECRETARY, VOLUNTEER, VOLUNTEER2, XIE,
    },
    places::{HQ, JY, SL, YAOYAO, YY},
};

/// The version of the notice that everybody agreed to.
const NOTICE: u32 = 1;
/// Grants began this long before the demo.
const SINCE: i64 = 400 * DAY;

/// The operator, who is there before anybody can be registered.
pub(super) fn operator(start: Instant) -> Person {
    person(&OPERATOR, start)
}

/// Registers everybody else.
pub(super) fn register(start: Instant) -> Vec<Command> {
    PEOPLE
        .iter()
        .filter(|p| p.who != OPERATOR.who)
        .map(|p| Command::Person(PersonCommand::Register(Box::new(person(p, start)))))
        .collect()
}

/// What people say for themselves: who, and the command.
pub(super) fn consents() -> Vec<(PersonId, Command)> {
    let agree = |person: PersonId, purpose: Consent| {
        let command = PersonCommand::Consent {
            person,
            purpose,
            version: Some(NOTICE),
        };
        (person, Command::Person(command))
    };
    let mut said: Vec<_> = PEOPLE
        .iter()
        .filter(|p| home(p).is_some())
        .map(|p| agree(p.id(), Consent::Notice))
        .collect();
    said.push(agree(RESIDENT.id(), Consent::Health));
    let proxy = PersonCommand::AllowProxy {
        person: RESIDENT.id(),
        proxy: DAUGHTER.id(),
        relation: "女儿".to_owned(),
    };
    said.push((RESIDENT.id(), Command::Person(proxy)));
    said
}

fn person(p: &DemoPerson, start: Instant) -> Person {
    let (post, badge) = badge(p).map_or((None, None), |(post, badge)| {
        (Some(post.to_owned()), Some(badge.to_owned()))
    });
    let (home, door) = match home(p) {
        Some((community, building, door)) => (
            Some(Home {
                community: community.into(),
                building: Some(building.into()),
            }),
            Seen::known(door.to_owned()),
        ),
        None => (None, Seen::hidden()),
    };
    Person {
        id: p.id(),
        profile: Profile {
            name: Seen::known(p.name.to_owned()),
            phone: Phone::parse(&p.phone()).ok().into(),
            phone_tail: Seen::hidden(),
            initials: Seen::hidden(),
            relations: BTreeMap::new(),
            door,
        },
        home,
        grants: grants(p)
            .into_iter()
            .map(|(role, area)| Grant {
                role,
                area,
                from: start.plus(-SINCE),
                until: None,
            })
            .collect(),
        skills: skills(p).iter().map(|s| (*s).to_owned()).collect(),
        cap: DEFAULT_CAP,
        badge,
        post,
        consents: Consents::default(),
        proxies: Vec::new(),
    }
}

/// Community, building and door of those who live where the demo plays.
fn home(p: &DemoPerson) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match p.who {
        who if who == RESIDENT.who => (YY, "yy-3", "2单元 301室"),
        who if who == DAUGHTER.who => (JY, "jy-5", "1单元 1102室"),
        who if who == MEMBER.who => (YY, "yy-5", "3单元 202室"),
        who if who == MEMBER2.who => (YY, "yy-6", "1单元 403室"),
        who if who == MEMBER3.who => (YY, "yy-1", "1单元 101室"),
        who if who == VOLUNTEER.who => (YY, "yy-2", "2单元 602室"),
        who if who == VOLUNTEER2.who => (SL, "sl-3", "2单元 201室"),
        who if who == FENG.who => (YY, "yy-2", "1单元 502室"),
        who if who == LUO.who => (YY, "yy-4", "3单元 401室"),
        who if who == HE.who => (SL, "sl-1", "1单元 302室"),
        who if who == MA.who => (SL, "sl-2", "2单元 101室"),
        who if who == XIE.who => (SL, "sl-3", "1单元 601室"),
        who if who == LIN.who => (YAOYAO, "ya-2", "17号"),
        who if who == GAO.who => (HQ, "hq-1", "2单元 202室"),
        _ => return None,
    })
}

fn grants(p: &DemoPerson) -> Vec<(Role, Area)> {
    let whole = |community: &str| Area::Community(community.into());
    let zone = |community: &str, buildings: &[&str]| {
        let buildings: BTreeSet<_> = buildings.iter().map(|b| (*b).into()).collect();
        Area::Zone(community.into(), buildings)
    };
    match p.who {
        who if who == OPERATOR.who => vec![(Role::Operator, Area::City)],
        who if who == DESK.who => vec![(Role::Staff, whole(YY)), (Role::Staff, whole(SL))],
        who if who == SECRETARY.who => vec![(Role::Secretary, whole(YY)), (Role::Secretary, whole(SL))],
        who if who == DEPARTMENT.who => vec![(Role::Department, whole(SL))],
        who if who == MEMBER.who => vec![
            (Role::Member, zone(YY, &["yy-1", "yy-2", "yy-3", "yy-4"])),
            (Role::Member, whole(SL)),
            (Role::Resident, whole(YY)),
        ],
        who if who == MEMBER2.who => vec![
            (Role::Member, whole(YY)),
            (Role::Member, whole(SL)),
            (Role::Resident, whole(YY)),
        ],
        who if who == MEMBER3.who => vec![
            (Role::Member, whole(YY)),
            (Role::Member, whole(SL)),
            (Role::Member, whole(YAOYAO)),
            (Role::Resident, whole(YY)),
        ],
        who if who == VOLUNTEER.who => vec![
            (Role::Volunteer, whole(YY)),
            (Role::Volunteer, whole(SL)),
            (Role::Resident, whole(YY)),
        ],
        who if who == VOLUNTEER2.who => vec![(Role::Volunteer, whole(SL)), (Role::Resident, whole(SL))],
        _ => home(p)
            .map(|(community, ..)| (Role::Resident, whole(community)))
            .into_iter()
            .collect(),
    }
}

fn skills(p: &DemoPerson) -> &'static [&'static str] {
    match p.who {
        who if who == MEMBER.who => &["代办", "健康护理", "理发", "跑腿"],
        who if who == MEMBER2.who => &["电工", "水暖", "跑腿", "健康护理", "保洁"],
        who if who == MEMBER3.who => &["代办", "探访", "陪诊", "跑腿", "水暖"],
        who if who == VOLUNTEER.who => &["跑腿", "手艺", "理发"],
        who if who == VOLUNTEER2.who => &["跑腿", "保洁"],
        _ => &[],
    }
}

/// Post and badge number of those who come to a door.
fn badge(p: &DemoPerson) -> Option<(&'static str, &'static str)> {
    Some(match p.who {
        who if who == MEMBER.who => ("宜园社区·家门口党群服务工作站", "党员 0012"),
        who if who == MEMBER2.who => ("宜园社区 党员突击队", "党员 0027"),
        who if who == MEMBER3.who => ("宜园社区 党员先锋岗", "党员 0035"),
        who if who == VOLUNTEER.who => ("宜园社区 志愿服务队", "志愿者 0103"),
        who if who == VOLUNTEER2.who => ("示例社区 志愿服务队", "志愿者 0118"),
        _ => return None,
    })
}
