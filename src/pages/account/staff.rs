//! Staff sign-in with a password.

use leptos::prelude::*;

use crate::components::Page;

/// Staff sign-in with a password.
#[component]
pub fn StaffSignIn() -> impl IntoView {
    view! { <Page title="工作人员登录"><p>"…"</p></Page> }
}
