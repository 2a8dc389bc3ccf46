//! What a screen needs: Leptos' prelude, with the views of this crate in the place of Leptos'.

pub use leptos::prelude::*;

pub use crate::{
    AnyView, Children, ChildrenFn, CollectView, IntoAny, IntoNode, IntoView, Memo, NodeRef, RwSignal, ToChildren,
    ViewFn,
};
pub use doorstep_dom_macro::view;
