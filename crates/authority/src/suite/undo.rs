//! All or nothing, also in parts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use doorstep_domain::{ClientId, CommandId, Instant, PersonId};

use super::sample::{YY, answer, change, entity, fact, order, set};
use crate::storage::{ClientRow, ReadTxn, Record, Result, Storage, StoreError, Txn};

type Make<'a, S> = &'a mut dyn FnMut() -> S;

/// A row of every kind. `word` goes into the row, so that overwriting can be seen too.
fn write_everything(txn: &mut dyn Txn, word: &str) -> Result<()> {
    let at = Instant(i64::try_from(word.len()).unwrap_or(0));
    let seq = txn.advance(YY, at)?;
    let mut row = entity(seq, word, &["a", word]);
    row.personal.insert("field".to_owned(), format!("\"{word}\""));
    txn.put_entity(YY, seq, at, &order(1), &row)?;
    txn.put_entity(YY, seq, at, &order(100 + u128::from(seq)), &row)?;
    txn.log(YY, &fact(seq, 0, &order(1), word))?;
    txn.put_answer(&answer(u128::from(seq)))?;
    let client = ClientRow {
        actor: PersonId::from_bits(1),
        last_number: seq,
        seen: at,
    };
    txn.put_client(ClientId::from_bits(1), &client)?;
    txn.set_due(YY, &order(1), Some(at))?;
    txn.delete_record("s", "doomed")?;
    let record = Record {
        id: "one".to_owned(),
        owner: word.to_owned(),
        body: word.to_owned(),
        expires: None,
    };
    txn.put_record("s", &record)
}

/// Everything `write_everything` can touch, as text.
fn everything(txn: &dyn ReadTxn) -> Result<String> {
    let scopes = set(&["a", "first", "second!", "third!!"]);
    Ok(format!(
        "{:?}",
        (
            (txn.head(YY)?, txn.partitions()?, txn.entity(YY, &order(1))?),
            txn.under(YY, "a", doorstep_domain::Kind::Order)?,
            txn.changed(YY, &scopes, 0, 0, 99)?,
            (txn.reached("first")?, txn.reached("second!")?, txn.reached("third!!")?),
            txn.facts(YY, &order(1))?,
            (
                txn.answer(CommandId::from_bits(1))?,
                txn.answer(CommandId::from_bits(2))?,
                txn.answer(CommandId::from_bits(3))?
            ),
            txn.client(ClientId::from_bits(1))?,
            txn.due(Instant(i64::MAX), 9)?,
            (
                txn.record("s", "one")?,
                txn.record("s", "doomed")?,
                txn.records_of("s", "first")?
            ),
        )
    ))
}

/// A store that holds something already, with what it holds.
fn prepared<S: Storage>(make: Make<'_, S>) -> (S, String) {
    let store = make();
    store
        .write(YY, |txn| {
            write_everything(txn, "first")?;
            let (id, owner, body) = ("doomed".to_owned(), String::new(), String::new());
            let expires = None;
            txn.put_record(
                "s",
                &Record {
                    id,
                    owner,
                    body,
                    expires,
                },
            )
        })
        .expect("the first");
    let before = store.read(everything).expect("reading");
    (store, before)
}

fn give_up<T>() -> Result<T> {
    Err(StoreError::Aborted("on purpose".to_owned()))
}

/// Rows of every kind are as before, and the error comes back as it was.
pub fn an_error_undoes_the_whole_job<S: Storage>(make: Make<'_, S>) {
    let (store, before) = prepared(make);
    let failed = store.write(YY, |txn| {
        write_everything(txn, "second!")?;
        txn.sweep(YY, Instant(i64::MAX))?;
        txn.drop_expired(Instant(i64::MAX))?;
        give_up::<()>()
    });
    assert!(matches!(failed, Err(StoreError::Aborted(why)) if why == "on purpose"));
    assert_eq!(store.read(everything).expect("reading"), before);
    store
        .write(YY, |txn| write_everything(txn, "second!"))
        .expect("it works now");
    assert_ne!(store.read(everything).expect("reading"), before);
}

