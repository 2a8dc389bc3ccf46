//! Each command once, in order, with one answer for ever.

use doorstep_authority::Storage;
use doorstep_domain::{ClientId, Command, CommandId, OrderId, feedback::FeedbackCommand, order::Act};
use doorstep_protocol::{Outcome, version::COMMAND_BYTES_MAX};

use super::{
    play::Phone,
    town::{DAUGHTER, NEIGHBOUR, RESIDENT, Town, jy, on, partition, placing, yy},
};

fn order<S: Storage>(town: &mut Town<S>) -> Command {
    let id = OrderId::from_bits(town.id());
    on(id, yy(), Act::Place(Box::new(placing(town.now, "B01", RESIDENT))))
}

fn count<S: Storage>(town: &Town<S>) -> u64 {
    town.authority
        .store()
        .read(|txn| Ok(txn.head(&partition(&yy()))?.seq))
        .expect("a head")
}

fn text(outcome: &Outcome) -> String {
    serde_json::to_string(outcome).expect("outcomes are JSON")
}

pub(crate) fn the_same_command_gets_its_first_answer_byte_for_byte<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let place = order(&mut town);
    let good = town.envelope(RESIDENT, &place);
    let bad = town.envelope(RESIDENT, &on(OrderId::from_bits(5), yy(), Act::Confirm));
    for envelope in [good, bad] {
        let first = town.push(RESIDENT, vec![envelope.clone()]).pop().expect("an outcome");
        let seq = count(&town);
        town.now = town.now.plus(60_000);
        for _ in 0..3 {
            match town.push(RESIDENT, vec![envelope.clone()]).pop() {
                Some(Outcome::Already { first: again }) => assert_eq!(text(&again), text(&first)),
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(count(&town), seq, "nothing happened twice");
    }
}

pub(crate) fn the_same_id_with_another_body_is_a_fork<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let place = order(&mut town);
    let first = town.envelope(RESIDENT, &place);
    town.push(RESIDENT, vec![first.clone()]);
    let seq = count(&town);
    let mut second = town.envelope(RESIDENT, &on(OrderId::from_bits(6), yy(), Act::Urge));
    second.command_id = first.command_id;
    assert_eq!(town.push(RESIDENT, vec![second]), [Outcome::Fork]);
    assert_eq!(count(&town), seq);
}

pub(crate) fn a_missing_number_is_a_gap_and_a_used_one_a_fork<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let last = town.clients[&RESIDENT].1;
    let place = order(&mut town);
    let mut envelope = town.envelope(RESIDENT, &place);
    envelope.number = last + 3;
    assert_eq!(
        town.push(RESIDENT, vec![envelope.clone()]),
        [Outcome::Gap { expected: last + 1 }]
    );
    envelope.number = last;
    assert_eq!(town.push(RESIDENT, vec![envelope.clone()]), [Outcome::Fork]);
    envelope.number = 0;
    assert_eq!(town.push(RESIDENT, vec![envelope.clone()]), [Outcome::Fork]);
    envelope.number = u64::MAX;
    assert_eq!(
        town.push(RESIDENT, vec![envelope.clone()]),
        [Outcome::Gap { expected: last + 1 }]
    );
    envelope.number = last + 1;
    assert_eq!(town.push(RESIDENT, vec![envelope])[0].word(), "applied");
}

pub(crate) fn a_gap_stops_the_batch_and_nothing_behind_it_happens<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let mut batch = Vec::new();
    for _ in 0..4 {
        let place = order(&mut town);
        batch.push(town.envelope(RESIDENT, &place));
    }
    batch[2].number += 1;
    let before = count(&town);
    let words: Vec<_> = town.push(RESIDENT, batch).iter().map(Outcome::word).collect();
    assert_eq!(words, ["applied", "applied", "gap"]);
    assert_eq!(count(&town), before + 2);
}

pub(crate) fn a_renewed_client_repeats_its_commands_without_doing_them_again<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let mut sent = Vec::new();
    for _ in 0..3 {
        let place = order(&mut town);
        sent.push(town.envelope(RESIDENT, &place));
    }
    town.push(RESIDENT, sent.clone());
    let seq = count(&town);
    let place = order(&mut town);
    sent.push(town.envelope(RESIDENT, &place));
    for (number, envelope) in (1..).zip(&mut sent) {
        envelope.client = ClientId::from_bits(4242);
        envelope.number = number;
    }
    let words: Vec<_> = town.push(RESIDENT, sent).iter().map(Outcome::word).collect();
    assert_eq!(words, ["already", "already", "already", "applied"]);
    assert_eq!(count(&town), seq + 1);
}

