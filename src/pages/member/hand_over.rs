//! 请同事带给社区: what this phone can't send, as a file or as QR codes.

use doorstep_dom::prelude::*;

use crate::{
    components::{Icon, Link, Page, Qr},
    routes::Route,
    state::{App, Intent, handover},
    text::{self, handover as words},
};

/// The screen.
#[component]
pub fn HandOver() -> impl IntoView {
    let app = App::expect();
    let file = Memo::new(move |_| {
        let now = app.now();
        app.read(|r, _| handover::file(r, now)).flatten()
    });
    let count = Memo::new(move |_| app.read(|r, _| r.outbox().count()).unwrap_or(0));
    let shown = RwSignal::new(false);
    view! {
        <Page title=words::title()>
            {move || match file.get() {
                None => view! {
                    <div class="empty"><Icon name="cloud-check"/><h2>{words::empty()}</h2><p>{words::empty_sub()}</p>
                        <Link to=Route::Home class="btn btn-secondary">{text::common::go_home()}</Link></div>
                }.into_any(),
                Some(text) => {
                    let href = format!("data:application/json;charset=utf-8,{}", escaped(&text));
                    let name = handover::file_name(app.clock.get_untracked());
                    let (copied, coded) = (text.clone(), text);
                    let copy = move |_| {
                        app.dispatch(Intent::Copy(copied.clone()));
                        app.say(words::copied());
                    };
                    view! {
                        <p>{words::intro()}</p>
                        <div class="callout is-warn"><Icon name="lock"/><div>
                            <p class="callout-title">{words::warn_title()}</p>
                            <p>{words::warn()}</p>
                        </div></div>
                        <p><b>{move || words::count(count.get())}</b></p>
                        <div class="stack-s">
                            <a class="btn btn-primary btn-block btn-lg" href=href download=name><Icon name="download"/>{words::save()}</a>
                            <p class="hint">{words::saved_hint()}</p>
                            <button class="btn btn-secondary btn-block" aria-expanded=move || shown.get().to_string()
                                on:click=move |_| shown.update(|s| *s = !*s)><Icon name="scan"/>{words::show_codes()}</button>
                            {move || shown.get().then(|| view! { <Codes text=coded.clone()/> })}
                            <button class="btn btn-secondary btn-block" on:click=copy><Icon name="copy"/>{words::copy_text()}</button>
                        </div>
                        <p class="muted small">{words::still()}</p>
                        <p class="muted small">{words::staff_only()}</p>
                    }.into_any()
                }
            }}
        </Page>
    }
}

/// The codes, one at a time.
#[component]
fn Codes(text: String) -> impl IntoView {
    let codes = handover::codes(&text);
    let of = codes.len();
    let at = RwSignal::new(0_usize);
    let caption = move || words::code_of(at.get() + 1, of);
    view! {
        <section class="card stack center">
            {move || codes.get(at.get()).map(|code| view! { <Qr text=code.clone() label=caption()/> })}
            <p role="status">{caption}</p>
            <Show when=move || { of > 1 }>
                <p class="hint">{words::code_hint()}</p>
                <div class="btn-row">
                    <button class="btn btn-secondary" disabled=move || at.get() == 0 on:click=move |_| at.update(|n| *n -= 1)>{words::code_before()}</button>
                    <button class="btn btn-primary" disabled=move || at.get() + 1 == of on:click=move |_| at.update(|n| *n += 1)>{words::code_next()}</button>
                </div>
            </Show>
        </section>
    }
}

/// A text as part of an address.
fn escaped(text: &str) -> String {
    use core::fmt::Write as _;
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
