//! The audience index: who must hear of a change, and nobody else.

use std::collections::BTreeSet;

use doorstep_domain::{Instant, Key, Kind};

use super::sample::{Dice, JY, YY, change, order, set};
use crate::storage::{Changed, Storage};

type Make<'a, S> = &'a mut dyn FnMut() -> S;

/// Changes of `store` in YY, each as a list of scopes for an order; sequences count from 1.
fn history<S: Storage>(store: &S, changes: &[(u128, &'static [&'static str])]) {
    for (bits, scopes) in changes.iter().copied() {
        let change = store.write(YY, move |txn| {
            let at = i64::try_from(txn.head(YY)?.seq).unwrap_or(0);
            change(txn, YY, at, &order(bits), scopes)
        });
        change.expect("a change");
    }
}

fn changed<S: Storage>(store: &S, scopes: &[&str], after: u64, live_until: u64, limit: usize) -> Vec<(u128, u64)> {
    let lines = store.read(|txn| txn.changed(YY, &set(scopes), after, live_until, limit));
    let bits = |key: &Key| (1..100).find(|bits| order(*bits) == *key).unwrap_or(0);
    let lines = lines.expect("a look at the index");
    lines
        .into_iter()
        .map(|Changed { key, seq }| (bits(&key), seq))
        .collect()
}

/// Who saw it before hears of it as much as who sees it now; a third party does not.
pub fn a_change_reaches_the_old_and_the_new_audience<S: Storage>(make: Make<'_, S>) {
    let store = make();
    history(
        &store,
        &[(1, &["pool", "desk"]), (2, &["other"]), (1, &["member", "desk"])],
    );
    assert_eq!(changed(&store, &["pool"], 1, 0, 9), [(1, 3)], "it left");
    assert_eq!(changed(&store, &["member"], 1, 0, 9), [(1, 3)], "it came");
    assert_eq!(changed(&store, &["desk"], 1, 0, 9), [(1, 3)], "it stayed");
    assert_eq!(changed(&store, &["other"], 2, 0, 9), []);
    history(&store, &[(1, &["member", "desk"])]);
    assert_eq!(changed(&store, &["pool"], 3, 0, 9), [], "what left long ago is no news");
    assert_eq!(changed(&store, &["member"], 3, 0, 9), [(1, 4)]);
}

/// Gone from a scope and back under it: one line, and it is there.
pub fn an_entity_that_comes_back_is_no_longer_gone<S: Storage>(make: Make<'_, S>) {
    let store = make();
    history(&store, &[(1, &["a"]), (1, &["b"]), (1, &["a", "b"]), (2, &["a"])]);
    assert_eq!(changed(&store, &["a"], 0, 3, 9), [(1, 3), (2, 4)]);
    history(&store, &[(1, &[])]);
    assert_eq!(changed(&store, &["a"], 4, 0, 9), [(1, 5)]);
    assert_eq!(
        changed(&store, &["a", "b"], 0, 5, 9),
        [(2, 4)],
        "a first look has no use for tombstones"
    );
}

/// By kind and sorted, without what left.
pub fn under_lists_what_is_there_now<S: Storage>(make: Make<'_, S>) {
    let store = make();
    history(&store, &[(3, &["a"]), (1, &["a"]), (2, &["a", "b"]), (2, &["b"])]);
    let duty = Key {
        kind: Kind::Duty,
        id: order(1).id,
    };
    store
        .write(YY, move |txn| change(txn, YY, 9, &duty, &["a"]))
        .expect("a duty");
    store
        .read(|txn| {
            assert_eq!(txn.under(YY, "a", Kind::Order)?, [order(1), order(3)]);
            assert_eq!(txn.under(YY, "b", Kind::Order)?, [order(2)]);
            assert_eq!(txn.under(YY, "a", Kind::Duty)?.len(), 1);
            assert!(txn.under(JY, "a", Kind::Order)?.is_empty() && txn.under(YY, "c", Kind::Order)?.is_empty());
            Ok(())
        })
        .expect("reading");
}

