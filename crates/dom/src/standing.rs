//! Elements on the page, with their attributes and listeners.

use std::{cell::RefCell, rc::Rc};

use leptos::reactive::effect::RenderEffect;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event};

use crate::{
    element::{Attribute, Handler, Parts, What},
    node_ref::NodeRef,
    page,
    state::{State, rebuild_all},
    value::{Source, Value},
};

/// An element on the page.
#[derive(Debug)]
pub struct ElementState {
    tag: &'static str,
    pub(crate) element: Element,
    attributes: Vec<Held>,
    children: Vec<State>,
}

impl ElementState {
    pub(crate) fn build(parts: Parts) -> Self {
        let element = page::element(parts.tag, parts.svg);
        let attributes = parts
            .attributes
            .into_iter()
            .map(|one| Held::build(&element, one))
            .collect();
        let children = parts.children.into_iter().map(|child| {
            let mut child = child.build();
            child.mount(&element, None);
            child
        });
        Self {
            tag: parts.tag,
            children: children.collect(),
            attributes,
            element,
        }
    }

    /// Whether the new element can be this one: the same tag, attributes of the same names, as many children.
    pub(crate) fn fits(&self, parts: &Parts) -> bool {
        self.tag == parts.tag
            && self.children.len() == parts.children.len()
            && self.attributes.len() == parts.attributes.len()
            && self
                .attributes
                .iter()
                .zip(&parts.attributes)
                .all(|(old, new)| old.name == new.name)
    }

    pub(crate) fn rebuild(&mut self, parts: Parts) {
        for (old, new) in self.attributes.iter_mut().zip(parts.attributes) {
            old.rebuild(&self.element, new);
        }
        if !parts.children.is_empty() {
            rebuild_all(parts.children, &mut self.children);
        }
    }
}

/// An attribute on the page.
#[derive(Debug)]
struct Held {
    name: &'static str,
    how: How,
}

#[derive(Debug)]
enum How {
    Fixed(Value),
    Live(#[expect(dead_code, reason = "held so that it runs")] RenderEffect<Value>),
    On(Listener),
    Ref(#[expect(dead_code, reason = "held as long as the element stands")] Place),
}

/// Which side of the element a value goes to.
#[derive(Clone, Copy, Debug)]
enum Side {
    Attribute,
    Property,
    Class,
}

impl Held {
    fn build(element: &Element, attribute: Attribute) -> Self {
        let name = attribute.name;
        let how = match attribute.what {
            What::Attribute(source) => How::of(element, name, Side::Attribute, source),
            What::Property(source) => How::of(element, name, Side::Property, source),
            What::Class(source) => How::of(element, name, Side::Class, source),
            What::On(handler) => How::On(Listener::new(element, name, handler.take())),
            What::Ref(place) => How::Ref(Place::new(place, element)),
        };
        Self { name, how }
    }

    fn rebuild(&mut self, element: &Element, attribute: Attribute) {
        match (&mut self.how, attribute.what) {
            (How::Fixed(old), What::Attribute(Source::Fixed(new))) if *old == new => {}
            (How::On(listener), What::On(handler)) => listener.change(handler.take()),
            (_, what) => *self = Self::build(element, Attribute { what, ..attribute }),
        }
    }
}

impl How {
    fn of(element: &Element, name: &'static str, side: Side, source: Source) -> Self {
        match source {
            Source::Fixed(value) => {
                set(element, name, side, &value);
                Self::Fixed(value)
            }
            Source::Live(mut read) => {
                let element = element.clone();
                Self::Live(RenderEffect::new(move |old: Option<Value>| {
                    let value = read();
                    if old.as_ref() != Some(&value) {
                        set(&element, name, side, &value);
                    }
                    value
                }))
            }
        }
    }
}

/// Setting fails for no name and no value that a markup of this app can hold.
fn set(element: &Element, name: &str, side: Side, value: &Value) {
    let _ = match side {
        Side::Attribute => match value.attribute() {
            Some(text) => element.set_attribute(name, text),
            None => element.remove_attribute(name),
        },
        Side::Property => js_sys::Reflect::set(element, &name.into(), &value.property()).map(|_| ()),
        Side::Class => element.class_list().toggle_with_force(name, value.is_on()).map(|_| ()),
    };
}

/// A listener, off the page when it is dropped: an event still on its way through the page must not find it gone.
#[derive(Debug)]
struct Listener {
    element: Element,
    event: &'static str,
    handler: Rc<RefCell<Option<Hands>>>,
    heard: Closure<dyn FnMut(Event)>,
}

struct Hands(Handler);

impl core::fmt::Debug for Hands {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Handler")
    }
}

impl Listener {
    fn new(element: &Element, event: &'static str, handler: Handler) -> Self {
        let handler = Rc::new(RefCell::new(Some(Hands(handler))));
        let shared = Rc::clone(&handler);
        let heard = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if page::is_moving() {
                return;
            }
            // Out of the cell while it runs: what it does may raise the same event again.
            let taken = shared.borrow_mut().take();
            if let Some(Hands(mut handler)) = taken {
                handler(event);
                shared.borrow_mut().get_or_insert(Hands(handler));
            }
        });
        // Fails for no name of an event.
        let _ = element.add_event_listener_with_callback(event, heard.as_ref().unchecked_ref());
        Self {
            element: element.clone(),
            event,
            handler,
            heard,
        }
    }

    fn change(&self, handler: Handler) {
        *self.handler.borrow_mut() = Some(Hands(handler));
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let heard = self.heard.as_ref().unchecked_ref();
        let _ = self.element.remove_event_listener_with_callback(self.event, heard);
    }
}

/// A [`NodeRef`] that is filled as long as the element stands.
#[derive(Debug)]
struct Place(NodeRef);

impl Place {
    fn new(place: NodeRef, element: &Element) -> Self {
        place.fill(page::html(element));
        Self(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fill(None);
    }
}
