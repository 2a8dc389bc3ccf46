//! 设置: how the screen looks, and what is kept on this phone. Open to everybody, signed in or not.

use doorstep_dom::prelude::*;

use super::storage::Storage;
use crate::{
    components::{Icon, Page},
    state::{App, Intent, Size, Theme},
    text::{Lang, me as say},
};

/// 设置.
#[component]
pub fn Settings() -> impl IntoView {
    view! {
        <Page title=say::settings_title()>
            <Type/>
            <Colours/>
            <Storage/>
        </Page>
    }
}

/// One of several, as a segment. The choice is stored and applied at once.
#[component]
fn Segment(
    /// The radio group.
    group: &'static str,
    /// Its words.
    words: &'static str,
    /// It is chosen.
    #[prop(into)]
    chosen: Signal<bool>,
    /// Chooses it.
    #[prop(into)]
    choose: Callback<()>,
) -> impl IntoView {
    let app = App::expect();
    let change = move |_| {
        choose.run(());
        app.dispatch(Intent::Prefs);
    };
    view! {
        <label class="segment"><input type="radio" name=group prop:checked=chosen on:change=change/><span>{words}</span></label>
    }
}

/// 长辈版, the type size, a sentence to see it by, and one to hear.
#[component]
fn Type() -> impl IntoView {
    let app = App::expect();
    let (elder, size) = (app.prefs.elder, app.prefs.size);
    let toggle = move |event| {
        elder.set(event_target_checked(&event));
        app.dispatch(Intent::Prefs);
    };
    // Without a choice of one's own, 长辈版 stands on the third step.
    let step = move || size.get().0.unwrap_or(if elder.get() { 3 } else { 1 });
    let steps = [say::size_1(), say::size_2(), say::size_3(), say::size_4()];
    view! {
        <section class="card stack">
            <label class="switch-row">
                <span><b>{say::elder()}</b><span class="cell-sub">{say::elder_sub()}</span></span>
                <input class="switch" type="checkbox" role="switch" prop:checked=elder on:change=toggle/>
            </label>
            <hr/>
            <fieldset class="stack-s">
                <legend class="field-label">{say::size()}</legend>
                <div class="segments">
                    {(1..=4).zip(steps).map(|(n, words)| view! {
                        <Segment group="size" words=words chosen=Signal::derive(move || step() == n)
                            choose=move |()| size.set(Size(Some(n)))/>
                    }).collect_view()}
                </div>
            </fieldset>
            <p class="callout">{say::sample()}</p>
            <button class="btn btn-secondary" on:click=move |_| app.dispatch(Intent::Speak(say::sample().to_owned()))>
                <Icon name="speaker"/>{say::speak()}
            </button>
            <p class="hint">{say::speak_sub()}</p>
        </section>
    }
}

/// Light or dark, Chinese or English.
#[component]
fn Colours() -> impl IntoView {
    let app = App::expect();
    let (theme, lang) = (app.prefs.theme, app.prefs.lang);
    let themes = [
        (Theme::Auto, say::theme_auto()),
        (Theme::Light, say::theme_light()),
        (Theme::Dark, say::theme_dark()),
    ];
    let langs = [(Lang::Zh, "中文"), (Lang::En, "English")];
    view! {
        <section class="card stack">
            <fieldset class="stack-s">
                <legend class="field-label">{say::theme()}</legend>
                <div class="segments">
                    {themes.map(|(one, words)| view! {
                        <Segment group="theme" words=words chosen=Signal::derive(move || theme.get() == one)
                            choose=move |()| theme.set(one)/>
                    }).into_iter().collect_view()}
                </div>
            </fieldset>
            <hr/>
            <fieldset class="stack-s">
                <legend class="field-label">{say::lang()}</legend>
                <div class="segments">
                    {langs.map(|(one, words)| view! {
                        <Segment group="lang" words=words chosen=Signal::derive(move || lang.get() == one)
                            choose=move |()| lang.set(one)/>
                    }).into_iter().collect_view()}
                </div>
            </fieldset>
        </section>
    }
}
