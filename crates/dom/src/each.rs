//! `<For>`: a list whose rows are told apart by a key, so that a row that stays is not made again.

use std::sync::Arc;

use leptos::prelude::{Owner, untrack};

use crate::node::{IntoNode, Kind, Node};

/// A row of a list, compared with the list as it was the last time.
pub(crate) enum Row {
    /// It was there, at this place.
    Kept(usize),
    /// It is new: its view, and who owns the signals made for it.
    New(Node, Owner),
}

/// One row for each item of `items`. `row` is called once for each new key; what it reads does not make the list anew.
pub fn each<I, K, N>(
    items: impl Fn() -> I + Send + 'static,
    key: impl Fn(&I::Item) -> K + Send + 'static,
    row: impl Fn(I::Item) -> N + Send + 'static,
) -> Node
where
    I: IntoIterator,
    K: PartialEq + Send + 'static,
    N: IntoNode,
{
    // Rows belong to whoever made the list, not to one run of it: the next run would end them.
    let parent = Owner::current().map(Arc::new);
    let mut keys: Vec<K> = Vec::new();
    Node(Kind::Each(Box::new(move || {
        let mut taken = vec![false; keys.len()];
        let mut rows = Vec::new();
        let mut now = Vec::new();
        for item in items() {
            let key = key(&item);
            let place = (0..keys.len()).find(|&place| !taken[place] && keys[place] == key);
            rows.push(if let Some(place) = place {
                taken[place] = true;
                Row::Kept(place)
            } else {
                let owner = owner(parent.as_deref());
                let node = owner.with(|| untrack(|| row(item).into_node()));
                Row::New(node, owner)
            });
            now.push(key);
        }
        keys = now;
        rows
    })))
}

fn owner(parent: Option<&Owner>) -> Owner {
    parent.map_or_else(Owner::new, |parent| parent.with(Owner::new))
}
