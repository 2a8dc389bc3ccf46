//! Photos and voice: a bundle of its own, of the parts that other screens hold a place for, and of the screen 说一句话下单.

mod say;
mod unsent;
mod widgets;

use doorstep_dom::prelude::*;

use super::{Choice, shared::Widget};
use say::Say;
use unsent::Waiting;
use widgets::{Attachments, Photos};

/// The screen of a choice.
pub fn show(_choice: &Choice) -> AnyView {
    view! { <Say/> }.into_any()
}

/// What stands in the place that a screen holds.
pub fn fill(widget: &Widget) -> AnyView {
    match widget {
        Widget::Photos(of, list) => view! { <Photos of=of.clone() list=*list/> }.into_any(),
        Widget::Unsent => view! { <Waiting/> }.into_any(),
        Widget::Shown(id) => view! { <Attachments id=*id/> }.into_any(),
    }
}
