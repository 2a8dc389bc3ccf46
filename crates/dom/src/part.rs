//! Parts and lists of the page that are made again when a signal they read has changed.
//!
//! What stands on the page belongs to whoever holds the part, and the effect only borrows it: when the holder lets go, all
//! that is inside ends at once. The effect itself lives a little longer, in its task, and a change that was on its way to
//! it would otherwise run a view whose signals are gone.

use std::{cell::RefCell, rc::Rc};

use leptos::{prelude::Owner, reactive::effect::RenderEffect};
use web_sys::{Comment, Node as DomNode};

use crate::{each::Row, node, page, state::State};

/// A value on the page and the effect that renews it.
#[derive(Debug)]
pub struct Live<T: 'static> {
    held: Rc<RefCell<Option<T>>>,
    #[expect(dead_code, reason = "held so that it runs")]
    effect: RenderEffect<()>,
}

impl<T: 'static> Live<T> {
    fn new(mut renew: impl FnMut(Option<T>) -> T + 'static) -> Self {
        let held = Rc::new(RefCell::new(None));
        let lent = Rc::downgrade(&held);
        let effect = RenderEffect::new(move |_| {
            let Some(held) = lent.upgrade() else { return };
            let old = held.borrow_mut().take();
            let new = renew(old);
            *held.borrow_mut() = Some(new);
        });
        Self { held, effect }
    }

    /// Works with the value. It is only away while the effect itself runs, which never asks for its own.
    pub(crate) fn with<O>(&self, work: impl FnOnce(&mut T) -> O) -> Option<O> {
        self.held.borrow_mut().as_mut().map(work)
    }
}

/// A part of the page that is made again whenever what `make` read has changed.
pub(crate) fn part(mut make: node::Live) -> Live<State> {
    Live::new(move |old: Option<State>| {
        let node = make();
        match old {
            Some(mut state) => {
                node.rebuild(&mut state);
                state
            }
            None => node.build(),
        }
    })
}

/// The rows of a list; the mark stands after the last.
#[derive(Debug)]
pub struct Rows {
    rows: Vec<(State, Owner)>,
    pub(crate) mark: Comment,
}

/// A list on the page.
pub(crate) fn list(mut read: node::Rows) -> Live<Rows> {
    Live::new(move |old: Option<Rows>| {
        let mut rows = old.unwrap_or_else(|| Rows {
            rows: Vec::new(),
            mark: page::mark(),
        });
        rows.become_these(read());
        rows
    })
}

impl Rows {
    fn become_these(&mut self, new: Vec<Row>) {
        let mut old: Vec<_> = self.rows.drain(..).map(Some).collect();
        for row in new {
            match row {
                Row::Kept(place) => self.rows.extend(old[place].take()),
                Row::New(node, owner) => {
                    let state = owner.with(|| node.build());
                    self.rows.push((state, owner));
                }
            }
        }
        for (mut gone, owner) in old.into_iter().flatten() {
            gone.unmount();
            drop(gone);
            owner.cleanup();
        }
        let Some(parent) = self.mark.parent_node() else { return };
        // From the end, so that each row knows what stands after it, and a row in its place is not touched.
        let mut next: DomNode = self.mark.clone().into();
        for (state, _) in self.rows.iter_mut().rev() {
            if state.last().next_sibling().as_ref() != Some(&next) {
                state.mount(&parent, Some(&next));
            }
            next = state.first();
        }
    }

    pub(crate) fn mount(&mut self, parent: &DomNode, before: Option<&DomNode>) {
        for (state, _) in &mut self.rows {
            state.mount(parent, before);
        }
        page::put(&self.mark, parent, before);
    }

    pub(crate) fn unmount(&mut self) {
        for (state, _) in &mut self.rows {
            state.unmount();
        }
        page::take(&self.mark);
    }

    pub(crate) fn first(&self) -> DomNode {
        self.rows
            .first()
            .map_or_else(|| self.mark.clone().into(), |(state, _)| state.first())
    }
}
