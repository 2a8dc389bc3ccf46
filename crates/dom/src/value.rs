//! Values of attributes and properties, fixed or live.

use leptos::prelude::{Get, Signal};
use wasm_bindgen::JsValue;

use crate::{Memo, RwSignal};

/// What an attribute or a property is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not there.
    None,
    /// There, without a word, or not there.
    Flag(bool),
    /// A word of the program.
    Word(&'static str),
    /// A text.
    Text(String),
}

impl Value {
    /// As an attribute; none when it is not there.
    pub(crate) fn attribute(&self) -> Option<&str> {
        match self {
            Self::None | Self::Flag(false) => None,
            Self::Flag(true) => Some(""),
            Self::Word(word) => Some(word),
            Self::Text(text) => Some(text),
        }
    }

    /// As a property.
    pub(crate) fn property(&self) -> JsValue {
        match self {
            Self::None => JsValue::NULL,
            Self::Flag(flag) => JsValue::from_bool(*flag),
            Self::Word(word) => JsValue::from_str(word),
            Self::Text(text) => JsValue::from_str(text),
        }
    }

    /// Whether it is on.
    pub(crate) const fn is_on(&self) -> bool {
        !matches!(self, Self::None | Self::Flag(false))
    }
}

/// What can stand behind an attribute's name.
pub trait IntoValue {
    /// As a value.
    fn into_value(self) -> Value;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Word(self)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

impl<V: IntoValue> IntoValue for Option<V> {
    fn into_value(self) -> Value {
        self.map_or(Value::None, IntoValue::into_value)
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl IntoValue for $number {
            fn into_value(self) -> Value {
                Value::Text(self.to_string())
            }
        }
        impl IntoSource for $number {
            fn into_source(self) -> Source {
                Source::Fixed(self.into_value())
            }
        }
    )*};
}

numbers!(u8 u16 u32 u64 usize i32 i64);

/// A value, or where it comes from.
pub enum Source {
    /// It stays.
    Fixed(Value),
    /// It follows what the closure reads.
    Live(Box<dyn FnMut() -> Value + Send>),
}

impl core::fmt::Debug for Source {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Fixed(value) => value.fmt(f),
            Self::Live(_) => f.write_str("Live"),
        }
    }
}

/// What `name=` of the markup takes.
pub trait IntoSource {
    /// As a source.
    fn into_source(self) -> Source;
}

impl<F, V> IntoSource for F
where
    F: FnMut() -> V + Send + 'static,
    V: IntoValue,
{
    fn into_source(mut self) -> Source {
        Source::Live(Box::new(move || self().into_value()))
    }
}

macro_rules! fixed {
    ($($kind:ty)*) => {$(
        impl IntoSource for $kind {
            fn into_source(self) -> Source {
                Source::Fixed(self.into_value())
            }
        }
    )*};
}

fixed!(Value bool &'static str String);

impl<V: IntoValue> IntoSource for Option<V> {
    fn into_source(self) -> Source {
        Source::Fixed(self.into_value())
    }
}

macro_rules! signals {
    ($($signal:ident)*) => {$(
        impl<V: IntoValue + Clone + Send + Sync + 'static> IntoSource for $signal<V> {
            fn into_source(self) -> Source {
                Source::Live(Box::new(move || self.get().into_value()))
            }
        }
    )*};
}

signals!(Memo RwSignal Signal);
