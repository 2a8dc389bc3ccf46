//! An HTML or SVG element, as a chain of calls.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use rstml::node::{KeyedAttribute, NodeAttribute};
use syn::{Expr, ExprLit, Lit};

use super::markup::{Element, Node, one, refuse};

/// Elements in the namespace of SVG that this app draws.
const SVG: [&str; 8] = ["svg", "use", "path", "circle", "rect", "g", "line", "polyline"];

/// The element with its attributes and children.
pub(crate) fn build(element: &Element) -> TokenStream {
    let tag = element.name().to_string();
    let start = if SVG.contains(&tag.as_str()) {
        quote! { ::doorstep_dom::El::svg(#tag) }
    } else {
        quote! { ::doorstep_dom::El::new(#tag) }
    };
    let attributes = element.attributes().iter().map(attribute);
    let children = element.children.iter().filter_map(|child| match child {
        Node::Text(text) => {
            let text = &text.value;
            Some(quote! { .text(#text) })
        }
        child => one(child).map(|node| quote! { .child(#node) }),
    });
    quote! { #start #(#attributes)* #(#children)* .done() }
}

/// One attribute, as a call on the element.
fn attribute(attribute: &NodeAttribute) -> TokenStream {
    let NodeAttribute::Attribute(attribute) = attribute else {
        let error = refuse(attribute, "`view!` spreads no attributes");
        return quote! { .attr("", #error) };
    };
    let key = attribute.key.to_string();
    let value = value(attribute);
    match key.split_once(':') {
        Some(("on", event)) => {
            let method = Ident::new(&format!("on_{event}"), Span::call_site());
            quote! { .#method(#value) }
        }
        Some(("prop", name)) => quote! { .prop(#name, ::doorstep_dom::IntoSource::into_source(#value)) },
        Some(("class", name)) => quote! { .toggle(#name, ::doorstep_dom::IntoSource::into_source(#value)) },
        Some(_) => {
            let error = refuse(&attribute.key, "`view!` knows on:, prop: and class:");
            quote! { .attr("", #error) }
        }
        None if key == "node_ref" => quote! { .node_ref(#value) },
        None => match attribute.value() {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            })) => quote! { .fixed(#key, #text) },
            _ => quote! { .attr(#key, ::doorstep_dom::IntoSource::into_source(#value)) },
        },
    }
}

/// What stands after `=`; an attribute without a value is on.
fn value(attribute: &KeyedAttribute) -> TokenStream {
    attribute
        .value()
        .map_or_else(|| quote! { true }, |value| quote! { #value })
}
