//! Rows come back as they were put.

use std::collections::BTreeMap;

use doorstep_domain::{ClientId, CommandId, Instant, Key, Kind, PersonId};

use super::sample::{CITY, JY, YY, answer, entity, fact, order};
use crate::storage::{ClientRow, Head, Record, Storage, StoreError};

type Make<'a, S> = &'a mut dyn FnMut() -> S;

/// Nothing is there, and asking for it is no error.
pub fn a_new_store_is_empty<S: Storage>(make: Make<'_, S>) {
    make()
        .read(|txn| {
            assert_eq!(txn.head(YY)?, Head::default());
            assert!(txn.partitions()?.is_empty() && txn.reached("all")?.is_empty());
            assert!(txn.entity(YY, &order(1))?.is_none() && txn.facts(YY, &order(1))?.is_empty());
            assert!(txn.under(YY, "all", Kind::Order)?.is_empty());
            assert!(txn.changed(YY, &super::sample::set(&["all"]), 0, 0, 5)?.is_empty());
            assert!(txn.answer(CommandId::from_bits(1))?.is_none());
            assert!(txn.client(ClientId::from_bits(1))?.is_none());
            assert!(txn.due(Instant(i64::MAX), 9)?.is_empty());
            assert!(txn.record("card", "1")?.is_none() && txn.records_of("card", "x")?.is_empty());
            Ok(())
        })
        .expect("reading an empty store");
}

/// Each partition counts for itself; a clock that is set back does not pull the commit's time back.
pub fn sequences_count_by_partition_and_the_clock_never_goes_back<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let seqs = store
        .write(YY, |txn| {
            let seqs = [
                txn.advance(YY, Instant(5))?,
                txn.advance(JY, Instant(6))?,
                txn.advance(YY, Instant(3))?,
            ];
            assert_eq!(txn.head(YY)?.seq, 2);
            Ok(seqs)
        })
        .expect("advancing");
    assert_eq!(seqs, [1, 1, 2]);
    store
        .read(|txn| {
            let head = txn.head(YY)?;
            assert_eq!((head.seq, head.clock, head.floor), (2, Instant(5), 0));
            assert_eq!(txn.partitions()?, [JY.to_owned(), YY.to_owned()]);
            Ok(())
        })
        .expect("reading heads");
}

/// Version, body, personal part and scopes; and the latest of them.
pub fn an_entity_comes_back_as_it_was_put<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let mut first = entity(1, "一", &["desk:yy", "resident:1"]);
    first.personal = BTreeMap::from([("order.note".into(), "\"请敲门\"".into())]);
    let second = entity(2, "two", &["desk:yy"]);
    let (put, over) = (first.clone(), second.clone());
    store
        .write(YY, move |txn| txn.put_entity(YY, 1, Instant(1), &order(1), &put))
        .expect("the first");
    let read = |partition: &'static str| store.read(|txn| txn.entity(partition, &order(1))).expect("reading");
    assert_eq!(read(YY), Some(first));
    assert_eq!(read(JY), None, "another partition is another place");
    store
        .write(YY, move |txn| txn.put_entity(YY, 2, Instant(2), &order(1), &over))
        .expect("the second");
    assert_eq!(
        read(YY),
        Some(second),
        "the personal part went with the put that had none"
    );
}

/// A field that a put no longer has is gone; the others stay or change.
pub fn personal_fields_come_and_go_one_by_one<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let fields = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    };
    let steps = [
        fields(&[("a", "1"), ("b", "2"), ("c", "3")]),
        fields(&[("a", "1"), ("c", "4")]),
        fields(&[("d", "5")]),
        fields(&[]),
        fields(&[("a", "6")]),
    ];
    for (step, personal) in (1..).zip(steps) {
        let mut row = entity(step, "same", &["s"]);
        row.personal = personal;
        let put = row.clone();
        store
            .write(YY, move |txn| {
                txn.put_entity(YY, step, Instant(1), &order(1), &put)?;
                assert_eq!(
                    txn.entity(YY, &order(1))?.as_ref(),
                    Some(&put),
                    "within the transaction"
                );
                Ok(())
            })
            .expect("a put");
        let read = store.read(|txn| txn.entity(YY, &order(1))).expect("a read");
        assert_eq!(read, Some(row));
    }
}

