//! Ways into the form that fill it in first. They show nothing of their own and leave no step behind on the way back.

use doorstep_dom::prelude::*;
use doorstep_domain::OrderId;

use crate::{
    components::Skeleton,
    routes::{FormStep, Route},
    state::{App, Intent, form},
};

/// Goes on with the order that was not placed; a form without one begins anew.
#[component]
pub fn Resume() -> impl IntoView {
    let app = App::expect();
    let to = form::resume(app).map_or(Route::NewOrder(None), Route::OrderForm);
    app.dispatch(Intent::GoOn(to));
    view! { <Skeleton/> }
}

/// 再来一单: straight to the last step. What is no longer offered is chosen anew.
#[component]
pub fn Again(
    /// The earlier order.
    id: OrderId,
) -> impl IntoView {
    let app = App::expect();
    let to = form::again(app, id).map_or(Route::NewOrder(None), |_| Route::OrderForm(FormStep::Check));
    app.dispatch(Intent::GoOn(to));
    view! { <Skeleton/> }
}
