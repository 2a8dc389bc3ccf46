//! The app's handle: what screens read and where their intents go. Copy, taken from context with [`App::expect`].

use std::rc::Rc;

use doorstep_dom::prelude::*;
use doorstep_domain::{
    Actor, Command, CommandId, CommunityId, Entity, Instant, Key, OrderId, PersonId, Reason, Role,
    catalogue::Item,
    order::{Act, Order, OrderCommand},
    person::Person,
    place::Community,
};
use doorstep_replica::{Replica, Rules};

use super::{
    bundle::Bundles,
    intent::Intent,
    kept::Kept,
    online::{Online, SlotPerson},
    prefs::Prefs,
};
use crate::routes::Route;

/// A short word that something happened. Never the only carrier of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// The words.
    pub text: String,
    /// Something went wrong.
    pub bad: bool,
}

/// The handle: one word to pass around, since every closure of every screen keeps a copy.
#[derive(Clone, Copy, Debug)]
pub struct App(&'static Signals);

impl core::ops::Deref for App {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What the handle leads to. Made once and kept as long as the page.
#[derive(Debug)]
pub struct Signals {
    /// The replica of the person signed in on this tab; none before sign-in.
    pub replica: StoredValue<Option<Replica>, LocalStorage>,
    /// Counts changes of the replica: reading through [`Self::read`] subscribes to it.
    pub version: RwSignal<u64>,
    /// The phone's clock, moved on every half minute and with every change.
    pub clock: RwSignal<Instant>,
    /// The person of this tab has been looked up on disk: what is shown is meant.
    pub ready: RwSignal<bool>,
    /// Counts how often the whole app was mounted anew (after a change of language).
    pub mounted: RwSignal<u32>,
    /// The screen shown.
    pub route: RwSignal<Route>,
    /// How the screen looks.
    pub prefs: Prefs,
    /// The word that stands at the bottom.
    pub toast: RwSignal<Option<Toast>>,
    /// Commands refused on the spot, by id: the screen that asked shows why.
    pub refused: RwSignal<Vec<(CommandId, Reason)>>,
    /// Small local values: drafts, what was read.
    pub kept: RwSignal<Kept>,
    /// The people signed in on this phone.
    pub slots: RwSignal<Vec<SlotPerson>>,
    /// Demo data: the ribbon stands on every screen.
    pub demo: RwSignal<bool>,
    /// A new version of the app waits.
    pub update_waits: RwSignal<bool>,
    /// How far the bundles of screens have come.
    pub bundles: RwSignal<Bundles>,
    /// A form has unsaved content: nothing may interrupt it. The form says so with [`Intent::Dirty`].
    pub dirty: RwSignal<bool>,
    /// The browser offers to install the app.
    pub installable: RwSignal<bool>,
    /// Runs inside WeChat, where storage is another and no service worker runs.
    pub wechat: RwSignal<bool>,
    /// Photos and voice notes on this phone that the community does not have yet.
    pub unsent_blobs: RwSignal<usize>,
    /// Bytes used and granted, once known.
    pub storage: RwSignal<Option<(u64, u64, bool)>>,
    /// What came with the address after `#`, for signing in with a card.
    pub fragment: RwSignal<String>,
    /// The address of this site, scheme and host, for what is printed.
    pub site: RwSignal<String>,
    dispatch: StoredValue<Rc<dyn Fn(Intent)>, LocalStorage>,
    online: StoredValue<Online, LocalStorage>,
    fresh_id: StoredValue<Rc<dyn Fn() -> u128>, LocalStorage>,
}

impl App {
    /// A handle whose intents go to `dispatch` and whose ids come from `fresh_id` (time-ordered UUIDs of the shell).
    pub fn new(dispatch: Rc<dyn Fn(Intent)>, online: Online, fresh_id: Rc<dyn Fn() -> u128>, now: Instant) -> Self {
        Self(Box::leak(Box::new(Signals {
            replica: StoredValue::new_local(None),
            version: RwSignal::new(0),
            clock: RwSignal::new(now),
            ready: RwSignal::new(false),
            mounted: RwSignal::new(0),
            route: RwSignal::new(Route::Home),
            prefs: Prefs::new(),
            toast: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
            kept: RwSignal::new(Kept::default()),
            slots: RwSignal::new(Vec::new()),
            demo: RwSignal::new(false),
            update_waits: RwSignal::new(false),
            bundles: RwSignal::new(Bundles::default()),
            dirty: RwSignal::new(false),
            installable: RwSignal::new(false),
            wechat: RwSignal::new(false),
            unsent_blobs: RwSignal::new(0),
            storage: RwSignal::new(None),
            fragment: RwSignal::new(String::new()),
            site: RwSignal::new(String::new()),
            dispatch: StoredValue::new_local(dispatch),
            online: StoredValue::new_local(online),
            fresh_id: StoredValue::new_local(fresh_id),
        })))
    }

    /// The handle from context.
    ///
    /// # Panics
    /// Outside the app's tree.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Sends an intent.
    pub fn dispatch(&self, intent: Intent) {
        self.dispatch.with_value(|dispatch| dispatch(intent));
    }

    /// Shows another screen.
    pub fn go(&self, route: Route) {
        self.dispatch(Intent::Go(route));
    }

    /// Gives a command; its id tells what became of it ([`Self::refusal`], the outbox).
    pub fn ask(&self, command: Command) -> CommandId {
        let id = CommandId::from_bits(self.fresh());
        self.dispatch(Intent::Ask(id, Box::new(command)));
        id
    }

    /// Gives a refused command anew, as it was or edited; the fresh id tells what became of it.
    pub fn again(&self, parked: CommandId, edited: Option<Command>) -> CommandId {
        let id = CommandId::from_bits(self.fresh());
        let edited = edited.map(Box::new);
        self.dispatch(Intent::Again { parked, id, edited });
        id
    }

    /// Acts on an order.
    pub fn act(&self, order: OrderId, community: &CommunityId, act: Act) -> CommandId {
        self.ask(Command::Order(OrderCommand {
            order,
            community: community.clone(),
            act,
        }))
    }

    /// Why a command was refused on the spot, if it was. Subscribes.
    pub fn refusal(&self, id: CommandId) -> Option<Reason> {
        self.refused
            .with(|refused| refused.iter().find(|(i, _)| *i == id).map(|(_, reason)| reason.clone()))
    }

    /// A fresh time-ordered id for an order, a duty, a remark.
    pub fn fresh(&self) -> u128 {
        self.fresh_id.with_value(|fresh| fresh())
    }

    /// The line for what needs the network.
    pub fn online(&self) -> Online {
        self.online.get_value()
    }

    /// Says a word at the bottom.
    pub fn say(&self, text: impl Into<String>) {
        self.toast.set(Some(Toast {
            text: text.into(),
            bad: false,
        }));
    }

    /// Says at the bottom that something went wrong; the screen says it too, where it went wrong.
    pub fn say_bad(&self, text: impl Into<String>) {
        self.toast.set(Some(Toast {
            text: text.into(),
            bad: true,
        }));
    }

    /// What commands do has come.
    pub fn learn(&self, rules: Rules) {
        self.replica.update_value(|replica| {
            if let Some(replica) = replica {
                replica.learn(rules);
            }
        });
    }

    /// Reads the replica and subscribes to its changes; none before sign-in.
    pub fn read<T>(&self, read: impl FnOnce(&Replica, Instant) -> T) -> Option<T> {
        self.version.track();
        let now = self.clock.get_untracked();
        self.replica
            .with_value(|replica| replica.as_ref().map(|replica| read(replica, now)))
    }

    /// Reads the replica without subscribing: for handlers.
    pub fn peek<T>(&self, read: impl FnOnce(&Replica, Instant) -> T) -> Option<T> {
        let now = self.clock.get_untracked();
        self.replica
            .with_value(|replica| replica.as_ref().map(|replica| read(replica, now)))
    }

    /// The best estimate of the server's clock; moves every half minute. Subscribes.
    pub fn now(&self) -> Instant {
        let now = self.clock.get();
        self.peek(|replica, _| replica.server_time(now)).unwrap_or(now)
    }

    /// Who is signed in. Subscribes.
    pub fn person_id(&self) -> Option<PersonId> {
        self.read(|replica, _| replica.person())
    }

    /// The record of the person signed in. Subscribes.
    pub fn me(&self) -> Option<Person> {
        let id = self.person_id()?;
        self.person(id)
    }

    /// A person, as far as this phone may see. Subscribes.
    pub fn person(&self, id: PersonId) -> Option<Person> {
        self.read(|replica, _| match replica.shown().get(&Key::person(id)) {
            Some(Entity::Person(person)) => Some((**person).clone()),
            _ => None,
        })?
    }

    /// The people this person may order for: themselves first, then those who let them. Subscribes.
    pub fn orders_for(&self) -> Vec<Person> {
        let Some(me) = self.person_id() else { return Vec::new() };
        self.read(|replica, _| {
            let people = replica.shown().values().filter_map(|e| {
                if let Entity::Person(p) = e {
                    Some((**p).clone())
                } else {
                    None
                }
            });
            let mut people: Vec<Person> = people.filter(|p| p.id == me || p.has_proxy(me)).collect();
            doorstep_domain::sort::by_key(&mut people, |p| p.id != me);
            people
        })
        .unwrap_or_default()
    }

    /// The actor. Subscribes.
    pub fn actor(&self) -> Option<Actor> {
        self.read(Replica::actor)
    }

    /// Whether the person holds `role` anywhere. Subscribes.
    pub fn has_role(&self, role: Role) -> bool {
        self.actor()
            .is_some_and(|actor| actor.grants.iter().any(|g| g.role == role))
    }

    /// The community this person has to do with first: of their home, else of a grant. Subscribes.
    pub fn community(&self) -> Option<Community> {
        let id = self.me().and_then(|me| super::orders::community_of(&me))?;
        self.community_by(&id)
    }

    /// A community. Subscribes.
    pub fn community_by(&self, id: &CommunityId) -> Option<Community> {
        self.read(|replica, _| match replica.shown().get(&Key::community(id)) {
            Some(Entity::Community(community)) => Some((**community).clone()),
            _ => None,
        })?
    }

    /// The catalogue: items that are offered, by code. Subscribes.
    pub fn items(&self) -> Vec<Item> {
        self.read(|replica, _| {
            let items = replica.shown().values().filter_map(|e| {
                if let Entity::Item(i) = e {
                    Some((**i).clone())
                } else {
                    None
                }
            });
            items.filter(|i| !i.hidden && !i.spoken).collect()
        })
        .unwrap_or_default()
    }

    /// One item of the catalogue. Subscribes.
    pub fn item(&self, code: &doorstep_domain::ItemCode) -> Option<Item> {
        self.read(|replica, _| match replica.shown().get(&Key::item(code)) {
            Some(Entity::Item(item)) => Some((**item).clone()),
            _ => None,
        })?
    }

    /// One order, as shown. Subscribes.
    pub fn order(&self, id: OrderId) -> Option<Order> {
        self.read(|replica, _| match replica.shown().get(&Key::order(id)) {
            Some(Entity::Order(order)) => Some((**order).clone()),
            _ => None,
        })?
    }

    /// One order as the community has it, without what is still on its way. Subscribes.
    pub fn confirmed_order(&self, id: OrderId) -> Option<Order> {
        self.read(|replica, _| super::orders::received(replica, id).cloned())?
    }

    /// A small local value. Subscribes.
    pub fn kept(&self, name: &str) -> Option<String> {
        self.kept.with(|kept| kept.get(name).cloned())
    }

    /// Keeps or forgets a small local value on this phone.
    pub fn keep(&self, name: &str, value: Option<String>) {
        self.dispatch(Intent::Keep(name.to_owned(), value));
    }
}
