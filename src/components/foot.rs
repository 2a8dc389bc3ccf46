//! The foot of a home: who runs this, the filing numbers of the configuration, and where to complain.

use doorstep_dom::prelude::*;

use super::Link;
use crate::{
    routes::Route,
    state::{App, Intent},
    text::{self, Lang},
};

/// The foot.
#[component]
pub fn Foot() -> impl IntoView {
    let app = App::expect();
    let other = move |_| {
        let lang = if app.prefs.lang.get_untracked() == Lang::Zh {
            Lang::En
        } else {
            Lang::Zh
        };
        app.prefs.lang.set(lang);
        app.dispatch(Intent::Prefs);
    };
    let signed_in = move || app.person_id().is_some();
    view! {
        <footer class="foot">
            <nav aria-label=text::common::footer()>
                <Show when=signed_in>
                    <Link to=Route::Feedback>{text::me::feedback()}</Link>
                    <Link to=Route::Notice>{text::me::privacy()}</Link>
                </Show>
                <button class="link" on:click=other>{text::me::language()}</button>
            </nav>
            {move || app.community().map(|community| view! {
                <p>
                    {text::me::run_by(&run_by(&community.belongs_to, &community.name))}
                    {community.filing.into_iter().map(|line| view! { <br/>{line} }).collect_view()}
                </p>
            })}
        </footer>
    }
}

/// 示例区 宜园社区.
fn run_by(belongs_to: &str, name: &str) -> String {
    format!("{belongs_to} {name}").trim().to_owned()
}
