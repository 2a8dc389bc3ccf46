//! The feed: server-sent events that only say there is news. It reconnects by itself; polls and visits cover for it where a proxy
//! swallows it.

use doorstep_domain::PersonId;
use doorstep_protocol::{feed::FeedEvent, json};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// An open feed.
pub(super) struct Feed {
    source: EventSource,
    _listen: Closure<dyn FnMut(MessageEvent)>,
}

impl Feed {
    /// Opens the feed of `actor` on `slot`.
    pub(super) fn open(slot: u8, actor: PersonId, mut heard: impl FnMut(FeedEvent) + 'static) -> Option<Self> {
        let source = EventSource::new(&format!("/api/feed?slot={slot}&actor={actor}")).ok()?;
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(event) = event.data().as_string().and_then(|text| json::read(&text).ok()) {
                heard(event);
            }
        });
        source.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        Some(Self {
            source,
            _listen: listen,
        })
    }

    /// Whether the browser has given it up.
    pub(super) fn is_closed(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.source.close();
    }
}
