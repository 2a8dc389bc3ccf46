//! Who listens, and for what. A poke says only that there is news; several in a row are one.
//!
//! Triggered by every write that touched a scope. A listener whose own grants may have changed looks its scopes up again before
//! it waits on.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use doorstep_authority::Touched;
use doorstep_domain::{PersonId, Scope};
use tokio::sync::Notify;

/// Open streams of one session: as many tabs. One more ends the oldest, which is likely a connection that died unseen.
pub const STREAMS_OF_A_SESSION: usize = 6;

/// What a listener finds when it wakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wake {
    /// Something it reads changed; look the scopes up again first when `anew`.
    News {
        /// Its own scopes may have changed.
        anew: bool,
    },
    /// Its session ended.
    Ended,
    /// Nothing after all.
    Nothing,
}

/// One open stream.
#[derive(Debug)]
pub struct Listener {
    person: PersonId,
    session: String,
    scopes: Mutex<Touched>,
    wake: Notify,
    news: AtomicBool,
    anew: AtomicBool,
    ended: AtomicBool,
}

impl Listener {
    /// Whose.
    pub const fn person(&self) -> PersonId {
        self.person
    }

    /// Waits until there may be something.
    pub async fn wait(&self) {
        self.wake.notified().await;
    }

    /// What there is, once.
    pub fn take(&self) -> Wake {
        if self.ended.load(Ordering::SeqCst) {
            return Wake::Ended;
        }
        let anew = self.anew.swap(false, Ordering::SeqCst);
        if self.news.swap(false, Ordering::SeqCst) {
            Wake::News { anew }
        } else {
            Wake::Nothing
        }
    }

    /// Listens for these from now on.
    pub fn listen_for(&self, scopes: Touched) {
        *self.scopes.lock().unwrap_or_else(PoisonError::into_inner) = scopes;
    }

    fn poke(&self, touched: &Touched) {
        let reads = {
            let scopes = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
            touched.iter().any(|scope| scopes.contains(scope))
        };
        if !reads {
            return;
        }
        let own = [Scope::Person(self.person), Scope::Proxy(self.person), Scope::Everyone];
        if own.iter().any(|scope| touched.contains(&scope.to_string())) {
            self.anew.store(true, Ordering::SeqCst);
        }
        self.news.store(true, Ordering::SeqCst);
        self.wake.notify_one();
    }

    fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        self.wake.notify_one();
    }
}

/// All open streams.
#[derive(Debug, Default)]
pub struct Hub {
    streams: Mutex<Streams>,
}

#[derive(Debug, Default)]
struct Streams {
    next: u64,
    open: BTreeMap<u64, Arc<Listener>>,
}

impl Hub {
    fn with<T>(&self, job: impl FnOnce(&mut Streams) -> T) -> T {
        job(&mut self.streams.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Opens a stream for `person` on `session`; the number closes it again.
    pub fn join(&self, person: PersonId, session: &str, scopes: Touched) -> (u64, Arc<Listener>) {
        let listener = Arc::new(Listener {
            person,
            session: session.to_owned(),
            scopes: Mutex::new(scopes),
            wake: Notify::new(),
            news: AtomicBool::new(false),
            anew: AtomicBool::new(false),
            ended: AtomicBool::new(false),
        });
        let number = self.with(|streams| {
            let mut own = streams
                .open
                .values()
                .filter(|l| l.session == session && !l.ended.load(Ordering::SeqCst));
            let oldest = own.next().cloned();
            if let Some(oldest) = oldest
                && own.count() + 1 >= STREAMS_OF_A_SESSION
            {
                oldest.end();
            }
            let number = streams.next;
            streams.next += 1;
            streams.open.insert(number, Arc::clone(&listener));
            number
        });
        (number, listener)
    }

    /// Closes a stream.
    pub fn leave(&self, number: u64) {
        self.with(|streams| streams.open.remove(&number));
    }

    /// Tells everybody who reads one of `touched`.
    pub fn poke(&self, touched: &Touched) {
        self.with(|streams| streams.open.values().for_each(|l| l.poke(touched)));
    }

    /// Ends the streams of a session.
    pub fn end(&self, session: &str) {
        self.with(|streams| {
            for listener in streams.open.values().filter(|l| l.session == session) {
                listener.end();
            }
        });
    }

    /// Tells everybody that there is news: the data itself was replaced.
    pub fn poke_all(&self) {
        self.with(|streams| {
            for listener in streams.open.values() {
                listener.anew.store(true, Ordering::SeqCst);
                listener.news.store(true, Ordering::SeqCst);
                listener.wake.notify_one();
            }
        });
    }

    /// How many streams are open.
    pub fn count(&self) -> usize {
        self.with(|streams| streams.open.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(words: &[&str]) -> Touched {
        words.iter().map(|w| (*w).to_owned()).collect()
    }

    #[test]
    fn only_readers_of_a_scope_are_told_and_only_once() {
        let hub = Hub::default();
        let (_, reader) = hub.join(PersonId::from_bits(1), "a", scopes(&["desk:yy"]));
        let (_, other) = hub.join(PersonId::from_bits(2), "b", scopes(&["desk:jy"]));
        hub.poke(&scopes(&["desk:yy"]));
        hub.poke(&scopes(&["desk:yy"]));
        assert_eq!(reader.take(), Wake::News { anew: false });
        assert_eq!(reader.take(), Wake::Nothing);
        assert_eq!(other.take(), Wake::Nothing);
    }

    #[test]
    fn a_change_of_the_person_looks_the_scopes_up_again() {
        let hub = Hub::default();
        let me = PersonId::from_bits(1);
        let own = Scope::Person(me).to_string();
        let (_, listener) = hub.join(me, "a", scopes(&[&own]));
        hub.poke(&scopes(&[&own]));
        assert_eq!(listener.take(), Wake::News { anew: true });
    }

    #[test]
    fn the_oldest_of_too_many_streams_ends() {
        let hub = Hub::default();
        let streams: Vec<_> = (0..=STREAMS_OF_A_SESSION)
            .map(|_| hub.join(PersonId::from_bits(1), "a", Touched::new()).1)
            .collect();
        assert_eq!(streams[0].take(), Wake::Ended);
        assert!(streams[1..].iter().all(|s| s.take() == Wake::Nothing));
    }
}
