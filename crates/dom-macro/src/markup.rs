//! Any piece of markup, as an expression of type `Node`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use rstml::{
    Infallible,
    node::{NodeBlock, NodeElement, NodeName},
};
use syn::{Expr, Stmt, spanned::Spanned};

use super::{component, element};

/// A piece of markup; there are no kinds of our own beside HTML's.
pub(crate) type Node = rstml::node::Node<Infallible>;
/// An element or a component.
pub(crate) type Element = NodeElement<Infallible>;

/// All of these, as one node.
pub(crate) fn all(nodes: &[Node]) -> TokenStream {
    let mut parts: Vec<TokenStream> = nodes.iter().filter_map(one).collect();
    match parts.len() {
        0 => quote! { ::doorstep_dom::Node::none() },
        1 => parts.remove(0),
        _ => quote! { ::doorstep_dom::Node::many(::std::vec![#(#parts),*]) },
    }
}

/// One piece; none for a comment.
pub(crate) fn one(node: &Node) -> Option<TokenStream> {
    match node {
        Node::Comment(_) => None,
        Node::Fragment(fragment) => Some(all(&fragment.children)),
        Node::Text(text) => {
            let text = &text.value;
            Some(quote! { ::doorstep_dom::Node::text(#text) })
        }
        Node::Block(block) => Some(of_block(block)),
        Node::Element(element) if is_component(element.name()) => Some(component::call(element)),
        Node::Element(element) => Some(element::build(element)),
        other => Some(refuse(
            other,
            "text stands in quotes, and this is not markup that `view!` knows",
        )),
    }
}

/// A block: a closure is run again whenever what it read has changed.
fn of_block(block: &NodeBlock) -> TokenStream {
    let is_closure = matches!(block, NodeBlock::ValidBlock(b)
        if b.stmts.len() == 1 && matches!(&b.stmts[0], Stmt::Expr(Expr::Closure(_), _)));
    if is_closure {
        quote! { ::doorstep_dom::Node::live(#block) }
    } else {
        quote! { ::doorstep_dom::IntoNode::into_node(#block) }
    }
}

/// Whether this names a component: its last part begins with a capital.
fn is_component(name: &NodeName) -> bool {
    match name {
        NodeName::Path(path) => {
            let last = path.path.segments.last().map(|part| part.ident.to_string());
            last.is_some_and(|word| word.starts_with(char::is_uppercase))
        }
        _ => false,
    }
}

/// The last part of a component's path.
pub(crate) fn last_word(element: &Element) -> String {
    match element.name() {
        NodeName::Path(path) => {
            let last = path.path.segments.last();
            last.map(|part| part.ident.to_string()).unwrap_or_default()
        }
        other => other.to_string(),
    }
}

/// A compile error at this place.
pub(crate) fn refuse(at: &impl Spanned, why: &str) -> TokenStream {
    let span = at.span();
    quote_spanned! { span=> ::core::compile_error!(#why) }
}