/// Also where the scope has only a tombstone left, or not even that.
pub fn reached_names_every_partition_that_ever_used_a_scope<S: Storage>(make: Make<'_, S>) {
    let store = make();
    history(&store, &[(1, &["a", "b"]), (1, &["b"])]);
    store
        .write(JY, |txn| change(txn, JY, 1, &order(1), &["b"]))
        .expect("elsewhere");
    store.write(YY, |txn| txn.sweep(YY, Instant(100))).expect("a sweep");
    store
        .read(|txn| {
            assert_eq!(txn.reached("a")?, [YY.to_owned()]);
            assert_eq!(txn.reached("b")?, [JY.to_owned(), YY.to_owned()]);
            assert!(txn.reached("c")?.is_empty());
            Ok(())
        })
        .expect("reading");
}

/// Many entities under one sequence come together, however small the page.
pub fn changed_never_splits_a_sequence<S: Storage>(make: Make<'_, S>) {
    let store = make();
    store
        .write(YY, |txn| {
            for size in [1, 4, 2_u128] {
                let seq = txn.advance(YY, Instant(1))?;
                for bits in 0..size {
                    let key = order(u128::from(seq) * 10 + bits);
                    let scopes = if bits % 2 == 0 { ["a"] } else { ["b"] };
                    txn.put_entity(YY, seq, Instant(1), &key, &super::sample::entity(1, "x", &scopes))?;
                }
            }
            Ok(())
        })
        .expect("writing");
    let seqs = |after, limit| -> Vec<u64> {
        let lines = changed(&store, &["a", "b"], after, 0, limit);
        lines.into_iter().map(|(_, seq)| seq).collect()
    };
    assert_eq!(seqs(0, 1), [1]);
    assert_eq!(seqs(0, 2), [1, 2, 2, 2, 2]);
    assert_eq!(seqs(0, 5), [1, 2, 2, 2, 2]);
    assert_eq!(seqs(0, 6), [1, 2, 2, 2, 2, 3, 3]);
    assert_eq!(seqs(1, 0), [2, 2, 2, 2], "a limit of nothing is a limit of one");
    assert_eq!(seqs(3, 9), [0; 0]);
}

/// A sequence of an import, far larger than any page, with small ones around it and another scope that thins it out.
pub fn changed_never_splits_a_sequence_larger_than_its_page<S: Storage>(make: Make<'_, S>) {
    let store = make();
    store
        .write(YY, |txn| {
            for size in [3, 200, 1, 90, 2_u128] {
                let seq = txn.advance(YY, Instant(1))?;
                for bits in 0..size {
                    let key = order(u128::from(seq) * 1000 + bits);
                    let scopes: &[&str] = if bits % 3 == 0 { &["a", "b"] } else { &["a"] };
                    txn.put_entity(YY, seq, Instant(1), &key, &super::sample::entity(1, "x", scopes))?;
                }
            }
            Ok(())
        })
        .expect("writing");
    for scopes in [&["a"][..], &["b"], &["a", "b"]] {
        let whole = changed(&store, scopes, 0, 0, 10_000);
        for limit in [1, 4, 20, 100, 250] {
            let (mut after, mut walked) = (0, Vec::new());
            loop {
                let page = changed(&store, scopes, after, 0, limit);
                let Some((_, last)) = page.last().copied() else { break };
                let there = whole.iter().filter(|(_, seq)| *seq == last).count();
                let came = page.iter().filter(|(_, seq)| *seq == last).count();
                assert_eq!(came, there, "sequence {last} of {scopes:?} by {limit}");
                after = last;
                walked.extend(page);
            }
            assert_eq!(walked, whole, "{scopes:?} by {limit}");
        }
    }
}

/// An entity that moved under several of the scopes is one line.
pub fn changed_gives_each_entity_once_at_its_last_sequence<S: Storage>(make: Make<'_, S>) {
    let store = make();
    history(
        &store,
        &[
            (1, &["a"]),
            (2, &["a"]),
            (1, &["b"]),
            (3, &["b"]),
            (2, &["a", "b"]),
            (1, &["b", "c"]),
        ],
    );
    assert_eq!(changed(&store, &["a", "b"], 0, 0, 9), [(3, 4), (2, 5), (1, 6)]);
    assert_eq!(changed(&store, &["a", "b"], 0, 0, 1), [(3, 4)]);
    assert_eq!(changed(&store, &["a"], 0, 0, 9), [(1, 3), (2, 5)]);
    assert_eq!(changed(&store, &["c", "a"], 3, 0, 9), [(2, 5), (1, 6)]);
}

