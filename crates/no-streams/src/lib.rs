//! Stands in for `wasm-streams` (see `[patch.crates-io]` in the root manifest).
//!
//! Leptos depends on server functions, those on `wasm-streams`, and its exports to JavaScript keep 40 KB of code alive in
//! every app, used or not. This app has no server functions: the same names, with nothing behind them. When a new version
//! of Leptos asks for more, it does not compile, and this is where to look.

use core::pin::Pin;
use core::task::{Context, Poll};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A stream of the browser, as far as Leptos names it.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps one.
    pub const fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Would send a stream to the server; nothing in this app does.
    ///
    /// # Panics
    /// In a browser without streams.
    pub fn from_stream<S: Stream<Item = Result<JsValue, JsValue>> + 'static>(_: S) -> Self {
        Self(web_sys::ReadableStream::new().expect("every browser that runs this app has streams"))
    }

    /// What it wraps.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Ends at once.
    pub const fn into_stream(self) -> IntoStream {
        IntoStream(self)
    }
}

/// A stream that has ended.
#[derive(Debug)]
pub struct IntoStream(#[expect(dead_code, reason = "the browser's stream lives as long as this one")] ReadableStream);

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
