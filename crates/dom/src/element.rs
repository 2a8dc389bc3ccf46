//! [`El`]: an element of the page with its attributes, listeners and children, as the markup says it.

use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, SubmitEvent};

use crate::{
    node::{IntoNode, Kind, Node},
    node_ref::NodeRef,
    value::{Source, Value},
};

/// An element, before it is built.
#[derive(Debug)]
pub struct El(pub(crate) Box<Parts>);

#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) tag: &'static str,
    pub(crate) svg: bool,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Node>,
}

#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) name: &'static str,
    pub(crate) what: What,
}

/// What a listener does.
pub(crate) type Handler = Box<dyn FnMut(Event)>;

pub(crate) enum What {
    Attribute(Source),
    Property(Source),
    Class(Source),
    On(SendWrapper<Handler>),
    Ref(NodeRef),
}

impl core::fmt::Debug for What {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Attribute(source) | Self::Property(source) | Self::Class(source) => source.fmt(f),
            Self::On(_) => f.write_str("On"),
            Self::Ref(_) => f.write_str("Ref"),
        }
    }
}

impl El {
    /// An HTML element.
    pub fn new(tag: &'static str) -> Self {
        Self::start(tag, false)
    }

    /// An SVG element.
    pub fn svg(tag: &'static str) -> Self {
        Self::start(tag, true)
    }

    fn start(tag: &'static str, svg: bool) -> Self {
        Self(Box::new(Parts {
            tag,
            svg,
            attributes: Vec::new(),
            children: Vec::new(),
        }))
    }

    fn with(mut self, name: &'static str, what: What) -> Self {
        self.0.attributes.push(Attribute { name, what });
        self
    }

    /// An attribute with a word of the program.
    #[must_use]
    pub fn fixed(self, name: &'static str, word: &'static str) -> Self {
        self.attr(name, Source::Fixed(Value::Word(word)))
    }

    /// An attribute.
    #[must_use]
    pub fn attr(self, name: &'static str, source: Source) -> Self {
        self.with(name, What::Attribute(source))
    }

    /// A property of the element's object, such as `value`.
    #[must_use]
    pub fn prop(self, name: &'static str, source: Source) -> Self {
        self.with(name, What::Property(source))
    }

    /// A class that comes and goes.
    #[must_use]
    pub fn toggle(self, class: &'static str, source: Source) -> Self {
        self.with(class, What::Class(source))
    }

    /// Tells `place` where the element is while it stands.
    #[must_use]
    pub fn node_ref(self, place: NodeRef) -> Self {
        self.with("", What::Ref(place))
    }

    /// A listener.
    #[must_use]
    pub fn on(self, event: &'static str, handler: Handler) -> Self {
        self.with(event, What::On(SendWrapper::new(handler)))
    }

    /// A text child.
    #[must_use]
    pub fn text(mut self, text: &'static str) -> Self {
        self.0.children.push(Node::text(text));
        self
    }

    /// A child.
    #[must_use]
    pub fn child(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }

    /// Finished.
    pub const fn done(self) -> Node {
        Node(Kind::Element(self))
    }
}

impl IntoNode for El {
    fn into_node(self) -> Node {
        self.done()
    }
}

macro_rules! events {
    ($($method:ident $name:literal $event:ty;)*) => {
        impl El {$(
            #[doc = concat!("Listens to `", $name, "`.")]
            #[must_use]
            pub fn $method(self, mut handler: impl FnMut($event) + 'static) -> Self {
                self.on($name, Box::new(move |event| handler(event.unchecked_into())))
            }
        )*}
    };
}

events! {
    on_click "click" MouseEvent;
    on_input "input" Event;
    on_change "change" Event;
    on_submit "submit" SubmitEvent;
    on_keydown "keydown" KeyboardEvent;
    on_focus "focus" FocusEvent;
    on_pointerdown "pointerdown" PointerEvent;
    on_pointermove "pointermove" PointerEvent;
    on_pointerup "pointerup" PointerEvent;
    on_pointercancel "pointercancel" PointerEvent;
    on_focusout "focusout" FocusEvent;
}
