//! Between tabs of one person: a word that the outbox or the confirmed state has changed on disk, where the data itself is read, and how
//! the line stands, which only the tab that sends can know.

use doorstep_replica::{Line, Trouble};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs.
pub(super) struct Channel(Option<(BroadcastChannel, Listener)>);

type Listener = Closure<dyn FnMut(MessageEvent)>;

/// What a tab says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// The outbox on disk has changed.
    Outbox,
    /// The confirmed state on disk has changed.
    Confirmed,
    /// This person was signed out.
    Gone,
    /// Everything stored was thrown away and is pulled anew: the demo was put back.
    Anew,
    /// How the line stands.
    Line(Line),
    /// A tab that came later asks how the line stands.
    How,
}

const WORDS: [Word; 9] = [
    Word::Outbox,
    Word::Confirmed,
    Word::Gone,
    Word::Anew,
    Word::Line(Line::Off),
    Word::Line(Line::On),
    Word::Line(Line::Trouble(Trouble::Full)),
    Word::Line(Line::Trouble(Trouble::Starting)),
    Word::How,
];

impl Word {
    const fn text(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Confirmed => "confirmed",
            Self::Gone => "gone",
            Self::Anew => "anew",
            Self::Line(Line::Off) => "off",
            Self::Line(Line::On) => "on",
            Self::Line(Line::Trouble(Trouble::Full)) => "full",
            Self::Line(Line::Trouble(Trouble::Starting)) => "starting",
            Self::How => "how",
        }
    }
}

impl Channel {
    /// Joins the tabs of `name`.
    pub(super) fn open(name: &str, mut heard: impl FnMut(Word) + 'static) -> Self {
        let Ok(channel) = BroadcastChannel::new(name) else {
            return Self(None);
        };
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let word = event.data().as_string();
            if let Some(word) = WORDS.into_iter().find(|w| word.as_deref() == Some(w.text())) {
                heard(word);
            }
        });
        channel.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        Self(Some((channel, listen)))
    }

    /// Tells the other tabs.
    pub(super) fn tell(&self, word: Word) {
        if let Some((channel, _)) = &self.0 {
            // A tab that can't be told pulls by itself within a minute.
            let _ = channel.post_message(&JsValue::from_str(word.text()));
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        if let Some((channel, _)) = &self.0 {
            channel.close();
        }
    }
}
