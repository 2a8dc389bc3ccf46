//! The timeline of an order.

use doorstep_dom::prelude::*;

use super::Icon;
use crate::{
    state::detail::{Dot, Node},
    text,
};

/// The nodes, oldest first.
#[component]
pub fn Timeline(
    /// What they say.
    nodes: Vec<Node>,
) -> impl IntoView {
    let node = |node: Node| {
        let (class, icon) = match node.dot {
            Dot::Done => ("tl is-done", Some("check")),
            Dot::Now => ("tl is-now", None),
            Dot::Future => ("tl is-future", None),
            Dot::Exception => ("tl is-exception", Some("warn")),
            Dot::Local => ("tl is-local", Some("cloud-up")),
        };
        let current = (node.dot == Dot::Now).then_some("step");
        view! {
            <li class=class aria-current=current>
                <span class="tl-dot">{icon.map(|name| view! { <Icon name/> })}</span>
                <div class="tl-body">
                    <p class="tl-what">
                        {node.what}
                        {(node.dot == Dot::Local).then(|| view! { " " <span class="mark is-queued">{text::detail::pending()}</span> })}
                    </p>
                    {(!node.who.is_empty()).then(|| view! { <p class="tl-who">{node.who}</p> })}
                </div>
                {(!node.when.is_empty()).then(|| view! { <time class="tl-when">{node.when}</time> })}
            </li>
        }
    };
    view! { <ol class="timeline">{nodes.into_iter().map(node).collect_view()}</ol> }
}
