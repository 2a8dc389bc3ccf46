//! The closed enums that sync and storage carry: a key, an entity, a command, a fact. Adding an aggregate is one arm in each.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    actor::Actor,
    calendar::WorkingCalendar,
    catalogue::{CatalogueCommand, CatalogueFact, Item},
    duty::{self, Duty, DutyCommand, DutyFact},
    feedback::{self, Feedback, FeedbackCommand, FeedbackFact},
    ids::{CommunityId, DutyId, FeedbackId, ItemCode, OrderId, PersonId, Sha256},
    order::{self, Order, OrderCommand, OrderFact},
    person::{self, Person, PersonCommand, PersonFact, Profile},
    place::{Community, PlaceCommand, PlaceFact},
    scope::Scope,
    seen::Seen,
    time::Instant,
    world::{Ctx, Decision, Need, World},
};

/// What kind of thing a key names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each names its aggregate")]
pub enum Kind {
    Community,
    Item,
    Person,
    Order,
    Duty,
    Feedback,
    /// A kind this build does not know.
    #[serde(other)]
    Unknown,
}

impl Kind {
    /// The word it is stored under.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Community => "community",
            Self::Item => "item",
            Self::Person => "person",
            Self::Order => "order",
            Self::Duty => "duty",
            Self::Feedback => "feedback",
            Self::Unknown => "unknown",
        }
    }
}

/// Names one entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key {
    /// What it is.
    pub kind: Kind,
    /// Its id, as text.
    pub id: String,
}

impl Key {
    fn new(kind: Kind, id: impl ToString) -> Self {
        Self {
            kind,
            id: id.to_string(),
        }
    }

    /// The key of a community.
    pub fn community(id: &CommunityId) -> Self {
        Self::new(Kind::Community, id)
    }

    /// The key of a catalogue item.
    pub fn item(code: &ItemCode) -> Self {
        Self::new(Kind::Item, code)
    }

    /// The key of a person.
    pub fn person(id: PersonId) -> Self {
        Self::new(Kind::Person, id)
    }

    /// The key of an order.
    pub fn order(id: OrderId) -> Self {
        Self::new(Kind::Order, id)
    }

    /// The key of a stay at a station.
    pub fn duty(id: DutyId) -> Self {
        Self::new(Kind::Duty, id)
    }

    /// The key of a remark of 投诉建议.
    pub fn feedback(id: FeedbackId) -> Self {
        Self::new(Kind::Feedback, id)
    }
}

/// Which partition something lives in: its sequence is its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Partition {
    /// Catalogue, places, people and grants.
    City,
    /// Everything that happens in one community.
    Community(CommunityId),
}

impl Partition {
    /// Its name in storage and in cursors.
    pub fn name(&self) -> String {
        match self {
            Self::City => "city".to_owned(),
            Self::Community(id) => format!("c:{id}"),
        }
    }

    /// The partition with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "city" {
            return Some(Self::City);
        }
        name.strip_prefix("c:").map(|id| Self::Community(id.into()))
    }
}

/// One entity, whole or as an actor sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each names its aggregate")]
pub enum Entity {
    Community(Box<Community>),
    Item(Box<Item>),
    Person(Box<Person>),
    Order(Box<Order>),
    Duty(Box<Duty>),
    Feedback(Box<Feedback>),
}

/// What anybody can ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each names its aggregate")]
pub enum Command {
    Place(PlaceCommand),
    Catalogue(CatalogueCommand),
    Person(PersonCommand),
    Order(OrderCommand),
    Duty(DutyCommand),
    Feedback(FeedbackCommand),
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each names its aggregate")]
pub enum Fact {
    Place(PlaceFact),
    Catalogue(CatalogueFact),
    Person(PersonFact),
    Order(OrderFact),
    Duty(DutyFact),
    Feedback(FeedbackFact),
}

/// The erasable part of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Personal {
    /// Of a person.
    Person(Profile),
    /// Of an order.
    Order(Box<order::Personal>),
    /// Of a remark: its text and its answer.
    Feedback(Seen<String>, Seen<String>),
}

