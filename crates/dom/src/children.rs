//! Children of a component, and views given as a prop.

use std::sync::Arc;

use crate::node::{IntoNode, Node};

/// Children that are shown once.
pub type Children = Box<dyn FnOnce() -> Node + Send>;
/// Children that may be shown again.
pub type ChildrenFn = Arc<dyn Fn() -> Node + Send + Sync>;

/// Makes the children of the markup into what the component asks for.
pub trait ToChildren<F> {
    /// As children.
    fn to_children(make: F) -> Self;
}

impl<F: FnOnce() -> Node + Send + 'static> ToChildren<F> for Children {
    fn to_children(make: F) -> Self {
        Box::new(make)
    }
}

impl<F: Fn() -> Node + Send + Sync + 'static> ToChildren<F> for ChildrenFn {
    fn to_children(make: F) -> Self {
        Arc::new(make)
    }
}

/// A view as a prop; by default nothing.
#[derive(Clone)]
pub struct ViewFn(ChildrenFn);

impl ViewFn {
    /// The view.
    pub fn run(&self) -> Node {
        (self.0)()
    }
}

impl Default for ViewFn {
    fn default() -> Self {
        Self(Arc::new(Node::none))
    }
}

impl core::fmt::Debug for ViewFn {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ViewFn")
    }
}

impl<F, N> From<F> for ViewFn
where
    F: Fn() -> N + Send + Sync + 'static,
    N: IntoNode,
{
    fn from(make: F) -> Self {
        Self(Arc::new(move || make().into_node()))
    }
}
