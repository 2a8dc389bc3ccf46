//! Several at once.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use doorstep_domain::Instant;

use super::sample::{JY, YY, change, order, set};
use crate::storage::{Storage, StoreError};

type Make<'a, S> = &'a mut dyn FnMut() -> S;

const WRITERS: u64 = 8;
const JOBS: u64 = 40;

/// A sequence, once seen, is never followed by a smaller one that was not there before.
pub fn sequences_follow_the_order_of_commits<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let seen = Mutex::new(Vec::new());
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut after, mut heard) = (0, Vec::new());
            loop {
                let last = done.load(Ordering::SeqCst);
                let news = store
                    .read(|txn| txn.changed(YY, &set(&["all"]), after, 0, 1000))
                    .expect("a pull");
                after = news.last().map_or(after, |line| line.seq);
                heard.extend(news.into_iter().map(|line| line.seq));
                if last {
                    return heard;
                }
            }
        });
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (store, seen) = (&store, &seen);
                scope.spawn(move || {
                    for job in 0..JOBS {
                        let key = order(u128::from(writer * JOBS + job + 1));
                        let partition = if job % 5 == 4 { JY } else { YY };
                        let write = store.write(partition, move |txn| change(txn, partition, 1, &key, &["all"]));
                        let seq = write.expect("a write");
                        let there = store.read(|txn| Ok(txn.head(partition)?.seq)).expect("a read");
                        assert!(there >= seq, "an acknowledged write can be read");
                        if partition == YY {
                            seen.lock().unwrap_or_else(PoisonError::into_inner).push(seq);
                        }
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.join().expect("a writer");
        }
        done.store(true, Ordering::SeqCst);
        let heard = reader.join().expect("the reader");
        let all: Vec<u64> = (1..=WRITERS * JOBS * 4 / 5).collect();
        assert_eq!(
            heard, all,
            "whoever follows the cursor misses nothing and hears nothing twice"
        );
        let mut given = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        given.sort_unstable();
        assert_eq!(given, all, "each sequence was given once");
    });
}

/// Two rows written together are read together.
pub fn readers_see_whole_transactions_only<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut last = 0;
                    while !done.load(Ordering::SeqCst) {
                        let (one, two, head) = store
                            .read(|txn| {
                                let one = txn.entity(YY, &order(1))?.map_or(0, |e| e.version);
                                let head = txn.head(YY)?.seq;
                                thread::yield_now();
                                Ok((one, txn.entity(YY, &order(2))?.map_or(0, |e| e.version), head))
                            })
                            .expect("a read");
                        assert_eq!((one, two), (head, head));
                        assert!(head >= last, "time does not run back");
                        last = head;
                    }
                })
            })
            .collect();
        for _ in 0..200 {
            store
                .write(YY, |txn| {
                    let seq = change(txn, YY, 1, &order(1), &["a"])?;
                    thread::yield_now();
                    txn.put_entity(YY, seq, Instant(1), &order(2), &super::sample::entity(seq, "x", &["a"]))
                })
                .expect("a write");
        }
        done.store(true, Ordering::SeqCst);
        for reader in readers {
            reader.join().expect("a reader");
        }
    });
}

/// Jobs that share a commit do not share a fate.
pub fn a_failing_neighbour_harms_nobody<S: Storage>(make: Make<'_, S>) {
    let store = make();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let store = &store;
            scope.spawn(move || {
                for job in 0..JOBS {
                    let key = order(u128::from(writer * JOBS + job + 1));
                    let done = store.write(YY, move |txn| {
                        change(txn, YY, 1, &key, &["all"])?;
                        match writer % 4 {
                            0 => Err(StoreError::Aborted("on purpose".to_owned())),
                            1 if job % 2 == 0 => std::panic::resume_unwind(Box::new("on purpose")),
                            _ => Ok(()),
                        }
                    });
                    assert_eq!(done.is_ok(), !(writer % 4 == 0 || writer % 4 == 1 && job % 2 == 0));
                }
            });
        }
    });
    let good = WRITERS * JOBS / 2 + WRITERS / 4 * JOBS / 2;
    let (seq, rows) = store
        .read(|txn| Ok((txn.head(YY)?.seq, txn.changed(YY, &set(&["all"]), 0, 0, 10_000)?.len())))
        .expect("reading");
    assert_eq!((seq, u64::try_from(rows).unwrap_or(0)), (good, good));
}
