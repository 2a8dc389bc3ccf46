//! The other aggregates: people, duty, 投诉建议, places and the catalogue. Who may, who sees, what is erased, what survives JSON.

use std::collections::BTreeSet;

use doorstep_domain::{
    Area, Code, Command, Decision, DutyId, Entity, FeedbackId, Grant, Instant, Key, PersonId, Role, Seen,
    catalogue::CatalogueCommand,
    duty::DutyCommand,
    feedback::FeedbackCommand,
    person::{Consent, PersonCommand, Profile},
    phone::Phone,
    place::PlaceCommand,
};

use crate::{
    acts, checks,
    city::{
        COMMENT, City, DAUGHTER, MEMBER, NEIGHBOUR, OPERATOR, OTHER_STAFF, PEOPLE, RELATION, RESIDENT, SECRETARY,
        STAFF, VOLUNTEER, c1, placing,
    },
    partial::Partial,
    run::{ORDER, OTHER, on},
};

const NEW: PersonId = PersonId::from_bits(99);
const DUTY: DutyId = DutyId::from_bits(500);
const REMARK: FeedbackId = FeedbackId::from_bits(600);

fn grant(role: Role) -> Grant {
    Grant {
        role,
        area: Area::Community(c1()),
        from: Instant(0),
        until: None,
    }
}

fn empower(person: PersonId, grants: Vec<Grant>) -> Command {
    Command::Person(PersonCommand::Empower {
        person,
        grants,
        skills: BTreeSet::from(["electric".to_owned()]),
        cap: 9,
    })
}

fn register(grants: Vec<Grant>, homeless: bool) -> Command {
    let city = City::new();
    let Some(Entity::Person(resident)) = city.rows.get(&Key::person(RESIDENT)) else {
        panic!("no resident")
    };
    let mut new = resident.clone();
    new.id = NEW;
    new.grants = grants;
    new.home = new.home.filter(|_| !homeless);
    Command::Person(PersonCommand::Register(new))
}

fn check_in(community: &str) -> Command {
    Command::Duty(DutyCommand::CheckIn {
        duty: DUTY,
        community: community.into(),
        station: format!("{community}-s").as_str().into(),
    })
}

fn check_out() -> Command {
    let (duty, community) = (DUTY, c1());
    Command::Duty(DutyCommand::CheckOut { duty, community })
}

fn write() -> Command {
    Command::Feedback(FeedbackCommand::Write {
        feedback: REMARK,
        community: c1(),
        text: COMMENT.to_owned(),
    })
}

fn answer(community: &str) -> Command {
    Command::Feedback(FeedbackCommand::Answer {
        feedback: REMARK,
        community: community.into(),
        text: COMMENT.to_owned(),
    })
}

fn correct(door: &str) -> Command {
    let profile = Profile {
        door: Seen::known(door.to_owned()),
        phone: Seen::known(Phone::parse("00099990000").unwrap()),
        ..Profile::default()
    };
    Command::Person(PersonCommand::Correct {
        person: RESIDENT,
        profile,
        home: None,
    })
}

fn everything(city: &City) -> Vec<Command> {
    let mut all = vec![
        register(vec![], false),
        register(vec![], true),
        register(vec![grant(Role::Resident)], false),
        register(vec![grant(Role::Staff)], false),
        empower(MEMBER, vec![grant(Role::Volunteer)]),
        empower(RESIDENT, vec![grant(Role::Secretary)]),
        correct("门牌新词"),
        check_in("c1"),
        check_in("c2"),
        check_out(),
        write(),
        answer("c1"),
        answer("c2"),
        Command::Order(placing(OTHER, "T2")),
    ];
    for version in [Some(2), None] {
        let (person, purpose) = (RESIDENT, Consent::Health);
        all.push(Command::Person(PersonCommand::Consent {
            person,
            purpose,
            version,
        }));
    }
    for proxy in [NEIGHBOUR, DAUGHTER] {
        let (person, relation) = (RESIDENT, RELATION.to_owned());
        all.push(Command::Person(PersonCommand::AllowProxy {
            person,
            proxy,
            relation,
        }));
        all.push(Command::Person(PersonCommand::EndProxy { person, proxy }));
    }
    for entity in city.rows.values() {
        match entity {
            Entity::Community(c) => all.push(Command::Place(PlaceCommand::Define((**c).clone()))),
            Entity::Item(i) => all.push(Command::Catalogue(CatalogueCommand::Define((**i).clone()))),
            _ => {}
        }
    }
    all.extend(acts::all(city.the(ORDER), OTHER).into_iter().map(|act| on(ORDER, act)));
    all
}