/// What stood before the nest and what comes after it stays.
pub fn a_nested_error_undoes_only_the_nest<S: Storage>(make: Make<'_, S>) {
    let (store, _) = prepared(make);
    let (middle, end) = store
        .write(YY, |txn| {
            write_everything(txn, "second!")?;
            let before = everything(txn)?;
            let nested = txn.nested(&mut |inner| {
                write_everything(inner, "third!!")?;
                assert_ne!(everything(inner)?, before, "the nest sees its own writes");
                give_up()
            });
            assert!(matches!(nested, Err(StoreError::Aborted(_))));
            assert_eq!(everything(txn)?, before);
            write_everything(txn, "third!!")?;
            Ok((before, everything(txn)?))
        })
        .expect("the job goes on");
    assert_eq!(store.read(everything).expect("reading"), end);
    assert_ne!(middle, end);
}

/// Each nest takes back its own, whether what was inside it worked or not.
pub fn nests_undo_from_the_inside_out<S: Storage>(make: Make<'_, S>) {
    let (store, before) = prepared(make);
    store
        .write(YY, |txn| {
            let outer = txn.nested(&mut |a| {
                write_everything(a, "second!")?;
                let second = everything(a)?;
                assert!(
                    a.nested(&mut |b| write_everything(b, "third!!").and_then(|()| give_up()))
                        .is_err()
                );
                assert_eq!(everything(a)?, second);
                a.nested(&mut |b| write_everything(b, "third!!"))?;
                assert_ne!(everything(a)?, second);
                give_up()
            });
            assert!(outer.is_err());
            Ok(())
        })
        .expect("the job");
    assert_eq!(store.read(everything).expect("reading"), before);
}

/// A nest that worked is still part of its job.
pub fn an_error_after_a_nest_undoes_the_nest_too<S: Storage>(make: Make<'_, S>) {
    let (store, before) = prepared(make);
    let failed = store.write(YY, |txn| {
        txn.nested(&mut |inner| write_everything(inner, "second!"))?;
        give_up::<()>()
    });
    assert!(failed.is_err());
    assert_eq!(store.read(everything).expect("reading"), before);
}

/// The next job finds everything as it was.
pub fn a_panic_undoes_the_job_and_leaves_the_store_usable<S: Storage>(make: Make<'_, S>) {
    let (store, before) = prepared(make);
    for _ in 0..3 {
        let failed = store.write(YY, |txn| {
            write_everything(txn, "second!")?;
            txn.nested(&mut |inner| {
                write_everything(inner, "third!!")?;
                panic_quietly()
            })
        });
        assert!(matches!(failed, Err(StoreError::Aborted(_))), "{failed:?}");
        assert_eq!(store.read(everything).expect("reading"), before);
    }
    let seq = store
        .write(YY, |txn| change(txn, YY, 1, &order(7), &["a"]))
        .expect("the next job");
    assert_eq!(seq, 2);
}

/// The job may catch it and go on; only the nest is undone.
pub fn a_panic_in_a_nest_can_be_caught<S: Storage>(make: Make<'_, S>) {
    let (store, before) = prepared(make);
    let seq = store
        .write(YY, move |txn| {
            let caught = catch_unwind(AssertUnwindSafe(|| {
                txn.nested(&mut |inner| {
                    write_everything(inner, "second!")?;
                    panic_quietly()
                })
            }));
            assert!(caught.is_err(), "it goes on to the caller");
            assert_eq!(everything(txn)?, before);
            change(txn, YY, 1, &order(7), &["a"])
        })
        .expect("the job goes on");
    assert_eq!(seq, 2);
    assert_eq!(store.read(|txn| Ok(txn.head(YY)?.seq)).expect("reading"), 2);
}

/// Within a job, reads see what the job has written so far.
pub fn a_job_reads_its_own_writes<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let inside = store
        .write(YY, |txn| {
            write_everything(txn, "first")?;
            write_everything(txn, "second!")?;
            everything(txn)
        })
        .expect("the job");
    assert_eq!(store.read(everything).expect("reading"), inside);
}

/// Unwinds without a word on the screen: the panic is meant.
fn panic_quietly<T>() -> Result<T> {
    std::panic::resume_unwind(Box::new("on purpose"))
}
