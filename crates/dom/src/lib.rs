//! Small views for Leptos: the same `view!` syntax, over one concrete type.
//!
//! Leptos' own views give every element and every closure a type of its own. That is fast and was two thirds of this app's
//! wasm. Here a view is a value: [`Node`] says what should be there, [`Node::build`] makes it, and a part that reads signals
//! is built again over what stands there, keeping every element whose place and name stayed. Signals, memos, contexts and
//! components are Leptos' own.
//!
//! Left out on purpose: rendering on a server, hydration, spreading attributes, errors and suspense as views.

mod children;
mod each;
mod element;
mod memo;
mod mount;
mod node;
mod node_ref;
mod page;
mod part;
pub mod prelude;
mod show;
mod signal;
mod standing;
mod state;
mod value;

pub use children::{Children, ChildrenFn, ToChildren, ViewFn};
pub use each::each;
pub use element::El;
pub use memo::Memo;
pub use mount::mount;
pub use node::{CollectView, IntoAny, IntoNode, IntoView, Node};
pub use node_ref::NodeRef;
pub use show::show;
pub use signal::RwSignal;
pub use value::{IntoSource, IntoValue, Source, Value};

/// What Leptos calls a view of any type: here, every view.
pub type AnyView = Node;
