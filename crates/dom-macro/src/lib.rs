//! `view!`: Leptos' markup, compiled to calls of `doorstep_dom`.
//!
//! Triggered by every `view!` of the app. An element becomes a chain of small calls on one concrete type instead of a type
//! of its own, which is what makes the wasm small; a component is called exactly as Leptos' own macro calls it.
//! What the markup may hold: elements with attributes, `on:EVENT`, `prop:NAME`, `class:NAME` and `node_ref`; components
//! with props and children; text in quotes; blocks. Anything else is an error at its place.

mod component;
mod element;
mod markup;

use proc_macro::TokenStream;
use quote::quote;
use rstml::{Parser, ParserConfig};

/// Markup as a `doorstep_dom::Node`.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    let parser = Parser::new(ParserConfig::default().recover_block(true));
    let (nodes, errors) = parser
        .parse_recoverable(proc_macro2::TokenStream::from(tokens))
        .split_vec();
    let errors = errors.into_iter().map(|error| error.emit_as_expr_tokens());
    let node = markup::all(&nodes);
    // The braces of `{value}` come along into the call.
    quote! {{ #[allow(unused_braces)] { #(#errors;)* #node } }}.into()
}