impl Command {
    /// The partition it writes to.
    pub fn partition(&self) -> Partition {
        match self {
            Self::Place(_) | Self::Catalogue(_) | Self::Person(_) => Partition::City,
            Self::Order(command) => Partition::Community(command.community.clone()),
            Self::Duty(command) => Partition::Community(command.community().clone()),
            Self::Feedback(command) => Partition::Community(command.community().clone()),
        }
    }

    /// The entity it is about.
    pub fn key(&self) -> Key {
        match self {
            Self::Place(PlaceCommand::Define(community)) => Key::community(&community.id),
            Self::Catalogue(CatalogueCommand::Define(item)) => Key::item(&item.code),
            Self::Person(command) => Key::person(command.person()),
            Self::Order(command) => Key::order(command.order),
            Self::Duty(command) => Key::duty(command.duty()),
            Self::Feedback(command) => Key::feedback(command.feedback()),
        }
    }

    /// A stable name for figures and logs, such as `order.accept`. Says nothing about anybody.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Place(_) => "place.define",
            Self::Catalogue(_) => "catalogue.define",
            Self::Person(_) => "person",
            Self::Order(command) => command.act.name(),
            Self::Duty(DutyCommand::CheckIn { .. }) => "duty.check_in",
            Self::Duty(DutyCommand::CheckOut { .. }) => "duty.check_out",
            Self::Feedback(FeedbackCommand::Write { .. }) => "feedback.write",
            Self::Feedback(FeedbackCommand::Answer { .. }) => "feedback.answer",
        }
    }

    /// The addresses of what comes by itself because of it.
    pub fn blobs(&self) -> Vec<Sha256> {
        match self {
            Self::Order(command) => command.blobs(),
            _ => Vec::new(),
        }
    }

    /// What deciding it reads.
    pub fn needs(&self, actor: PersonId) -> Vec<Need> {
        match self {
            Self::Place(_) | Self::Catalogue(_) => vec![Need::Entity(self.key())],
            Self::Person(command) => person::needs(command),
            Self::Order(command) => order::needs(command, actor),
            Self::Duty(command) => duty::needs(command, actor),
            Self::Feedback(command) => feedback::needs(command),
        }
    }

    /// Decides it.
    pub fn decide(&self, world: &dyn World, ctx: Ctx<'_>) -> Decision {
        match self {
            Self::Place(command) => crate::place::decide(world, ctx, command).into(),
            Self::Catalogue(command) => crate::catalogue::decide(world, ctx, command).into(),
            Self::Person(command) => person::decide(world, ctx, command).into(),
            Self::Order(command) => order::decide(world, ctx, command).into(),
            Self::Duty(command) => duty::decide(world, ctx, command).into(),
            Self::Feedback(command) => feedback::decide(world, ctx, command).into(),
        }
    }
}

impl Fact {
    /// The entity it creates, if it creates one.
    pub fn create(&self) -> Option<Entity> {
        match self {
            Self::Place(PlaceFact::Defined(community)) => Some(Entity::Community(Box::new(community.clone()))),
            Self::Catalogue(CatalogueFact::Defined(item)) => Some(Entity::Item(Box::new(item.clone()))),
            Self::Person(fact) => person::create(fact).map(|p| Entity::Person(Box::new(p))),
            Self::Order(fact) => order::create(fact).map(|o| Entity::Order(Box::new(o))),
            Self::Duty(fact) => duty::create(fact).map(|d| Entity::Duty(Box::new(d))),
            Self::Feedback(fact) => feedback::create(fact).map(|f| Entity::Feedback(Box::new(f))),
        }
    }

    /// Drops personal fields, for the log.
    pub fn strip(&mut self) {
        match self {
            Self::Order(fact) => fact.strip(),
            Self::Person(PersonFact::Registered(person)) => {
                person.take_personal();
            }
            Self::Person(PersonFact::ProxyAllowed(proxy)) => proxy.relation.clear(),
            Self::Person(PersonFact::Corrected { profile, .. }) => *profile = Profile::default(),
            Self::Feedback(FeedbackFact::Written(feedback)) => feedback.text = Seen::hidden(),
            Self::Feedback(FeedbackFact::Answered { text, .. }) => *text = Seen::hidden(),
            Self::Place(_) | Self::Catalogue(_) | Self::Person(_) | Self::Duty(_) => {}
        }
    }
}

