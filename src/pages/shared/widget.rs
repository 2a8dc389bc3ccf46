//! The place that a screen holds for photos and voice, whose code is a bundle of its own.

use doorstep_dom::prelude::*;
use doorstep_domain::{OrderId, order::Attached};

use crate::{
    pages::bundle,
    state::{App, Bundle, Fetched, Intent, attach::Of},
    text,
};

/// What stands there.
#[derive(Clone, Debug)]
pub enum Widget {
    /// Adding photos.
    Photos(Of, RwSignal<Vec<Attached>>),
    /// What is attached to an order.
    Shown(OrderId),
    /// What did not reach the community.
    Unsent,
}

/// The place. Where there is nothing to show, such as an order to which nothing is attached, there is none.
#[component]
pub fn Place(widget: Widget) -> impl IntoView {
    let app = App::expect();
    let wanted = Memo::new({
        let widget = widget.clone();
        move |_| match &widget {
            Widget::Photos(..) => true,
            Widget::Unsent => app.unsent_blobs.get() > 0,
            Widget::Shown(id) => app.order(*id).is_some_and(|order| !order.attachments.is_hidden()),
        }
    });
    let stands = Memo::new(move |_| app.bundles.get().of(Bundle::Attach));
    Effect::new(move |_| {
        if wanted.get() && stands.get() == Fetched::No {
            app.dispatch(Intent::Fetch(Bundle::Attach));
        }
    });
    view! {
        {move || match (wanted.get(), stands.get()) {
            (false, _) => ().into_any(),
            (true, Fetched::Here) => bundle::fill(&widget),
            (true, Fetched::Failed) => view! {
                <button type="button" class="btn btn-secondary btn-block" on:click=move |_| app.dispatch(Intent::Fetch(Bundle::Attach))>
                    {text::attach::photos()}
                </button>
            }.into_any(),
            (true, _) => view! { <p class="muted" role="status">{text::attach::photo_looking()}</p> }.into_any(),
        }}
    }
}
