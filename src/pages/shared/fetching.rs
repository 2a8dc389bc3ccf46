//! What stands where a screen is not part of this bundle: the app that has every screen is fetched, once, and takes over.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Page},
    state::{App, Intent},
    text,
};

/// Asks for the bundle with every screen, and says so when there is no network to fetch it.
#[component]
pub fn Fetching() -> impl IntoView {
    let app = App::expect();
    app.dispatch(Intent::AllScreens);
    // Without the frame: nothing there may be tapped, and its bar would speak of a screen that is about to go.
    view! {
        <Show
            when=move || app.all_failed.get()
            fallback=|| view! {
                <div class="app" aria-busy="true">
                    <main class="content">
                        <div class="empty" role="status"><Icon name="sync"/><h1>{text::common::all_loading()}</h1></div>
                    </main>
                </div>
            }
        >
            <Page title=text::common::app_name() back=false tabs=false>
                <div class="empty" role="alert">
                    <Icon name="cloud-off"/>
                    <h2>{text::common::all_failed()}</h2>
                    <p>{text::common::all_failed_sub()}</p>
                    <button class="btn btn-secondary" on:click=move |_| app.dispatch(Intent::AllScreens)>{text::common::retry()}</button>
                </div>
            </Page>
        </Show>
    }
}
