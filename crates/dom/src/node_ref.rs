//! [`NodeRef`]: where an element of the markup stands on the page.

use send_wrapper::SendWrapper;
use web_sys::{HtmlElement, PointerEvent};

use crate::RwSignal;

/// Filled while the element stands; empty before and after.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef(RwSignal<Option<SendWrapper<HtmlElement>>>);

impl Default for NodeRef {
    fn default() -> Self {
        Self::new()
    }
}

impl NodeRef {
    /// Empty.
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The element. Subscribes.
    pub fn get(&self) -> Option<HtmlElement> {
        self.0.get().map(SendWrapper::take)
    }

    /// The element, without subscribing.
    pub fn get_untracked(&self) -> Option<HtmlElement> {
        self.0.get_untracked().map(SendWrapper::take)
    }

    /// Where the pointer of `event` is on the element, as shares of its width and height: 0 at its left and top, 1 at its right and
    /// bottom, and beyond. A pen that comes down is the element's until it is lifted, wherever it goes.
    pub fn pen(&self, event: &PointerEvent) -> Option<(f64, f64)> {
        let element = self.get_untracked()?;
        if event.type_() == "pointerdown" {
            // A pen that is gone already can't be followed, and need not.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        let place = element.get_bounding_client_rect();
        let share = |at: i32, from: f64, size: f64| (f64::from(at) - from) / size;
        let x = share(event.client_x(), place.left(), place.width());
        Some((x, share(event.client_y(), place.top(), place.height())))
    }

    /// Turns the switch that stands there on or off, against what the person has just tapped.
    pub fn check(&self, on: bool) {
        if let Some(element) = self.get_untracked() {
            // Setting a property of an element can't fail.
            let _ = js_sys::Reflect::set(&element, &"checked".into(), &on.into());
        }
    }

    pub(crate) fn fill(&self, element: Option<HtmlElement>) {
        self.0.set(element.map(SendWrapper::new));
    }
}
