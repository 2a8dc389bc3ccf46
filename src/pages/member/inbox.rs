//! 消息: what concerns the person, newest first.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link, Page},
    state::{
        App, Intent,
        inbox::{self, Message},
    },
    text::{self, inbox as words},
};

/// The inbox. What was unread when it opened keeps its dot until it is left.
#[component]
pub fn Inbox() -> impl IntoView {
    let app = App::expect();
    let seen = StoredValue::new(untrack(|| inbox::read_marks(app)));
    // Who has a tab for it needs no way back.
    let tab = untrack(|| app.has_role(doorstep_domain::Role::Member));
    let messages = Memo::new(move |_| app.read(inbox::messages).unwrap_or_default());
    Effect::new(move |_| inbox::mark_read(app, &messages.get()));
    let line = move |message: Message| {
        let new = seen.with_value(|seen| !seen.contains(&message.key));
        let at = message.at;
        view! {
            <Link to=message.to class="cell cell--tall">
                <Icon name=message.icon/>
                <span class="cell-main">
                    {if new {
                        view! { <span class="cell-title"><b>{message.title}</b>" "<span class="dot-new"></span><span class="sr">{words::unread()}</span></span> }.into_any()
                    } else {
                        view! { <span class="cell-title">{message.title}</span> }.into_any()
                    }}
                    <span class="cell-sub">{message.line}</span>
                </span>
                <span class="cell-value">{move || text::time::ago(at, app.now())}</span>
            </Link>
        }
    };
    view! {
        <Page title=words::title() back=!tab>
            <div class="cells"><For each=move || messages.get() key=|m| (m.key.clone(), m.title.clone(), m.line.clone()) children=line/></div>
            <div class="empty">
                <Icon name="bell"/>
                {move || if messages.with(Vec::is_empty) {
                    view! { <h2>{words::empty()}</h2><p>{words::empty_sub()}</p> }.into_any()
                } else {
                    view! { <h2>{words::end()}</h2> }.into_any()
                }}
                <button class="btn btn-secondary" on:click=move |_| app.dispatch(Intent::Refresh)><Icon name="sync"/>{words::refresh()}</button>
            </div>
        </Page>
    }
}