/// Facts of one entity, apart from those of another and of the same key elsewhere.
pub fn facts_come_in_the_order_of_their_appending<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let (one, two) = (order(1), order(2));
    let facts = [
        fact(1, 0, &one, "a"),
        fact(1, 1, &one, "b"),
        fact(2, 0, &two, "c"),
        fact(3, 0, &one, "d"),
    ];
    let appended = facts.clone();
    store
        .write(YY, move |txn| {
            appended.iter().try_for_each(|f| txn.log(YY, f))?;
            txn.log(JY, &appended[2])
        })
        .expect("appending");
    let read = |partition: &'static str, key: &Key| store.read(|txn| txn.facts(partition, key)).expect("reading");
    assert_eq!(read(YY, &one), [facts[0].clone(), facts[1].clone(), facts[3].clone()]);
    assert_eq!(read(YY, &two), [facts[2].clone()]);
    assert_eq!(read(JY, &two), [facts[2].clone()]);
    assert!(read(JY, &one).is_empty());
}

/// A fact and a due moment need no entity; neither makes one.
pub fn facts_may_come_before_their_entity<S: Storage>(make: Make<'_, S>) {
    let store = make();
    store
        .write(YY, |txn| {
            txn.log(YY, &fact(1, 0, &order(1), "a"))?;
            txn.set_due(YY, &order(2), Some(Instant(1)))?;
            assert!(txn.entity(YY, &order(1))?.is_none() && txn.entity(YY, &order(2))?.is_none());
            txn.put_entity(YY, 1, Instant(1), &order(1), &entity(1, "late", &["s"]))
        })
        .expect("writing");
    store
        .read(|txn| {
            assert_eq!(txn.facts(YY, &order(1))?.len(), 1);
            assert!(txn.entity(YY, &order(1))?.is_some() && txn.entity(YY, &order(2))?.is_none());
            Ok(())
        })
        .expect("reading");
}

/// The same command can't be answered twice; the first answer stays.
pub fn an_answer_is_given_once<S: Storage>(make: Make<'_, S>) {
    let store = make();
    store.write(YY, |txn| txn.put_answer(&answer(1))).expect("the first");
    let again = store.write(YY, |txn| {
        let mut other = answer(1);
        "{}".clone_into(&mut other.outcome);
        txn.put_answer(&other)
    });
    assert!(matches!(again, Err(StoreError::Aborted(_))), "{again:?}");
    let read = store.read(|txn| txn.answer(CommandId::from_bits(1))).expect("reading");
    assert_eq!(read, Some(answer(1)));
}

/// What is known of a client is its latest.
pub fn a_client_is_overwritten<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let id = ClientId::from_bits(9);
    for last_number in [1, 2, 900] {
        let row = ClientRow {
            actor: PersonId::from_bits(4),
            last_number,
            seen: Instant(-3),
        };
        store.write(CITY, move |txn| txn.put_client(id, &row)).expect("a put");
        assert_eq!(store.read(|txn| txn.client(id)).expect("a read"), Some(row));
    }
}

/// Ascending, up to the moment asked for, no more than asked for; moved and cleared.
pub fn due_moments_come_earliest_first<S: Storage>(make: Make<'_, S>) {
    let store = make();
    store
        .write(YY, |txn| {
            for (partition, bits, at) in [(YY, 1, 30), (JY, 2, 10), (YY, 3, 20), (YY, 4, 40), (YY, 5, 15)] {
                txn.set_due(partition, &order(bits), Some(Instant(at)))?;
            }
            txn.set_due(YY, &order(1), Some(Instant(5)))?;
            txn.set_due(YY, &order(5), None)?;
            txn.set_due(YY, &order(99), None)
        })
        .expect("setting");
    let due = |now: i64, limit: usize| -> Vec<(String, Key, i64)> {
        let due = store.read(|txn| txn.due(Instant(now), limit)).expect("reading");
        due.into_iter().map(|d| (d.partition, d.key, d.at.0)).collect()
    };
    let all = [
        (YY.to_owned(), order(1), 5),
        (JY.to_owned(), order(2), 10),
        (YY.to_owned(), order(3), 20),
        (YY.to_owned(), order(4), 40),
    ];
    assert_eq!(due(100, 9), all);
    assert_eq!(due(20, 9), all[..3]);
    assert_eq!(due(100, 2), all[..2]);
    assert!(due(4, 9).is_empty());
}

