//! What a decision may look at. The server knows everything it is asked for; a phone knows what it was shown, and says so.

use crate::{
    actor::Actor,
    catalogue::Item,
    duty::Duty,
    entity::{Entity, Fact, Key},
    feedback::Feedback,
    ids::{CommunityId, DutyId, FeedbackId, ItemCode, OrderId, PersonId},
    order::Order,
    person::Person,
    place::Community,
    reason::{Code, Reason},
    time::{Day, Instant, Slot},
};

/// The answer to a look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<T> {
    /// It is this, as far as the asker may see.
    Known(T),
    /// It may or may not exist: the asker can't know.
    Hidden,
    /// It does not exist.
    Absent,
}

impl<T> Lookup<T> {
    /// The value; a refusal when it is absent, undetermined when it is hidden.
    pub fn required(self) -> Result<T, Stop> {
        match self {
            Self::Known(value) => Ok(value),
            Self::Hidden => Err(Stop::Undetermined),
            Self::Absent => Err(Stop::Rejected(Code::NotFound.into())),
        }
    }
}

/// What a person who serves has on their hands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// The orders held and not ended, with the time each occupies.
    pub held: Vec<(OrderId, Slot)>,
}

/// One thing that deciding a command reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// An entity.
    Entity(Key),
    /// The load of a person within a community.
    Load(CommunityId, PersonId),
    /// The orders of a resident that have not ended.
    OpenOrdersOf(CommunityId, PersonId),
    /// The duty a person is checked in to.
    OpenDutyOf(PersonId),
}

/// The kind asked for; a key never names an entity of another kind.
macro_rules! pick {
    ($kind:ident, $found:expr) => {
        match $found {
            Lookup::Known(Entity::$kind(inner)) => Lookup::Known(&**inner),
            Lookup::Hidden => Lookup::Hidden,
            Lookup::Known(_) | Lookup::Absent => Lookup::Absent,
        }
    };
}

/// The look-ups of a decision. An implementation answers from what it may see at one moment.
pub trait World {
    /// Whether this is the server's whole truth. What only the server may judge (who was first, whether a code is right)
    /// stays undetermined everywhere else.
    fn is_authority(&self) -> bool;
    /// An entity of any kind. The look-ups below are this one, with the kind taken apart.
    fn entity(&self, key: &Key) -> Lookup<&Entity>;
    /// What `person` holds in `community`.
    fn load(&self, community: &CommunityId, person: PersonId) -> Lookup<Load>;
    /// Orders of `resident` in `community` that have not ended: id, item and day.
    fn open_orders_of(&self, community: &CommunityId, resident: PersonId) -> Lookup<Vec<(OrderId, ItemCode, Day)>>;
    /// The duty `person` is checked in to and not out of.
    fn open_duty_of(&self, person: PersonId) -> Lookup<Option<DutyId>>;

    /// An order.
    fn order(&self, id: OrderId) -> Lookup<&Order> {
        pick!(Order, self.entity(&Key::order(id)))
    }

    /// A person.
    fn person(&self, id: PersonId) -> Lookup<&Person> {
        pick!(Person, self.entity(&Key::person(id)))
    }

    /// A catalogue item.
    fn item(&self, code: &ItemCode) -> Lookup<&Item> {
        pick!(Item, self.entity(&Key::item(code)))
    }

    /// A community.
    fn community(&self, id: &CommunityId) -> Lookup<&Community> {
        pick!(Community, self.entity(&Key::community(id)))
    }

    /// A stay at a station.
    fn duty(&self, id: DutyId) -> Lookup<&Duty> {
        pick!(Duty, self.entity(&Key::duty(id)))
    }

    /// A remark of 投诉建议.
    fn feedback(&self, id: FeedbackId) -> Lookup<&Feedback> {
        pick!(Feedback, self.entity(&Key::feedback(id)))
    }
}

/// Who asks, and when.
#[derive(Clone, Copy, Debug)]
pub struct Ctx<'a> {
    /// The person who asks.
    pub actor: &'a Actor,
    /// The moment of judgement: the server's clock, or the phone's best estimate of it.
    pub now: Instant,
    /// When the person says they did it: the device's clock, corrected by the skew it measured. A claim, kept beside `now`.
    pub claimed: Option<Instant>,
}

impl Ctx<'_> {
    /// How long ago the person did it, by their own claim; never negative.
    pub fn age(&self) -> i64 {
        self.claimed.map_or(0, |at| self.now.since(at)).max(0)
    }
}

/// The outcome of deciding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It happened: these facts, each on its entity, all in one transaction.
    Facts(Vec<(Key, Fact)>),
    /// It can't happen.
    Rejected(Reason),
    /// It can't happen, but something is recorded all the same: a place in the queue, or evidence.
    Instead(Reason, Vec<(Key, Fact)>),
    /// Only the server can say; until then it is an intent (登记意向).
    Undetermined,
}

/// Why a decision ended early; lets `decide` use `?`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// See [`Decision::Rejected`].
    Rejected(Reason),
    /// See [`Decision::Instead`].
    Instead(Reason, Vec<(Key, Fact)>),
    /// See [`Decision::Undetermined`].
    Undetermined,
}

impl From<Reason> for Stop {
    fn from(reason: Reason) -> Self {
        Self::Rejected(reason)
    }
}

impl From<Code> for Stop {
    fn from(code: Code) -> Self {
        Self::Rejected(code.into())
    }
}

impl From<Result<Vec<(Key, Fact)>, Stop>> for Decision {
    fn from(result: Result<Vec<(Key, Fact)>, Stop>) -> Self {
        match result {
            Ok(facts) => Self::Facts(facts),
            Err(Stop::Rejected(reason)) => Self::Rejected(reason),
            Err(Stop::Instead(reason, facts)) => Self::Instead(reason, facts),
            Err(Stop::Undetermined) => Self::Undetermined,
        }
    }
}

/// Stops with `code` unless `condition` holds.
///
/// # Errors
/// [`Stop::Rejected`] with `code`.
pub fn ensure(condition: bool, code: Code) -> Result<(), Stop> {
    if condition { Ok(()) } else { Err(code.into()) }
}
