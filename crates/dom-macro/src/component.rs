//! A component, called as Leptos' own macro calls it; `Show` and `For` are the two of `doorstep_dom`.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::{KeyedAttribute, NodeAttribute, NodeName};

use super::markup::{Element, all, last_word, refuse};

/// The call.
pub(crate) fn call(element: &Element) -> TokenStream {
    match last_word(element).as_str() {
        "Show" => show(element),
        "For" => each(element),
        _ => component(element),
    }
}

fn component(element: &Element) -> TokenStream {
    let name = element.name();
    let props = attributes(element).map(|attribute| {
        let key = &attribute.key;
        // `<Card now/>` means `now=now`, as in Leptos.
        let value = attribute
            .value()
            .map_or_else(|| quote! { #key }, |value| quote! { #value });
        quote! { .#key({ #value }) }
    });
    let children = (!element.children.is_empty()).then(|| {
        let children = all(&element.children);
        quote! { .children(::doorstep_dom::ToChildren::to_children(move || #children)) }
    });
    quote! {{
        #[allow(unreachable_code, clippy::let_and_return, clippy::needless_borrows_for_generic_args)]
        ::doorstep_dom::IntoNode::into_node(::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#props)* #children .build(),
        ))
    }}
}

fn show(element: &Element) -> TokenStream {
    let Some(when) = prop(element, "when") else {
        return refuse(element, "`Show` needs `when`");
    };
    let children = all(&element.children);
    let fallback = prop(element, "fallback").unwrap_or_else(|| quote! { || ::doorstep_dom::Node::none() });
    quote! { ::doorstep_dom::show(#when, move || #children, #fallback) }
}

fn each(element: &Element) -> TokenStream {
    let row = prop(element, "children").or_else(|| {
        let item = attributes(element).find_map(|attribute| match &attribute.key {
            NodeName::Punctuated(words) if words.len() == 2 && words[0].to_string() == "let" => Some(&words[1]),
            _ => None,
        })?;
        let children = all(&element.children);
        Some(quote! { move |#item| #children })
    });
    let (Some(each), Some(key), Some(row)) = (prop(element, "each"), prop(element, "key"), row) else {
        return refuse(
            element,
            "`For` needs `each`, `key`, and `let:item` with children or `children`",
        );
    };
    quote! { ::doorstep_dom::each(#each, #key, #row) }
}

fn attributes(element: &Element) -> impl Iterator<Item = &KeyedAttribute> {
    element.attributes().iter().filter_map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => Some(attribute),
        NodeAttribute::Block(_) => None,
    })
}

fn prop(element: &Element, name: &str) -> Option<TokenStream> {
    let found = attributes(element).find(|attribute| attribute.key.to_string() == name)?;
    found.value().map(|value| quote! { #value })
}
