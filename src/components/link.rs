//! A link to another screen: a real address that opens in place.

use doorstep_dom::prelude::*;
use leptos::ev::MouseEvent;

use crate::{routes::Route, state::App};

/// A link to `to`.
#[component]
pub fn Link(
    /// The screen.
    to: Route,
    /// CSS classes.
    #[prop(into, optional)]
    class: String,
    /// It is where the person is now.
    #[prop(optional)]
    current: bool,
    /// A name for screen readers where the content is only an icon.
    #[prop(into, optional)]
    label: Option<String>,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let app = App::expect();
    let href = to.path();
    let open = move |event: MouseEvent| {
        // A modified click opens a tab, as on every page.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) && event.button() == 0 {
            event.prevent_default();
            app.go(to.clone());
        }
    };
    view! {
        <a href=href class=class aria-label=label aria-current=current.then_some("page") on:click=open>
            {children()}
        </a>
    }
}
