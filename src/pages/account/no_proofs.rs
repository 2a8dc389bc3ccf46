//! 社区不开的证明: read-only, with whom to ask instead.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    text::proofs as say,
};

/// 社区不开的证明.
#[component]
pub fn NoProofs() -> impl IntoView {
    view! {
        <Page title=say::title()>
            <p class="big">{say::lead()}</p>
            <dl class="kv kv--prose">
                {say::list().map(|(what, whom)| view! { <div><dt>{what}</dt><dd>{whom}</dd></div> }).into_iter().collect_view()}
            </dl>
            <p class="muted">{say::varies()}</p>
            <div class="callout"><Icon name="chat"/><div>
                <p class="callout-title">{say::told_to()}</p><p>{say::told_to_help()}</p>
            </div></div>
            <Link to=Route::Feedback class="btn btn-secondary btn-block">{say::tell()}</Link>
        </Page>
    }
}
