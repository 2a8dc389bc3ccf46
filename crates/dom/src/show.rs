//! `<Show>`: one of two views, changed only when the answer changes.

use crate::{
    Memo,
    node::{IntoNode, Node},
};

/// `yes` while `when` holds, else `no`.
pub fn show<Y: IntoNode, N: IntoNode>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    yes: impl Fn() -> Y + Send + 'static,
    no: impl Fn() -> N + Send + 'static,
) -> Node {
    let when = answer(Box::new(when));
    Node::live(move || {
        if when.get() {
            yes().into_node()
        } else {
            no().into_node()
        }
    })
}

/// Apart from [`show`], so that it is compiled once and not for every closure.
fn answer(when: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<bool> {
    Memo::new(move |_| when())
}
