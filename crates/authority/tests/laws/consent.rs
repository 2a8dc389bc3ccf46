//! Personal data goes when it must, and never lay where it can't be erased.

use doorstep_authority::{CommandId, Storage};
use doorstep_domain::{
    Key, OrderId,
    order::{Act, Finishing, Outcome, Signature},
    person::Consent,
    time::DAY,
};

use super::{
    play::Phone,
    town::{DAUGHTER, DOOR, HEALTH, MEMBER, NAME, NOTE, PHONE, RESIDENT, Town, consent, on, partition, placing, yy},
};

/// Everything the store keeps of an order outside its erasable fields, and apart from it those.
fn kept<S: Storage>(town: &Town<S>, order: OrderId, commands: &[CommandId]) -> (String, String) {
    let name = partition(&yy());
    town.authority
        .store()
        .read(|txn| {
            let stored = txn.entity(&name, &Key::order(order))?.expect("the order");
            let facts = txn.facts(&name, &Key::order(order))?;
            let person = txn.entity("city", &Key::person(RESIDENT))?.expect("the person");
            let about = txn.facts("city", &Key::person(RESIDENT))?;
            let answers = commands
                .iter()
                .map(|id| txn.answer(*id))
                .collect::<Result<Vec<_>, _>>()?;
            let fixed = format!(
                "{} {:?} {facts:?} {} {about:?} {answers:?}",
                stored.body, stored.scopes, person.body
            );
            Ok((fixed, format!("{:?} {:?}", stored.personal, person.personal)))
        })
        .expect("reading")
}

/// An order with a health note, accepted: the town, the order, the commands.
pub(crate) fn with_note<S: Storage>(store: S) -> (Town<S>, OrderId, Vec<CommandId>) {
    let mut town = Town::new(store);
    let order = OrderId::from_bits(town.id());
    let place = on(order, yy(), Act::Place(Box::new(placing(town.now, "B01", RESIDENT))));
    let accept = on(order, yy(), Act::Accept { generation: 0 });
    let mut commands = Vec::new();
    for (actor, command) in [(RESIDENT, place), (MEMBER, accept)] {
        let envelope = town.envelope(actor, &command);
        commands.push(envelope.command_id);
        assert_eq!(town.push(actor, vec![envelope])[0].word(), "applied");
    }
    (town, order, commands)
}

pub(crate) fn a_withdrawn_consent_erases_the_notes_everywhere<S: Storage>(store: S) {
    let (mut town, order, commands) = with_note(store);
    let (fixed, erasable) = kept(&town, order, &commands);
    for word in [NAME, DOOR, HEALTH, NOTE, PHONE, "女儿", "4711"] {
        assert!(
            !fixed.contains(word),
            "{word} lies where nothing can be erased: {fixed}"
        );
        assert!(erasable.contains(word), "{word} is not kept at all: {erasable}");
    }
    let mut phones = [RESIDENT, DAUGHTER, MEMBER].map(Phone::new);
    for phone in &mut phones {
        phone.sync(&town, 500);
        assert!(
            format!("{:?}", phone.held).contains(HEALTH),
            "{:?} sees the note",
            phone.person
        );
    }
    town.applied(RESIDENT, &consent(RESIDENT, Consent::Health, None));
    town.authority.run_due(town.now).expect("the ticker");
    let (_, erasable) = kept(&town, order, &commands);
    assert!(!erasable.contains(HEALTH), "{erasable}");
    assert!(erasable.contains(NOTE), "only what the consent was for goes");
    for phone in &mut phones {
        phone.sync(&town, 500);
        assert!(
            !format!("{:?}", phone.held).contains(HEALTH),
            "{:?} still has the note",
            phone.person
        );
    }
    // And no new one comes without consent.
    let again = placing(town.now, "B01", RESIDENT);
    let id = OrderId::from_bits(town.id());
    let outcome = town.send(RESIDENT, &on(id, yy(), Act::Place(Box::new(again))));
    assert_eq!(outcome.word(), "rejected");
}

/// What the resident drew at the door, as it lies in a row.
const INK: &str = "7h3k9m5q-a1b2c3a4";

pub(crate) fn a_signature_lies_where_it_is_erased_with_the_contacts<S: Storage>(store: S) {
    let (mut town, order, mut commands) = with_note(store);
    let drawn = Signature::draw(&[vec![(269, 128), (346, 206)], vec![(361, 398), (435, 364)]]);
    let finish = Act::Finish(Finishing {
        outcome: Outcome::Solved,
        code: None,
        signature: Some(drawn),
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    });
    for (actor, act) in [(MEMBER, finish), (RESIDENT, Act::Confirm)] {
        let envelope = town.envelope(actor, &on(order, yy(), act));
        commands.push(envelope.command_id);
        assert_eq!(town.push(actor, vec![envelope])[0].word(), "applied");
    }
    let (fixed, erasable) = kept(&town, order, &commands);
    assert!(!fixed.contains(INK), "it lies where nothing can be erased: {fixed}");
    assert!(erasable.contains(INK), "it is not kept at all: {erasable}");
    let sees = |town: &Town<S>, person| {
        let mut phone = Phone::new(person);
        phone.sync(town, 500);
        phone
            .held
            .values()
            .any(|entity| serde_json::to_string(entity).expect("JSON").contains(INK))
    };
    assert!(sees(&town, RESIDENT) && sees(&town, DAUGHTER) && !sees(&town, MEMBER));
    for days in [2, 8] {
        town.now = town.now.plus(days * DAY);
        town.authority.run_due(town.now).expect("the ticker");
        assert!(!sees(&town, RESIDENT), "hidden with the contacts");
    }
    let (fixed, erasable) = kept(&town, order, &commands);
    assert!(!fixed.contains(INK) && !erasable.contains(INK), "{erasable}");
}
