//! The service code in large digits. Only for the resident's side and the desk.

use doorstep_dom::prelude::*;
use doorstep_domain::order::ServiceCode;

use crate::text;

/// The code.
#[component]
pub fn Code(
    /// Its four digits.
    code: ServiceCode,
) -> impl IntoView {
    let digits: Vec<char> = code.digits().chars().collect();
    let spoken = digits.iter().map(char::to_string).collect::<Vec<_>>().join(" ");
    view! {
        <section class="code">
            <p class="code-label">{text::order::service_code()}</p>
            <p class="code-digits" role="img" aria-label=spoken>
                {digits.into_iter().map(|d| view! { <span aria-hidden="true">{d}</span> }).collect_view()}
            </p>
            <p class="code-hint">{text::order::code_hint()}</p>
        </section>
    }
}
