//! The bytes of attachments.

use super::sample::{JY, YY, blob, change, hash, order};
use crate::storage::{Blob, Storage};

type Make<'a, S> = &'a mut dyn FnMut() -> S;

/// Type and bytes, also none at all and many; a second put under the address changes nothing and says so.
pub fn bytes_come_back_as_they_were_put_and_the_first_stay<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let long = Blob {
        mime: "audio/webm".to_owned(),
        bytes: (0..600_000_u32).map(|n| n.to_le_bytes()[0]).collect(),
    };
    let none = Blob {
        mime: String::new(),
        bytes: Vec::new(),
    };
    let put = (long.clone(), none.clone());
    let said = store
        .write(YY, move |txn| {
            change(txn, YY, 1, &order(1), &["a"])?;
            let said = [
                txn.put_blob(YY, &order(1), &hash(1), &put.0)?,
                txn.put_blob(YY, &order(1), &hash(2), &put.1)?,
                txn.put_blob(YY, &order(1), &hash(1), &blob("another"))?,
            ];
            assert_eq!(
                txn.blob(YY, &order(1), &hash(1))?.as_ref(),
                Some(&put.0),
                "its own writes"
            );
            Ok(said)
        })
        .expect("putting");
    assert_eq!(said, [true, true, false]);
    let read = |bits| store.read(|txn| txn.blob(YY, &order(1), &hash(bits))).expect("reading");
    assert_eq!((read(1), read(2), read(3)), (Some(long), Some(none), None));
}

/// The same address under another entity, or in another partition, is another thing: so erasing one leaves the other.
pub fn bytes_belong_to_one_entity<S: Storage>(make: Make<'_, S>) {
    let store = make();
    store
        .write(YY, |txn| {
            txn.put_blob(YY, &order(1), &hash(1), &blob("one"))?;
            txn.put_blob(YY, &order(2), &hash(1), &blob("two"))?;
            txn.put_blob(JY, &order(1), &hash(1), &blob("three"))?;
            txn.delete_blob(YY, &order(1), &hash(1))?;
            txn.delete_blob(YY, &order(9), &hash(1))?;
            txn.delete_blob("c:never", &order(1), &hash(1))
        })
        .expect("putting");
    store
        .read(|txn| {
            assert_eq!(txn.blob(YY, &order(1), &hash(1))?, None);
            assert_eq!(txn.blob(YY, &order(2), &hash(1))?, Some(blob("two")));
            assert_eq!(txn.blob(JY, &order(1), &hash(1))?, Some(blob("three")));
            Ok(())
        })
        .expect("reading");
}

/// Gone with the commit, back with an undo, and no stone lies where they were.
pub fn erased_bytes_are_gone_and_may_come_anew<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let put = |word: &'static str| {
        store
            .write(YY, move |txn| txn.put_blob(YY, &order(1), &hash(1), &blob(word)))
            .expect("putting")
    };
    let read = || store.read(|txn| txn.blob(YY, &order(1), &hash(1))).expect("reading");
    assert!(put("first"));
    let undone = store.write(YY, |txn| {
        txn.nested(&mut |inner| inner.delete_blob(YY, &order(1), &hash(1)))?;
        txn.put_blob(YY, &order(1), &hash(2), &blob("second"))?;
        Err::<(), _>(crate::storage::StoreError::Aborted("on purpose".to_owned()))
    });
    assert!(undone.is_err());
    assert_eq!(read(), Some(blob("first")));
    store
        .write(YY, |txn| txn.delete_blob(YY, &order(1), &hash(1)))
        .expect("erasing");
    assert_eq!(read(), None);
    assert!(put("anew"));
    assert_eq!(read(), Some(blob("anew")));
}

/// A row that comes later finds them.
pub fn bytes_need_no_entity_and_make_none<S: Storage>(make: Make<'_, S>) {
    let store = make();
    store
        .write(YY, |txn| {
            txn.put_blob(YY, &order(1), &hash(1), &blob("early"))?;
            assert!(txn.entity(YY, &order(1))?.is_none());
            change(txn, YY, 1, &order(1), &["a"])?;
            assert_eq!(txn.blob(YY, &order(1), &hash(1))?, Some(blob("early")));
            Ok(())
        })
        .expect("writing");
}
