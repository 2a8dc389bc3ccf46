//! [`Memo`]: a value computed from signals, heard of only when it has changed.
//!
//! Leptos' memo is compiled once for each type of value, some two kilobytes each. This one keeps the value behind a
//! pointer and is compiled once; it is used the same way.

use core::{any::Any, marker::PhantomData};
use std::sync::Arc;

use ::leptos::prelude::{self as leptos, Track, WithUntracked};

/// A value that can say whether another of its type is the same.
trait Same: Any + Send + Sync {
    fn same(&self, other: &dyn Same) -> bool;
}

impl<T: PartialEq + Send + Sync + 'static> Same for T {
    fn same(&self, other: &dyn Same) -> bool {
        (other as &dyn Any).downcast_ref::<T>() == Some(self)
    }
}

#[derive(Clone)]
struct Held(Arc<dyn Same>);

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(&*other.0)
    }
}

/// A value computed from signals.
pub struct Memo<T> {
    inner: leptos::Memo<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T> core::fmt::Debug for Memo<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Memo")
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Computes with `compute` when it is first read, and again after what it read has changed; it is given the value before.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        Self {
            inner: make(Box::new(move |before| {
                let before = before.and_then(|held| (&*held.0 as &dyn Any).downcast_ref());
                Held(Arc::new(compute(before)))
            })),
            of: PhantomData,
        }
    }
}

type Compute = Box<dyn Fn(Option<&Held>) -> Held + Send + Sync>;

fn make(compute: Compute) -> leptos::Memo<Held> {
    leptos::Memo::new(compute)
}

impl<T: 'static> Memo<T> {
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
        let held = held(self.inner);
        let value: &dyn Any = &*held.0;
        read(value.downcast_ref().expect("a memo holds what its type says"))
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
}

fn held(memo: leptos::Memo<Held>) -> Held {
    memo.with_untracked(Held::clone)
}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for leptos::Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::derive(move || memo.get())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::RwSignal;
    use ::leptos::prelude::Owner;

    #[test]
    fn it_computes_once_per_change_and_tells_only_of_another_value() {
        let owner = Owner::new();
        owner.set();
        let number = RwSignal::new(1);
        let (halves, told) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let half = {
            let halves = Arc::clone(&halves);
            Memo::new(move |_| {
                halves.fetch_add(1, Ordering::Relaxed);
                number.get() / 2
            })
        };
        let words = {
            let told = Arc::clone(&told);
            Memo::new(move |_| {
                told.fetch_add(1, Ordering::Relaxed);
                half.get().to_string()
            })
        };
        let counts = || (halves.load(Ordering::Relaxed), told.load(Ordering::Relaxed));
        assert_eq!((words.get_untracked().as_str(), counts()), ("0", (1, 1)));
        assert_eq!((words.get_untracked().as_str(), counts()), ("0", (1, 1)));
        number.set(4);
        assert_eq!((words.get_untracked().as_str(), counts()), ("2", (2, 2)));
        number.set(5);
        assert_eq!((words.get_untracked().as_str(), counts()), ("2", (3, 2)));
    }

    #[test]
    fn it_is_given_the_value_before() {
        let owner = Owner::new();
        owner.set();
        let number = RwSignal::new(1);
        let sum = Memo::new(move |before: Option<&i32>| before.copied().unwrap_or(0) + number.get());
        assert_eq!(sum.get_untracked(), 1);
        number.set(5);
        assert_eq!(sum.get_untracked(), 6);
    }
}
