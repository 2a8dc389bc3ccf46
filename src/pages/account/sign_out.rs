//! Leaving this phone: names what would be lost, and asks.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link, Sheet},
    routes::Route,
    state::{
        App, Intent,
        attach::{self, AttachWish},
        me, sync,
    },
    text::{self, me as say},
};

/// The line, and the question behind it.
#[component]
pub(super) fn SignOut() -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let online = move || app.read(sync::is_online).unwrap_or(false);
    view! {
        <div class="cells">
            <button class="cell" on:click=move |_| open.set(true)>
                <Icon name="exit"/><span class="cell-main"><span class="cell-title">{say::sign_out()}</span></span>
            </button>
        </div>
        <Sheet open=open title=say::sign_out_ask()>
            {move || {
                let unsent = app.read(|r, _| me::unsent(r)).unwrap_or_default();
                let staff = app.has_role(doorstep_domain::Role::Staff) || app.has_role(doorstep_domain::Role::Secretary);
                let serves = app.has_role(doorstep_domain::Role::Member) || app.has_role(doorstep_domain::Role::Volunteer);
                let attached = app.unsent_blobs.get();
                let waiting = !unsent.is_empty() || attached > 0;
                view! {
                    {waiting.then(|| view! {
                        <div class="callout is-warn"><Icon name="warn"/><div>
                            <p class="callout-title">{say::unsent_ask(unsent.len() + attached)}</p>
                            <ul>
                                {unsent.iter().map(|words| view! { <li>{words.clone()}</li> }).collect_view()}
                                {(attached > 0).then(|| view! { <li>{text::attach::unsent(attached)}</li> })}
                            </ul>
                        </div></div>
                    })}
                    {(waiting && serves).then(|| view! {
                        <Link to=Route::HandOver class="btn btn-secondary btn-block"><Icon name="handshake"/>{text::handover::title()}</Link>
                    })}
                    <p>{if staff { say::sign_out_says_staff() } else { say::sign_out_says() }}</p>
                    {move || (!online()).then(|| view! { <p class="hint"><Icon name="cloud-off"/>" "{text::common::online_only()}</p> })}
                    <div class="btn-row">
                        <button class="btn btn-secondary" on:click=move |_| open.set(false)>
                            {if waiting { say::unsent_wait() } else { text::common::cancel_sheet() }}
                        </button>
                        <button class="btn btn-danger" disabled=move || !online()
                            on:click=move |_| { open.set(false); attach::wish(app, AttachWish::Leave); app.dispatch(Intent::SignOut { force: true }); }>
                            {if waiting { say::sign_out_anyway() } else { say::sign_out() }}
                        </button>
                    </div>
                }
            }}
        </Sheet>
    }
}
