//! Sorting, compiled once.
//!
//! The standard library's sort is fast and is compiled anew for each type, some four kilobytes each time; the phone sorts
//! lists of a few hundred rows in twenty places. Here the comparing is asked for through a pointer and only the moving is
//! compiled per type. Both keep the order of equal items.

use core::cmp::Ordering;

/// Sorts by a key.
pub fn by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts by an order.
pub fn by<T>(items: &mut Vec<T>, order: impl Fn(&T, &T) -> Ordering) {
    let places = places(items.len(), &|a, b| order(&items[a], &items[b]));
    let mut moving: Vec<Option<T>> = core::mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| moving[place].take()));
}

/// Which item stands at each place of the sorted list.
fn places(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = Vec::with_capacity(count);
    for item in 0..count {
        let after = places.partition_point(|&before| order(before, item) != Ordering::Greater);
        places.insert(after, item);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_items_keep_their_order() {
        let mut words = vec!["bb", "a", "cc", "dd", "e", ""];
        by_key(&mut words, |word| word.len());
        assert_eq!(words, ["", "a", "e", "bb", "cc", "dd"]);
    }

    #[test]
    fn any_list_is_sorted_as_the_standard_library_sorts_it() {
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 24
        };
        for count in 0..60 {
            let list: Vec<(u32, usize)> = (0..count).map(|place| (next() % 9, place)).collect();
            let (mut ours, mut theirs) = (list.clone(), list);
            by(&mut ours, |a, b| b.0.cmp(&a.0));
            theirs.sort_by(|a, b| b.0.cmp(&a.0));
            assert_eq!(ours, theirs);
        }
    }
}
