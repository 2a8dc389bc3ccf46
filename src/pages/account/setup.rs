//! The first set-up of an installation: one community, one secretary. Whoever was invited chooses their account and password
//! here, too.

use doorstep_dom::prelude::*;
use leptos::{ev::SubmitEvent, task::spawn_local};

use super::{
    field::{TextField, Trouble},
    summary::Summary,
};
use crate::{
    components::Page,
    routes::Route,
    state::{
        App, Intent, OnlineCall,
        session::{self, Doing, SetUpField},
    },
    text,
};

/// One line of the form.
#[derive(Clone, Copy)]
struct Line {
    field: SetUpField,
    value: RwSignal<String>,
    trouble: RwSignal<Option<String>>,
}

impl Line {
    fn new(field: SetUpField) -> Self {
        Self {
            field,
            value: RwSignal::new(String::new()),
            trouble: RwSignal::new(None),
        }
    }

    /// Checks it, shows what is wrong and says it.
    fn check(self) -> Option<(&'static str, String)> {
        let words = self.value.with_untracked(|typed| self.field.trouble(typed));
        self.trouble.set(words.clone());
        words.map(|words| (self.field.id(), words))
    }

    fn show(self, invited: bool) -> AnyView {
        use text::session as say;
        let (label, hint, kind, autocomplete) = match self.field {
            SetUpField::Code if invited => (say::invite_code(), say::invite_code_hint(), "text", "one-time-code"),
            SetUpField::Code => (say::setup_code(), say::setup_code_hint(), "text", "one-time-code"),
            SetUpField::Community => (say::community(), "", "text", "off"),
            SetUpField::CommunityCode => (say::community_code(), say::community_code_hint(), "text", "off"),
            SetUpField::CommunityPhone => (say::community_phone(), say::community_phone_hint(), "tel", "off"),
            SetUpField::Name => (say::your_name(), "", "text", "name"),
            SetUpField::Account => (say::account(), say::account_hint(), "text", "username"),
            SetUpField::Password => (say::password(), say::password_hint(), "password", "new-password"),
        };
        view! {
            <TextField id=self.field.id() label=label hint=hint kind=kind autocomplete=autocomplete
                value=self.value trouble=self.trouble/>
        }
    }
}

/// The first set-up of an installation, or of one's own account by invitation.
#[component]
pub fn SetUp() -> impl IntoView {
    let app = App::expect();
    let lines = SetUpField::ALL.map(Line::new);
    // The address of an invitation brings its code.
    let brought = app.fragment.get_untracked();
    app.fragment.set(String::new());
    let invited = RwSignal::new(!brought.is_empty());
    lines[0].value.set(brought);
    let title = if invited.get_untracked() {
        text::session::invited_title()
    } else {
        text::session::setup_title()
    };
    let asked = move |line: &Line| !invited.get() || line.field.of_invited();
    let troubles = RwSignal::new(Vec::new());
    let failed = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let asked = lines.into_iter().filter(|line| untrack(|| asked(line)));
        let wrong: Vec<_> = asked.filter_map(Line::check).collect();
        failed.set(None);
        troubles.set(wrong.clone());
        if busy.get_untracked() || !wrong.is_empty() {
            return;
        }
        busy.set(true);
        let call = session::set_up(lines.map(|line| line.value.get_untracked()));
        let running = app.online().call(OnlineCall::SetUp(call));
        spawn_local(async move {
            let done = running.await;
            busy.try_set(false);
            match done {
                Ok(_) => app.dispatch(Intent::Replace(Route::Home)),
                Err(fault) => {
                    let doing = if invited.get_untracked() {
                        Doing::Invited
                    } else {
                        Doing::SetUp
                    };
                    failed.try_set(Some(session::trouble(&fault, doing, app.clock.get_untracked())));
                }
            }
        });
    };
    view! {
        <Page title tabs=false>
            <label class="switch-row">
                <span><b>{text::session::invited()}</b><span class="cell-sub">{text::session::invited_sub()}</span></span>
                <input class="switch" type="checkbox" role="switch" prop:checked=move || invited.get() on:change=move |e| invited.set(event_target_checked(&e))/>
            </label>
            <Show when=move || !invited.get()><p class="muted">{text::session::setup_intro()}</p></Show>
            <form class="stack" on:submit=submit>
                <Summary troubles=troubles/>
                {move || lines.into_iter().filter(asked).map(|line| line.show(invited.get())).collect_view()}
                <Trouble words=failed/>
                <button class="btn btn-primary btn-lg btn-block" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {move || if invited.get() { text::session::join_in() } else { text::session::create() }}
                </button>
            </form>
        </Page>
    }
}
