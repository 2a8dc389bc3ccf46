//! What stands where a screen's bundle is still on its way: the outline of a screen, and a word when it does not come.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Page, Skeleton},
    pages::{Choice, bundle},
    state::{App, Bundle, Fetched, Intent},
    text,
};

/// The screen of `choice` as soon as its bundle is here.
#[component]
pub fn Fetching(bundle: Bundle, choice: Choice) -> impl IntoView {
    let app = App::expect();
    app.dispatch(Intent::Fetch(bundle));
    let stands = Memo::new(move |_| app.bundles.get().of(bundle));
    move || match (stands.get(), bundle::door(bundle)) {
        (Fetched::Here, Some(door)) => door(&choice),
        (Fetched::Failed, _) => view! { <Failed bundle/> }.into_any(),
        _ => view! { <Skeleton/> }.into_any(),
    }
}

/// It did not come.
#[component]
fn Failed(bundle: Bundle) -> impl IntoView {
    let app = App::expect();
    view! {
        <Page title=text::common::app_name() back=false>
            <div class="empty" role="alert">
                <Icon name="cloud-off"/>
                <h2>{text::common::fetch_failed()}</h2>
                <p>{text::common::fetch_failed_sub()}</p>
                <button class="btn btn-secondary" on:click=move |_| app.dispatch(Intent::Fetch(bundle))>{text::common::retry()}</button>
            </div>
        </Page>
    }
}
