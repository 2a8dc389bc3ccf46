//! What must hold after every single fact, whoever caused it.

use doorstep_domain::{
    Actor, BuildingId, Code, Command, CommunityId, Ctx, Decision, Entity, Fact, Key, PersonId,
    order::{Act, By, Order, OrderFact, Part, Standing, State, redact, table, view},
};

use crate::{
    agree::agrees,
    city::{CODE, COMMENT, City, HEALTH, INK, NOTE, PEOPLE, RELATION, RESIDENT, SENT, SHOT},
    partial::{Noting, Partial},
};

/// Where a phone may say *done* and the server *no*, although both look at the same state.
pub(crate) const STALE: &[(&str, Code, &str)] = &[
    ("place", Code::AlreadyExists, NEW_ID),
    ("duty.check_in", Code::AlreadyExists, NEW_ID),
    ("feedback.write", Code::AlreadyExists, NEW_ID),
    ("person", Code::AlreadyExists, NEW_ID),
    (
        "place",
        Code::FieldMissing,
        "the desk's copy of a resident has no door, so it can't miss one",
    ),
];
const NEW_ID: &str = "a phone can't know of all ids; it makes them so that they do not collide";
/// Everything that must hold once `fact` has changed `before` into what is now in the city.
pub(crate) fn fact(city: &City, before: Option<&Entity>, key: &Key, fact: &Fact) {
    let after = &city.rows[key];
    if let (Entity::Order(now), Fact::Order(fact)) = (after, fact) {
        let was = before.map(|e| {
            if let Entity::Order(o) = e {
                &**o
            } else {
                panic!("{key:?} changed its kind")
            }
        });
        path(was, fact, now);
        places(now);
        for person in PEOPLE {
            let actor = city.actor(*person);
            if let Some(was) = was {
                views(was, fact, now, &actor);
            }
            secrets(now, &actor);
        }
    }
    for person in PEOPLE {
        heard(after, &city.actor(*person));
    }
    erasable(after, fact);
}

/// (a) Each step is one of the table.
fn path(was: Option<&Order>, fact: &OrderFact, now: &Order) {
    let from = was.map_or(State::Draft, |o| o.state);
    if let Some(step) = fact.did.step() {
        let legal = table::allows(step, fact.by.part, from, now.state);
        assert!(
            legal,
            "{step:?} by {:?} led from {from:?} to {:?}",
            fact.by.part, now.state
        );
    } else {
        assert_eq!(
            from, now.state,
            "{:?} says nothing in the trail and moves the order",
            fact.did
        );
    }
}

/// (b) No place has two live assignments.
fn places(now: &Order) {
    let mut people: Vec<_> = now.holders.iter().map(|h| h.person).collect();
    people.sort_unstable();
    people.dedup();
    assert_eq!(people.len(), now.holders.len(), "somebody holds it twice");
    assert_eq!(
        usize::from(now.taken),
        now.holders.len(),
        "the count of places is wrong"
    );
    assert!(now.taken <= now.places, "more holders than places");
    let leads = now.holders.iter().filter(|h| h.lead).count();
    assert_eq!(leads, usize::from(now.taken > 0), "an order has one lead");
    let own = now
        .holders
        .iter()
        .any(|h| now.resident.is(&h.person) || now.placed_by.is(&h.person));
    assert!(!own, "somebody serves their own household");
    assert_eq!(
        now.state == State::Offered,
        now.offer.is_some(),
        "an offer stands in its state only"
    );
    assert!(now.handover.is_none() || now.state == State::Accepted);
    assert_eq!(now.state == State::Suspended, now.suspension.is_some());
}

/// (c) What a phone makes of its view and what the server would show it agree.
fn views(was: &Order, fact: &OrderFact, now: &Order, actor: &Actor) {
    let who = actor.person;
    let truth = view(now, actor);
    let Some(mut mine) = view(was, actor) else { return };
    assert_eq!(
        view(&mine, actor).as_ref(),
        Some(&mine),
        "a view shows itself whole to {who}"
    );
    if let Some(seen) = redact(was, fact, actor) {
        if !Standing::of(was, actor).inside() {
            let text = serde_json::to_string(&seen).unwrap();
            let secret = ["姓名", "门牌", NOTE, HEALTH, COMMENT, INK, SENT, SHOT]
                .iter()
                .any(|word| text.contains(word));
            assert!(!secret, "{who} learns from a fact what no view shows them: {text}");
        }
        doorstep_domain::order::apply(&mut mine, &seen);
    }
    let mine = view(&mine, actor);
    // What was hidden after the end comes back with a redo: only the server has it.
    let revived = was.contacts_hidden && !now.contacts_hidden;
    if Standing::of(was, actor) == Standing::of(now, actor) && !revived {
        if mine != truth {
            let why = mine
                .zip(truth)
                .map(|(m, t)| agrees(&m, &t).err().or(agrees(&t, &m).err()));
            panic!("{:?}: the views of {who} differ: {why:?}", fact.did);
        }
    } else if let Some(mine) = mine {
        let truth = truth.unwrap_or_else(|| panic!("{:?}: {who} still sees what is gone", fact.did));
        if let Err(why) = agrees(&mine, &truth) {
            panic!("{:?}: the view of {who} says too much: {why}", fact.did);
        }
    }
}

