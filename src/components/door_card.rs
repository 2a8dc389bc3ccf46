//! Who is at the door: what the resident compares before opening.

use doorstep_dom::prelude::*;
use doorstep_domain::order::Card;

use crate::{state::contact, text};

/// The card of one holder.
#[component]
pub fn DoorCard(
    /// What the resident may see of them.
    card: Card,
    /// Somebody really comes to the door; else they call or wait at the centre.
    #[prop(default = true)]
    travels: bool,
) -> impl IntoView {
    let (word, number) = contact::badge(&card);
    let class = if word == contact::PARTY { "party" } else { "badge" };
    let face: String = card.name.chars().take(1).collect();
    let line = |name: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{name}</dt><dd class="num">{value}</dd></div> })
    };
    view! {
        <section class="card door-card">
            <div class="door-top">
                <span class="face" aria-hidden="true">{face}</span>
                <div>
                    <p class="door-name">{card.name}" "{(!word.is_empty()).then(|| view! { <span class=class>{word}</span> })}</p>
                    {(!card.post.is_empty()).then(|| view! { <p class="door-org">{card.post}</p> })}
                </div>
            </div>
            <dl class="door-facts">
                {line(text::detail::badge(), number)}
                {line(text::detail::tail(), card.phone_tail)}
            </dl>
            <p class="muted small">{if travels { text::detail::door_check() } else { text::detail::who_call() }}</p>
        </section>
    }
}
