//! The disk of the community's machine is full: for the desk, who can have somebody make room.

use doorstep_dom::prelude::*;

use crate::{
    components::Icon,
    state::{App, sync},
    text::desk as words,
};

/// The callout; nothing while the machine has room, as far as this phone was told.
#[component]
pub fn ServerFull() -> impl IntoView {
    let app = App::expect();
    let full = Memo::new(move |_| app.read(sync::is_full).unwrap_or(false));
    view! {
        {move || full.get().then(|| view! {
            <div class="callout is-warn" role="status">
                <Icon name="warn"/>
                <div>
                    <p class="callout-title">{words::full_title()}</p>
                    <p>{words::full_about()}</p>
                </div>
            </div>
        })}
    }
}