/// Whoever pages through, in steps of any size and from any start, has heard of everything.
pub fn changed_walks_the_whole_history_in_pages_of_any_size<S: Storage>(make: Make<'_, S>) {
    let store = make();
    let mut dice = Dice::new(11);
    let names = ["a", "b", "c", "d"];
    for at in 0..300 {
        let (bits, mask) = (u128::from(dice.below(40)), dice.below(16));
        let scopes: Vec<&str> = (0..4).filter(|i| mask >> i & 1 == 1).map(|i| names[i]).collect();
        store
            .write(YY, move |txn| change(txn, YY, at, &order(bits + 1), &scopes))
            .expect("a change");
    }
    for scopes in [&["a"][..], &["b", "c"], &["a", "b", "c", "d"]] {
        for live_until in [0, 150, 300] {
            let whole = changed(&store, scopes, 0, live_until, 1000);
            let distinct: BTreeSet<_> = whole.iter().map(|(bits, _)| bits).collect();
            assert_eq!(distinct.len(), whole.len(), "each once");
            for limit in [1, 2, 3, 7, 50] {
                let (mut after, mut walked) = (0, Vec::new());
                loop {
                    let page = changed(&store, scopes, after, live_until, limit);
                    let Some((_, last)) = page.last() else { break };
                    assert!(
                        page.len() >= limit || *last == whole[whole.len() - 1].1,
                        "full pages until the end"
                    );
                    after = *last;
                    walked.extend(page);
                }
                assert_eq!(walked, whole, "{scopes:?} by {limit}, live until {live_until}");
            }
        }
    }
}

/// Tombstones up to there are left out, later ones are told.
pub fn what_left_before_live_until_is_left_out<S: Storage>(make: Make<'_, S>) {
    let store = make();
    history(&store, &[(1, &["a"]), (2, &["a"]), (3, &["a"]), (1, &[]), (2, &[])]);
    assert_eq!(changed(&store, &["a"], 0, 0, 9), [(3, 3), (1, 4), (2, 5)]);
    assert_eq!(changed(&store, &["a"], 0, 4, 9), [(3, 3), (2, 5)]);
    assert_eq!(changed(&store, &["a"], 0, 5, 9), [(3, 3)]);
    assert_eq!(changed(&store, &["a"], 0, 3, 1), [(3, 3)]);
}

/// Only tombstones, only old ones, only of that partition; what is there stays whatever its age.
pub fn a_sweep_drops_old_tombstones_and_raises_the_floor<S: Storage>(make: Make<'_, S>) {
    let store = make();
    history(&store, &[(1, &["a"]), (2, &["a"]), (3, &["a"]), (1, &[]), (2, &["b"])]);
    store
        .write(JY, |txn| {
            change(txn, JY, 0, &order(1), &["a"])?;
            change(txn, JY, 0, &order(1), &[])
        })
        .expect("elsewhere");
    let sweep = |before: i64| {
        store
            .write(YY, move |txn| txn.sweep(YY, Instant(before)))
            .expect("a sweep");
        store.read(|txn| Ok(txn.head(YY)?.floor)).expect("the floor")
    };
    // The change with sequence n was made at n - 1.
    assert_eq!(sweep(3), 0, "no tombstone is that old");
    assert_eq!(sweep(4), 4);
    assert_eq!(changed(&store, &["a"], 0, 0, 9), [(3, 3), (2, 5)]);
    assert_eq!(sweep(4), 4, "once more changes nothing");
    assert_eq!(sweep(100), 5);
    assert_eq!(changed(&store, &["a", "b"], 0, 0, 9), [(3, 3), (2, 5)]);
    assert_eq!(changed(&store, &["a"], 0, 0, 9), [(3, 3)]);
    let far = store.read(|txn| Ok((txn.head(JY)?.floor, txn.changed(JY, &set(&["a"]), 0, 0, 9)?.len())));
    assert_eq!(far.expect("elsewhere"), (0, 1));
    history(&store, &[(2, &["a", "b"])]);
    assert_eq!(
        changed(&store, &["a"], 5, 0, 9),
        [(2, 6)],
        "a swept scope can be entered again"
    );
}