/// (e) The code, the phone, the door and the signature.
fn secrets(now: &Order, actor: &Actor) {
    if now.contacts_erased {
        let kept = serde_json::to_string(now).unwrap();
        assert!(!kept.contains(INK), "a signature outlives the contacts");
        assert!(
            !kept.contains(SENT) && !kept.contains(SHOT),
            "an attachment outlives the contacts"
        );
    }
    let Some(seen) = view(now, actor) else { return };
    let text = serde_json::to_string(&seen).unwrap();
    let standing = Standing::of(now, actor);
    let who = format!("{} at {:?}", actor.person, now.state);
    let code = text.contains(&format!("\"{CODE}\""));
    let customer_or_desk = standing.customer() || standing.desk();
    assert!(
        !code || customer_or_desk && !standing.holder && !standing.former,
        "{who} sees the code"
    );
    let contact = text.contains("\"00090010001\"") || text.contains("门牌1词");
    assert!(
        !contact || standing.customer() || standing.holder,
        "{who} sees phone or door"
    );
    assert!(
        !contact || !now.contacts_hidden,
        "{who} sees phone or door after the end"
    );
    let ink = text.contains(INK);
    assert!(
        !ink || customer_or_desk && !standing.served() && !now.contacts_hidden,
        "{who} sees the signature"
    );
    let attached = text.contains(SENT) || text.contains(SHOT);
    assert!(
        !attached || standing.inside() && !now.contacts_hidden,
        "{who} sees an attachment"
    );
    let health = text.contains(HEALTH);
    assert!(
        !health || standing.customer() || standing.holder,
        "{who} sees the health note"
    );
    let note = text.contains(NOTE) || text.contains("姓名1词");
    assert!(!note || standing.inside(), "{who} sees the resident's name or note");
    if standing.customer() && !standing.desk() {
        assert!(seen.contest.is_none() && seen.escalated == 0, "{who} sees 争议 or 升级");
    }
}

/// (g) Whoever sees an entity is reached by its changes.
fn heard(entity: &Entity, actor: &Actor) {
    if entity.view(actor).is_none() {
        return;
    }
    let buildings = |_: &CommunityId| vec![BuildingId::from("b1"), BuildingId::from("b2")];
    let scopes = actor.scopes(buildings, &["c1".into(), "c2".into()]);
    let reached = entity.audience().intersection(&scopes).next().is_some();
    assert!(
        reached,
        "{} sees {:?} and never hears of it",
        actor.person,
        entity.key()
    );
}

/// (h, i) The personal part comes out whole, goes back in, and leaves nothing behind; everything survives JSON.
fn erasable(entity: &Entity, fact: &Fact) {
    let mut bare = entity.clone();
    let personal = bare.take_personal();
    let mut whole = bare.clone();
    if let Some(personal) = personal {
        whole.put_personal(serde_json::from_str(&serde_json::to_string(&personal).unwrap()).unwrap());
    }
    assert_eq!(&whole, entity, "the personal part did not come back");
    let mut logged = fact.clone();
    logged.strip();
    clean(&serde_json::to_string(&bare).unwrap());
    clean(&serde_json::to_string(&logged).unwrap());
    let text = serde_json::to_string(entity).unwrap();
    assert_eq!(&serde_json::from_str::<Entity>(&text).unwrap(), entity);
    let text = serde_json::to_string(fact).unwrap();
    assert_eq!(&serde_json::from_str::<Fact>(&text).unwrap(), fact);
}

/// No text of a person is in a row or in the log.
pub(crate) fn clean(text: &str) {
    for word in ["姓名", "门牌", "\"0009", NOTE, HEALTH, RELATION, INK, SENT, SHOT] {
        assert!(!text.contains(word), "{word} is left in {text}");
    }
    // The desk's own hint whom to ask instead is no personal text; everything else anybody wrote is.
    let written = text.replace(&format!("\"instead\":\"{COMMENT}\""), "");
    assert!(!written.contains(COMMENT), "a comment is left in {text}");
}

