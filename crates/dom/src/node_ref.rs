//! [`NodeRef`]: where an element of the markup stands on the page.

use send_wrapper::SendWrapper;
use web_sys::HtmlElement;

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
