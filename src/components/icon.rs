//! An icon of the sprite in `index.html`. Decorative: the word beside it carries the meaning.

use doorstep_dom::prelude::*;

/// The icon `name`.
#[component]
pub fn Icon(
    /// Its name in `style/icons.svg`, without `i-`.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! { <svg class="i" aria-hidden="true"><use href=format!("#i-{name}")></use></svg> }
}