impl Entity {
    /// Its key.
    pub fn key(&self) -> Key {
        match self {
            Self::Community(community) => Key::community(&community.id),
            Self::Item(item) => Key::item(&item.code),
            Self::Person(person) => Key::person(person.id),
            Self::Order(order) => Key::order(order.id),
            Self::Duty(duty) => Key::duty(duty.id),
            Self::Feedback(feedback) => Key::feedback(feedback.id),
        }
    }

    /// Applies a fact of its own kind; a fact of another kind changes nothing.
    pub fn apply(&mut self, fact: &Fact) {
        match (self, fact) {
            (Self::Community(community), Fact::Place(PlaceFact::Defined(new))) => **community = new.clone(),
            (Self::Item(item), Fact::Catalogue(CatalogueFact::Defined(new))) => **item = new.clone(),
            (Self::Person(person), Fact::Person(fact)) => person::apply(person, fact),
            (Self::Order(order), Fact::Order(fact)) => order::apply(order, fact),
            (Self::Duty(duty), Fact::Duty(fact)) => duty::apply(duty, fact),
            (Self::Feedback(feedback), Fact::Feedback(fact)) => feedback::apply(feedback, fact),
            _ => {}
        }
    }

    /// What `actor` may see of it; `None` when not even that it exists.
    pub fn view(&self, actor: &Actor) -> Option<Self> {
        Some(match self {
            Self::Community(_) | Self::Item(_) => self.clone(),
            Self::Person(person) => Self::Person(Box::new(person::view(person, actor)?)),
            Self::Order(order) => Self::Order(Box::new(order::view(order, actor)?)),
            Self::Duty(duty) => Self::Duty(Box::new(duty::view(duty, actor)?)),
            Self::Feedback(feedback) => Self::Feedback(Box::new(feedback::view(feedback, actor)?)),
        })
    }

    /// The scopes it is indexed under.
    pub fn audience(&self) -> BTreeSet<Scope> {
        match self {
            Self::Community(_) | Self::Item(_) => BTreeSet::from([Scope::Everyone]),
            Self::Person(person) => person::audience(person),
            Self::Order(order) => order::audience(order),
            Self::Duty(duty) => duty::audience(duty),
            Self::Feedback(feedback) => feedback::audience(feedback),
        }
    }

    /// The addresses of the bytes that it names: whoever may not see a name may not have the bytes, and bytes that nothing names
    /// any more are gone.
    pub fn blobs(&self) -> Vec<Sha256> {
        match self {
            Self::Order(order) => order
                .attachments
                .get()
                .map(order::Attachments::blobs)
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// When its next timer is due.
    pub fn next_timer(&self) -> Option<Instant> {
        match self {
            Self::Order(order) => order::timers(order).into_iter().map(|(_, at)| at).min(),
            _ => None,
        }
    }

    /// What its most overdue timer does at `now`; none when nothing is due. `hours` are those of its community.
    pub fn fire(&self, now: Instant, hours: &dyn WorkingCalendar) -> Option<Fact> {
        match self {
            Self::Order(order) => order::fire(order, now, hours).map(Fact::Order),
            _ => None,
        }
    }

    /// Takes the erasable part out, if it has one.
    pub fn take_personal(&mut self) -> Option<Personal> {
        match self {
            Self::Person(person) => Some(Personal::Person(person.take_personal())),
            Self::Order(order) => Some(Personal::Order(Box::new(order.take_personal()))),
            Self::Feedback(f) => Some(Personal::Feedback(
                core::mem::take(&mut f.text),
                core::mem::take(&mut f.answer),
            )),
            Self::Community(_) | Self::Item(_) | Self::Duty(_) => None,
        }
    }

    /// Puts the erasable part back; a part of another kind changes nothing.
    pub fn put_personal(&mut self, personal: Personal) {
        match (self, personal) {
            (Self::Person(person), Personal::Person(profile)) => person.put_personal(profile),
            (Self::Order(order), Personal::Order(part)) => order.put_personal(*part),
            (Self::Feedback(feedback), Personal::Feedback(text, answer)) => {
                feedback.text = text;
                feedback.answer = answer;
            }
            _ => {}
        }
    }
}