#[test]
fn everybody_asks_everything_and_phone_and_server_agree() {
    let mut busy = City::with("A1");
    busy.does(VOLUNTEER, check_in("c1"));
    busy.does(RESIDENT, write());
    for city in [City::with("A1"), busy] {
        for command in everything(&city) {
            let text = serde_json::to_string(&command).unwrap();
            assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command);
            for person in PEOPLE {
                let reply = city.ask(*person, &command, None);
                checks::needs(&city, *person, &command);
                checks::decided(&city, &Partial::of(&city, *person), &command, &reply);
                if let Decision::Facts(facts) | Decision::Instead(_, facts) = reply {
                    city.clone().commit(&facts);
                }
            }
        }
    }
}

/// Who succeeds with `command`.
fn may(city: &City, command: &Command) -> Vec<PersonId> {
    let done = |p: &&PersonId| matches!(city.ask(**p, command, None), Decision::Facts(_));
    PEOPLE.iter().filter(done).copied().collect()
}

#[test]
fn power_is_given_by_those_who_have_it() {
    let city = City::with("A1");
    let staff = [STAFF, crate::city::BOTH, SECRETARY, OPERATOR];
    assert_eq!(
        may(&city, &register(vec![], false)),
        staff,
        "a resident without any grant"
    );
    assert_eq!(may(&city, &register(vec![], true)), [OPERATOR], "somebody from nowhere");
    assert_eq!(may(&city, &register(vec![grant(Role::Resident)], false)), staff);
    assert_eq!(may(&city, &register(vec![grant(Role::Staff)], false)), [OPERATOR]);
    assert_eq!(
        may(&city, &empower(MEMBER, vec![grant(Role::Volunteer)])),
        [SECRETARY, OPERATOR]
    );
    assert_eq!(may(&city, &empower(RESIDENT, vec![grant(Role::Staff)])), [OPERATOR]);
    let mut nobody = city.clone();
    if let Some(Entity::Person(member)) = nobody.rows.get_mut(&Key::person(MEMBER)) {
        member.grants.clear();
    }
    assert_eq!(
        may(&nobody, &empower(MEMBER, vec![])),
        [OPERATOR],
        "skills and cap are not for the taking"
    );
}

#[test]
fn the_partition_of_a_command_is_the_entitys_own() {
    let mut city = City::new();
    city.does(RESIDENT, write());
    assert_eq!(may(&city, &answer("c2")), []);
    assert!(!may(&city, &answer("c1")).contains(&OTHER_STAFF));
    city.does(VOLUNTEER, check_in("c1"));
    let (duty, community) = (DUTY, "c2".into());
    let elsewhere = Command::Duty(DutyCommand::CheckOut { duty, community });
    assert!(matches!(city.ask(VOLUNTEER, &elsewhere, None), Decision::Rejected(r) if r.code == Code::NotFound));
    city.does(VOLUNTEER, check_out());
    assert!(may(&city, &check_out()).is_empty(), "a stay ends once");
}

#[test]
fn a_person_is_seen_by_few_and_phone_and_door_by_fewer() {
    let city = City::new();
    let Some(person) = city.rows.get(&Key::person(RESIDENT)) else {
        panic!("no resident")
    };
    for who in PEOPLE {
        let seen = person.view(&city.actor(*who));
        let text = serde_json::to_string(&seen).unwrap();
        let family = [RESIDENT, DAUGHTER].contains(who);
        let desk = [STAFF, crate::city::BOTH, SECRETARY, OPERATOR].contains(who);
        assert_eq!(text.contains("00090010001"), family, "{who}");
        assert_eq!(text.contains("门牌1词"), family, "{who}");
        assert_eq!(text.contains("姓名1词"), family || desk, "{who}");
    }
}

#[test]
fn hours_that_are_no_hours_are_refused() {
    let city = City::new();
    let Some(Entity::Community(community)) = city.rows.get(&Key::community(&c1())) else {
        panic!("no community")
    };
    for (opens, closes) in [(600, 600), (700, 600), (1500, 2000)] {
        let mut odd = (**community).clone();
        (odd.opens, odd.closes) = (opens, closes);
        assert_eq!(
            odd.hours(),
            doorstep_domain::calendar::DEFAULT_HOURS,
            "a row from before must not hang"
        );
        let define = Command::Place(PlaceCommand::Define(odd));
        assert!(may(&city, &define).is_empty());
    }
}
