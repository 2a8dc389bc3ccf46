//! [`Node`]: what should stand on the screen.

use std::borrow::Cow;

use leptos::prelude::{Get, Signal};

use crate::{Memo, RwSignal, element::El};

/// A piece of a view. Built by `view!`, shown by [`Self::build`].
#[derive(Debug)]
pub struct Node(pub(crate) Kind);

pub(crate) enum Kind {
    None,
    Text(Cow<'static, str>),
    Element(El),
    Many(Vec<Node>),
    Live(Live),
    Each(Rows),
}

/// A part that is made again whenever what it read has changed.
pub(crate) type Live = Box<dyn FnMut() -> Node + Send>;
/// The rows of a list, each kept from the last time or new.
pub(crate) type Rows = Box<dyn FnMut() -> Vec<crate::each::Row> + Send>;

impl core::fmt::Debug for Kind {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Text(text) => text.fmt(f),
            Self::Element(element) => element.fmt(f),
            Self::Many(nodes) => nodes.fmt(f),
            Self::Live(_) => f.write_str("Live"),
            Self::Each(_) => f.write_str("Each"),
        }
    }
}

impl Node {
    /// Nothing.
    pub const fn none() -> Self {
        Self(Kind::None)
    }

    /// A fixed text.
    pub const fn text(text: &'static str) -> Self {
        Self(Kind::Text(Cow::Borrowed(text)))
    }

    /// Several, one after the other.
    pub fn many(nodes: Vec<Self>) -> Self {
        if nodes.is_empty() {
            Self::none()
        } else {
            Self(Kind::Many(nodes))
        }
    }

    /// What `make` says, again whenever the signals it read have changed.
    pub fn live<N: IntoNode>(mut make: impl FnMut() -> N + Send + 'static) -> Self {
        Self(Kind::Live(Box::new(move || make().into_node())))
    }
}

/// What may stand in a block of the markup.
pub trait IntoNode {
    /// As a node.
    fn into_node(self) -> Node;
}

impl IntoNode for Node {
    fn into_node(self) -> Node {
        self
    }
}

impl IntoNode for () {
    fn into_node(self) -> Node {
        Node::none()
    }
}

impl IntoNode for &'static str {
    fn into_node(self) -> Node {
        Node::text(self)
    }
}

impl IntoNode for String {
    fn into_node(self) -> Node {
        Node(Kind::Text(Cow::Owned(self)))
    }
}

impl IntoNode for char {
    fn into_node(self) -> Node {
        self.to_string().into_node()
    }
}

impl<N: IntoNode> IntoNode for Option<N> {
    fn into_node(self) -> Node {
        self.map_or_else(Node::none, IntoNode::into_node)
    }
}

impl<N: IntoNode> IntoNode for Vec<N> {
    fn into_node(self) -> Node {
        Node::many(self.into_iter().map(IntoNode::into_node).collect())
    }
}

impl<F, N> IntoNode for F
where
    F: FnMut() -> N + Send + 'static,
    N: IntoNode,
{
    fn into_node(self) -> Node {
        Node::live(self)
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl IntoNode for $number {
            fn into_node(self) -> Node {
                self.to_string().into_node()
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 usize i32 i64);

macro_rules! signals {
    ($($signal:ident)*) => {$(
        impl<N: IntoNode + Clone + Send + Sync + 'static> IntoNode for $signal<N> {
            fn into_node(self) -> Node {
                Node::live(move || self.get())
            }
        }
    )*};
}

signals!(Memo RwSignal Signal);

/// What a component returns: anything that may stand in a block.
pub trait IntoView: IntoNode {}

impl<N: IntoNode> IntoView for N {}

/// `.into_any()`, as on Leptos' views: every view is of one type already.
pub trait IntoAny: IntoNode + Sized {
    /// As a node.
    fn into_any(self) -> Node {
        self.into_node()
    }
}

impl<N: IntoNode> IntoAny for N {}

/// `.collect_view()`: the pieces of an iterator, one after the other.
pub trait CollectView {
    /// As one node.
    fn collect_view(self) -> Node;
}

impl<I> CollectView for I
where
    I: IntoIterator,
    I::Item: IntoNode,
{
    fn collect_view(self) -> Node {
        Node::many(self.into_iter().map(IntoNode::into_node).collect())
    }
}