/// (d) What a phone decides on its partial view never contradicts the server's decision on the same state. Also: the server reads
/// only what `needs` names, and answers are never undetermined.
pub(crate) fn decided(city: &City, phone: &Partial, command: &Command, answer: &Decision) {
    let ctx = Ctx {
        actor: &phone.actor,
        now: city.now,
        claimed: None,
    };
    let local = command.decide(phone, ctx);
    let name = command.name();
    let who = phone.actor.person;
    match (&local, answer) {
        (_, Decision::Undetermined) => panic!("{name}: the server does not know"),
        (Decision::Undetermined, _) | (Decision::Rejected(_), Decision::Rejected(_)) => {}
        (Decision::Facts(mine), Decision::Facts(truth)) => same(city, phone, mine, truth, name),
        (Decision::Instead(a, mine), Decision::Instead(b, truth)) if a == b => same(city, phone, mine, truth, name),
        (Decision::Facts(_), Decision::Rejected(reason)) => {
            let listed = STALE.iter().any(|(act, code, _)| name == *act && reason.code == *code);
            assert!(listed, "{name} by {who}: done here, refused there: {reason:?}");
        }
        _ => panic!("{name} by {who}: {local:?} here, {answer:?} there"),
    }
}

/// The phone's facts are the server's, as far as the actor may see them; what follows by itself is the server's alone.
fn same(city: &City, phone: &Partial, mine: &[(Key, Fact)], truth: &[(Key, Fact)], name: &str) {
    assert!(mine.len() <= truth.len(), "{name}: more facts here than there");
    let by_itself = |fact: &Fact| matches!(fact, Fact::Order(f) if f.by == By::TIMER);
    assert!(
        truth[mine.len()..].iter().all(|(_, f)| by_itself(f)),
        "{name}: facts are missing here"
    );
    let (mut here, mut there) = (phone.rows.clone(), city.clone());
    for ((key, a), (same_key, b)) in mine.iter().zip(truth) {
        assert_eq!(key, same_key);
        let seen = (
            seen(here.get(key), a, &phone.actor),
            seen(there.rows.get(key), b, &phone.actor),
        );
        if let (Some(a), Some(b)) = &seen {
            agrees(a, b).unwrap_or_else(|why| panic!("{name} by {}: {why}", phone.actor.person));
        }
        assert_eq!(seen.0.is_some(), seen.1.is_some(), "{name}: seen on one side only");
        there.apply(key, b);
        match here.get_mut(key) {
            Some(entity) => entity.apply(a),
            None => {
                here.extend(a.create().map(|e| (key.clone(), e)));
            }
        }
    }
}

fn seen(entity: Option<&Entity>, fact: &Fact, actor: &Actor) -> Option<Fact> {
    match (entity, fact) {
        (Some(Entity::Order(order)), Fact::Order(fact)) => redact(order, fact, actor).map(Fact::Order),
        (None, Fact::Order(placed)) => {
            let order = doorstep_domain::order::create(placed)?;
            redact(&order, placed, actor).map(Fact::Order)
        }
        _ => Some(fact.clone()),
    }
}

/// The read set is named beforehand.
pub(crate) fn needs(city: &City, person: PersonId, command: &Command) {
    let noting = Noting::new(city);
    let actor = city.actor(person);
    let ctx = Ctx {
        actor: &actor,
        now: city.now,
        claimed: None,
    };
    let _ = command.decide(&noting, ctx);
    let named = command.needs(person);
    for need in noting.read.borrow().iter() {
        assert!(named.contains(need), "{} reads {need:?} unnamed", command.name());
    }
}

/// Nobody serves or judges where they may not.
pub(crate) fn sides(city: &City, order: &Order, person: PersonId, act: &Act, answer: &Decision) {
    let Decision::Facts(facts) = answer else { return };
    let actor = city.actor(person);
    let customer = actor.stands_for(RESIDENT) && order.resident.is(&RESIDENT);
    let served = order.holder(person).is_some() || order.former_of(person).is_some();
    for (_, fact) in facts {
        let Fact::Order(fact) = fact else { continue };
        let part = fact.by.part;
        assert!(
            !(customer && part == Part::Member),
            "{} served at home: {}",
            person,
            act.name()
        );
        assert!(
            !(customer && part == Part::Staff),
            "{} ruled at home: {}",
            person,
            act.name()
        );
        let judges = matches!(
            act,
            Act::Confirm | Act::Rate { .. } | Act::Settle { .. } | Act::CallBack { .. }
        );
        assert!(!(served && judges), "{person} judges what they served: {}", act.name());
        let claims_more = match part {
            Part::Resident => person != RESIDENT,
            Part::Proxy => !actor.proxy_for.contains(&RESIDENT),
            Part::Staff | Part::Secretary => !actor.is_desk(&order.community),
            Part::Department => !actor.is(doorstep_domain::Role::Department, &order.community),
            Part::Member | Part::Timer => false,
        };
        assert!(!claims_more, "{person} acted as {part:?}: {}", act.name());
    }
}
