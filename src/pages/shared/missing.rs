//! Nothing here.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link, Page},
    routes::Route,
    text,
};

/// The page that does not exist.
#[component]
pub fn Missing() -> impl IntoView {
    view! {
        <Page title=text::common::app_name()>
            <div class="empty">
                <Icon name="search"/>
                <h2>{text::common::page_missing()}</h2>
                <Link to=Route::Home class="btn btn-secondary">{text::common::go_home()}</Link>
            </div>
        </Page>
    }
}
