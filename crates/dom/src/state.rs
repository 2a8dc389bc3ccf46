//! [`State`]: what stands on the page, and how it becomes what a new [`Node`] says.

use std::borrow::Cow;

use web_sys::{Comment, Node as DomNode, Text};

use crate::{
    node::{Kind, Node},
    page,
    part::{self, Live, Rows},
    standing::ElementState,
};

/// A built piece of the page.
pub enum State {
    /// Nothing; the mark holds the place.
    None(Comment),
    /// A text.
    Text(Text, Cow<'static, str>),
    /// An element.
    Element(Box<ElementState>),
    /// Several; never none.
    Many(Vec<State>),
    /// A part that is made again by itself.
    Live(Live<State>),
    /// A list that changes by itself.
    Each(Live<Rows>),
}

impl core::fmt::Debug for State {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("State")
    }
}

impl Node {
    /// Makes it, without putting it anywhere yet.
    pub fn build(self) -> State {
        match self.0 {
            Kind::None => State::None(page::mark()),
            Kind::Text(words) => State::Text(page::text(&words), words),
            Kind::Element(element) => State::Element(Box::new(ElementState::build(*element.0))),
            Kind::Many(nodes) => State::Many(nodes.into_iter().map(Self::build).collect()),
            Kind::Live(make) => State::Live(part::part(make)),
            Kind::Each(rows) => State::Each(part::list(rows)),
        }
    }

    /// Makes `state` what this says, keeping what can stay.
    pub fn rebuild(self, state: &mut State) {
        match (self.0, state) {
            (Kind::None, State::None(_)) => {}
            (Kind::Text(words), State::Text(node, old)) => {
                if words != *old {
                    node.set_data(&words);
                    *old = words;
                }
            }
            (Kind::Element(element), State::Element(old)) if old.fits(&element.0) => old.rebuild(*element.0),
            (Kind::Many(nodes), State::Many(old)) => rebuild_all(nodes, old),
            (kind, state) => state.replace(Self(kind).build()),
        }
    }
}

/// Makes `states` what `nodes` say, place by place. Neither is empty.
pub(crate) fn rebuild_all(nodes: Vec<Node>, states: &mut Vec<State>) {
    for mut gone in states.drain(nodes.len().min(states.len())..) {
        gone.unmount();
    }
    let kept = states.len();
    for (place, node) in nodes.into_iter().enumerate() {
        if place < kept {
            node.rebuild(&mut states[place]);
            continue;
        }
        let last = states[place - 1].last();
        let mut state = node.build();
        if let Some(parent) = last.parent_node() {
            state.mount(&parent, last.next_sibling().as_ref());
        }
        states.push(state);
    }
}

impl State {
    /// Puts it into `parent`, before `before` or at its end.
    pub fn mount(&mut self, parent: &DomNode, before: Option<&DomNode>) {
        match self {
            Self::None(mark) => page::put(mark, parent, before),
            Self::Text(text, _) => page::put(text, parent, before),
            Self::Element(element) => page::put(&element.element, parent, before),
            Self::Many(all) => all.iter_mut().for_each(|one| one.mount(parent, before)),
            Self::Live(effect) => {
                effect.with(|state| state.mount(parent, before));
            }
            Self::Each(effect) => {
                effect.with(|rows| rows.mount(parent, before));
            }
        }
    }

    /// Takes it off the page.
    pub fn unmount(&mut self) {
        match self {
            Self::None(mark) => page::take(mark),
            Self::Text(text, _) => page::take(text),
            Self::Element(element) => page::take(&element.element),
            Self::Many(all) => all.iter_mut().for_each(Self::unmount),
            Self::Live(effect) => {
                effect.with(Self::unmount);
            }
            Self::Each(effect) => {
                effect.with(Rows::unmount);
            }
        }
    }

    /// Its first node on the page.
    pub fn first(&self) -> DomNode {
        match self {
            Self::None(mark) => mark.clone().into(),
            Self::Text(text, _) => text.clone().into(),
            Self::Element(element) => element.element.clone().into(),
            Self::Many(all) => all[0].first(),
            Self::Live(effect) => inside(effect, |state| state.first()),
            Self::Each(effect) => inside(effect, |rows| rows.first()),
        }
    }

    /// Its last node on the page.
    pub fn last(&self) -> DomNode {
        match self {
            Self::Many(all) => all[all.len() - 1].last(),
            Self::Live(effect) => inside(effect, |state| state.last()),
            Self::Each(effect) => inside(effect, |rows| rows.mark.clone().into()),
            one => one.first(),
        }
    }

    /// Puts `new` into its place.
    fn replace(&mut self, mut new: Self) {
        let first = self.first();
        if let Some(parent) = first.parent_node() {
            new.mount(&parent, Some(&first));
        }
        self.unmount();
        *self = new;
    }
}

/// Reads what an effect holds. It is only away while the effect itself runs, which never asks for its own place.
fn inside<T>(effect: &Live<T>, read: impl FnOnce(&mut T) -> DomNode) -> DomNode {
    effect.with(read).unwrap_or_else(|| page::mark().into())
}
