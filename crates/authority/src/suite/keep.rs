//! Persistence, for stores that have it.

use doorstep_domain::CommandId;

use super::{
    model::{look, play},
    sample::{YY, answer, blob, change, hash, order, set},
};
use crate::storage::{Storage, StoreError};

type Make<'a, S> = &'a mut dyn FnMut() -> S;
type Reopen<'a, S> = &'a mut dyn FnMut(S) -> S;

/// Every acknowledged write, and nothing of a failed one.
pub fn what_was_acknowledged_is_there_after_reopening<S: Storage>(make: Make<'_, S>, reopen: Reopen<'_, S>) {
    let mut store = make();
    for round in 1..=3_u64 {
        store
            .write(YY, move |txn| {
                txn.put_answer(&answer(u128::from(round)))?;
                txn.put_blob(YY, &order(u128::from(round)), &hash(1), &blob("kept"))?;
                change(txn, YY, 1, &order(u128::from(round)), &["a"])
            })
            .expect("a write");
        let failed = store.write(YY, |txn| {
            change(txn, YY, 1, &order(50), &["a"])?;
            Err::<(), _>(StoreError::Aborted("on purpose".to_owned()))
        });
        assert!(failed.is_err());
        store = reopen(store);
        store
            .read(|txn| {
                assert_eq!(txn.head(YY)?.seq, round);
                assert_eq!(
                    txn.changed(YY, &set(&["a"]), 0, 0, 99)?.len(),
                    usize::try_from(round).unwrap_or(0)
                );
                assert_eq!(
                    txn.answer(CommandId::from_bits(u128::from(round)))?,
                    Some(answer(u128::from(round)))
                );
                assert_eq!(txn.blob(YY, &order(u128::from(round)), &hash(1))?, Some(blob("kept")));
                assert!(txn.entity(YY, &order(50))?.is_none());
                Ok(())
            })
            .expect("reading");
    }
}

/// Everything a reader can see, and what can be written on top of it.
pub fn a_random_history_is_the_same_after_reopening<S: Storage>(make: Make<'_, S>, reopen: Reopen<'_, S>) {
    let mut store = make();
    for seed in 10..13 {
        play(&store, seed, 60, |_| ());
        let before = store.read(look).expect("before");
        store = reopen(store);
        assert_eq!(store.read(look).expect("after"), before);
    }
}
