//! [`RwSignal`]: a value that can be read, written and followed.
//!
//! Leptos' signal is compiled once for each type of value. This one keeps the value behind a pointer and is compiled once;
//! it is used the same way.

use core::{any::Any, marker::PhantomData};

use ::leptos::prelude::{self as leptos, Track, Update, WithUntracked};

type Held = Box<dyn Any + Send + Sync>;

/// A value that can be read, written and followed.
pub struct RwSignal<T> {
    inner: leptos::RwSignal<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> core::fmt::Debug for RwSignal<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RwSignal")
    }
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal with this value.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self {
            inner: leptos::RwSignal::new(Box::new(value)),
            of: PhantomData,
        }
    }

    /// Subscribes.
    pub fn track(&self) {
        self.inner.track();
    }

    /// Reads the value. Subscribes.
    pub fn with<O>(&self, read: impl FnOnce(&T) -> O) -> O {
        self.inner.track();
        self.with_untracked(read)
    }

    /// Reads the value without subscribing.
    ///
    /// # Panics
    /// After its owner is gone, as Leptos' own does.
    pub fn with_untracked<O>(&self, read: impl FnOnce(&T) -> O) -> O {
        let mut read = Some(read);
        let mut answer = None;
        look(self.inner, &mut |held| {
            if let (Some(value), Some(read)) = (held.downcast_ref(), read.take()) {
                answer = Some(read(value));
            }
        });
        answer.expect("a signal holds what its type says")
    }

    /// The value. Subscribes.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// The value, without subscribing.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Writes the value and tells whoever follows it.
    pub fn set(&self, value: T) {
        // A signal that nobody owns any more is followed by nobody.
        let _ = self.try_set(value);
    }

    /// Writes the value, if somebody still owns the signal; else the value comes back.
    pub fn try_set(&self, value: T) -> Option<T> {
        let mut value = Some(value);
        change(self.inner, &mut |held| {
            if let (Some(place), Some(value)) = (held.downcast_mut(), value.take()) {
                *place = value;
            }
        });
        value
    }

    /// Changes the value and tells whoever follows it.
    pub fn update(&self, write: impl FnOnce(&mut T)) {
        let mut write = Some(write);
        change(self.inner, &mut |held| {
            if let (Some(value), Some(write)) = (held.downcast_mut(), write.take()) {
                write(value);
            }
        });
    }
}

fn look(signal: leptos::RwSignal<Held>, read: &mut dyn FnMut(&dyn Any)) {
    signal.with_untracked(|held| read(&**held));
}

/// Nothing happens when the signal is gone.
fn change(signal: leptos::RwSignal<Held>, write: &mut dyn FnMut(&mut dyn Any)) {
    let _ = signal.try_update(|held| write(&mut **held));
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for leptos::Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::leptos::prelude::Owner;

    #[test]
    fn what_is_written_is_read() {
        let owner = Owner::new();
        owner.set();
        let signal = RwSignal::new(1);
        signal.update(|n| *n += 1);
        assert_eq!(signal.get_untracked(), 2);
        signal.set(7);
        assert_eq!(signal.with_untracked(|n| n * 2), 14);
        assert_eq!(signal.try_set(8), None);
    }

    #[test]
    fn a_signal_that_nobody_owns_gives_the_value_back() {
        let owner = Owner::new();
        let signal = owner.with(|| RwSignal::new(String::new()));
        owner.cleanup();
        assert_eq!(signal.try_set("late".to_owned()), Some("late".to_owned()));
        signal.update(|_| panic!("nothing is there to change"));
    }
}