/// Overwritten by id, listed by owner and id, removed for good, and apart by space.
pub fn records_are_found_by_id_and_by_owner<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let record = |id: &str, owner: &str, body: &str| Record {
        id: id.to_owned(),
        owner: owner.to_owned(),
        body: body.to_owned(),
        expires: None,
    };
    let rows = [record("2", "a", "x"), record("1", "a", "y"), record("3", "b", "z")];
    let put = rows.clone();
    store
        .write(CITY, move |txn| {
            put.iter().try_for_each(|r| txn.put_record("card", r))?;
            txn.put_record("other", &put[0])
        })
        .expect("putting");
    let of =
        |space: &'static str, owner: &'static str| store.read(|txn| txn.records_of(space, owner)).expect("reading");
    assert_eq!(of("card", "a"), [rows[1].clone(), rows[0].clone()]);
    assert_eq!(of("other", "a"), [rows[0].clone()]);
    let moved = record("2", "b", "new");
    let over = moved.clone();
    store
        .write(CITY, move |txn| {
            txn.put_record("card", &over)?;
            txn.delete_record("card", "1")?;
            txn.delete_record("card", "never")
        })
        .expect("moving");
    assert!(of("card", "a").is_empty());
    assert_eq!(of("card", "b"), [moved.clone(), rows[2].clone()]);
    let one = store.read(|txn| Ok((txn.record("card", "2")?, txn.record("card", "1")?)));
    assert_eq!(one.expect("reading"), (Some(moved), None));
}

/// A record goes at the moment it names, not before, and one that names none stays.
pub fn expired_records_are_dropped<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let left = store.write(CITY, |txn| {
        for (id, expires) in [("a", Some(10)), ("b", Some(11)), ("c", None)] {
            let expires = expires.map(Instant);
            let (id, owner, body) = (id.to_owned(), "x".to_owned(), "1".to_owned());
            let record = Record {
                id,
                owner,
                body,
                expires,
            };
            txn.put_record("s", &record)?;
            txn.put_record("t", &record)?;
        }
        txn.drop_expired(Instant(10))?;
        Ok([txn.records_of("s", "x")?, txn.records_of("t", "x")?])
    });
    for records in left.expect("dropping") {
        let ids: Vec<_> = records.into_iter().map(|r| r.id).collect();
        assert_eq!(ids, ["b", "c"]);
    }
}

/// Ids come from people and machines: quotes, wild cards, nothing at all, capital letters, numbers at their ends.
pub fn names_may_be_strange<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let uuid = "0190D5A2-0000-7000-8000-0000000000AB";
    for id in [
        "",
        "a'b\"c",
        "%",
        "_",
        "x\0y",
        "社区",
        uuid,
        &uuid.to_lowercase(),
        "B01",
    ] {
        let key = Key {
            kind: Kind::Item,
            id: id.to_owned(),
        };
        let partition = format!("c:{id}");
        let scope = format!("desk:{id}");
        let row = entity(1, "odd", &[&scope]);
        let put = (partition.clone(), key.clone(), row.clone(), scope.clone());
        store
            .write(&partition, move |txn| {
                let (partition, key, row, scope) = put;
                let seq = txn.advance(&partition, Instant(i64::MIN))?;
                txn.put_entity(&partition, seq, Instant(i64::MAX), &key, &row)?;
                txn.set_due(&partition, &key, Some(Instant(i64::MIN)))?;
                let record = Record {
                    id: key.id.clone(),
                    owner: scope,
                    body: key.id.clone(),
                    expires: Some(Instant(i64::MAX)),
                };
                txn.put_record(&partition, &record)
            })
            .expect("writing");
        store
            .read(|txn| {
                assert_eq!(txn.entity(&partition, &key)?.as_ref(), Some(&row), "{id:?}");
                assert_eq!(
                    txn.under(&partition, &scope, Kind::Item)?,
                    core::slice::from_ref(&key),
                    "{id:?}"
                );
                assert_eq!(txn.reached(&scope)?, core::slice::from_ref(&partition), "{id:?}");
                let record = txn.record(&partition, id)?;
                assert_eq!(record.map(|r| (r.body, r.owner)), Some((id.to_owned(), scope.clone())));
                Ok(())
            })
            .expect("reading");
    }
    let keys = store.read(|txn| txn.due(Instant(0), 99)).expect("due").len();
    assert_eq!(keys, 9, "each id is a key of its own");
}