pub(crate) fn other_peoples_clients_and_commands_stay_theirs<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let place = order(&mut town);
    let theirs = town.envelope(RESIDENT, &place);
    town.push(RESIDENT, vec![theirs.clone()]);
    let seq = count(&town);
    // In the name of somebody else.
    assert_eq!(town.push(NEIGHBOUR, vec![theirs.clone()]), [Outcome::Fork]);
    // Under the number of somebody else's client.
    let urge = on(OrderId::from_bits(1), yy(), Act::Urge);
    let mut mine = town.envelope(NEIGHBOUR, &urge);
    mine.client = theirs.client;
    mine.number = theirs.number + 1;
    assert_eq!(town.push(NEIGHBOUR, vec![mine]), [Outcome::Fork]);
    // With the id of somebody else's command, and its very body: the answer is not theirs to read.
    let mut mine = town.envelope(NEIGHBOUR, &place);
    mine.number -= 1;
    mine.command_id = theirs.command_id;
    assert_eq!(town.push(NEIGHBOUR, vec![mine]), [Outcome::Fork]);
    assert_eq!(count(&town), seq);
    // The owner goes on where they were.
    let next = town.envelope(RESIDENT, &urge);
    assert_eq!(town.push(RESIDENT, vec![next])[0].word(), "rejected");
}

pub(crate) fn what_nobody_knows_and_what_is_too_large_stop_nothing<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let unknown = town.envelope(RESIDENT, &serde_json::json!({"dance": {"with": "me"}}));
    let mut large = placing(town.now, "B01", RESIDENT);
    large.note = "长".repeat(COMMAND_BYTES_MAX / 3 + 1);
    let large = on(OrderId::from_bits(town.id()), yy(), Act::Place(Box::new(large)));
    let large = town.envelope(RESIDENT, &large);
    let mut old = town.envelope(RESIDENT, &serde_json::json!(null));
    let place = order(&mut town);
    let good = town.envelope(RESIDENT, &place);
    let outcomes = town.push(RESIDENT, vec![unknown.clone(), large, old.clone(), good]);
    let said: Vec<_> = outcomes.iter().map(|o| text(o).contains("unknown_command")).collect();
    assert_eq!(said, [true, false, true, false], "{outcomes:?}");
    assert!(text(&outcomes[1]).contains("too_large"), "{outcomes:?}");
    assert_eq!(outcomes[3].word(), "applied");
    assert_eq!(town.push(RESIDENT, vec![unknown])[0].word(), "already");
    old.schema = 999;
    assert_eq!(town.push(RESIDENT, vec![old]), [Outcome::Upgrade]);
}

pub(crate) fn a_batch_over_two_partitions_is_answered_in_order<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let write = |town: &mut Town<S>, community| {
        let feedback = doorstep_domain::FeedbackId::from_bits(town.id());
        let text = "谢谢".to_owned();
        Command::Feedback(FeedbackCommand::Write {
            feedback,
            community,
            text,
        })
    };
    let mut batch = Vec::new();
    for community in [yy(), jy(), jy(), yy()] {
        let command = write(&mut town, community);
        batch.push(town.envelope(DAUGHTER, &command));
    }
    let places: Vec<_> = (town.push(DAUGHTER, batch).iter())
        .map(|o| (o.word(), o.receipt().map(|r| r.partition.clone())))
        .collect();
    let applied = |c| ("applied", Some(partition(&c)));
    assert_eq!(places, [applied(yy()), applied(jy()), applied(jy()), applied(yy())]);
}

pub(crate) fn receipts_are_signed_and_reach_the_cursor<S: Storage>(store: S) {
    let mut town = Town::new(store);
    let place = order(&mut town);
    let good = town.envelope(RESIDENT, &place);
    let bad = town.envelope(RESIDENT, &on(OrderId::from_bits(5), yy(), Act::Confirm));
    let sent = [good.clone(), bad.clone()];
    let outcomes = town.push(RESIDENT, vec![good, bad]);
    let mut phone = Phone::new(RESIDENT);
    let reply = phone.page(&town, 500);
    for (outcome, envelope) in outcomes.iter().zip(sent) {
        let receipt = outcome.receipt().expect("a receipt");
        let (key, id, command) = (town.authority.key(), envelope.command_id, envelope.command());
        let applied = outcome.word() == "applied";
        let vouches = |id, who, command: Option<&Command>| key.vouches(receipt, id, who, command);
        assert_eq!(vouches(id, RESIDENT, command.as_ref()), applied);
        assert_ne!(key.is_ours(receipt, id, "rejected"), applied);
        let urge = on(OrderId::from_bits(5), yy(), Act::Urge);
        assert!(!vouches(id, RESIDENT, Some(&urge)), "not for another act");
        assert!(!vouches(id, NEIGHBOUR, command.as_ref()), "not for somebody else");
        assert!(!vouches(CommandId::from_bits(9), RESIDENT, command.as_ref()));
        assert!(!key.is_ours(receipt, id, "faulted"));
        assert_eq!(receipt.epoch, town.authority.life().epoch);
        assert!(
            reply.upto[&receipt.partition] >= receipt.seq,
            "the effect is in what was pulled"
        );
    }
}
