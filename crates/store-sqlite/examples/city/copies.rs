//! The others of a city: copies of two real orders and of a real person, each under ids of its own.

use doorstep_authority::{Instant, Key, PersonId, Result, Storage as _, StoreError, StoredEntity, Txn};
use doorstep_domain::OrderId;
use doorstep_store_sqlite::SqliteStore;

use crate::{
    Outcome, cancel,
    town::{NEIGHBOUR, RESIDENT, Town, partition, yy},
};

/// Communities of the city. The first is that of those who ask: its desk reads this share of everything.
const COMMUNITIES: u64 = 20;
/// Orders of one person.
const EACH: u64 = 10;
/// One order of so many ended within the last thirty days.
const LATELY: u64 = 10;
/// Orders put in one transaction.
const AT_ONCE: u64 = 2_000;

/// What is copied.
#[derive(Clone)]
pub(crate) struct Copies {
    order: OrderId,
    open: StoredEntity,
    ended: StoredEntity,
    person: StoredEntity,
    at: Instant,
}

impl Copies {
    /// Makes the originals, through the rules.
    pub(crate) fn of(town: &mut Town<SqliteStore>) -> Outcome<Self> {
        let order = town.place("B01");
        let open = stored(town, &partition(&yy()), &Key::order(order))?;
        cancel(town, order);
        Ok(Self {
            order,
            open,
            ended: stored(town, &partition(&yy()), &Key::order(order))?,
            person: stored(town, "city", &Key::person(NEIGHBOUR))?,
            at: town.now,
        })
    }

    /// Puts so many orders, and those whose they are.
    pub(crate) fn fill(&self, store: &SqliteStore, orders: u64) -> Outcome {
        for from in (0..orders).step_by(usize::try_from(AT_ONCE)?) {
            let this = self.clone();
            store.write("city", move |txn| {
                (from..orders.min(from + AT_ONCE)).try_for_each(|nth| this.put(txn, nth))
            })?;
        }
        Ok(())
    }

    fn put(&self, txn: &mut dyn Txn, nth: u64) -> Result<()> {
        let owner = PersonId::from_bits((1 << 96) + u128::from(nth / EACH));
        if nth.is_multiple_of(EACH) {
            let person = changed(&self.person, &[(&NEIGHBOUR.to_string(), &owner.to_string())]);
            let seq = txn.advance("city", self.at)?;
            txn.put_entity("city", seq, self.at, &Key::person(owner), &person)?;
        }
        let order = OrderId::from_bits((1 << 100) + u128::from(nth));
        let community = match nth / EACH % COMMUNITIES {
            0 => yy(),
            other => format!("c{other:02}").as_str().into(),
        };
        let partition = partition(&community);
        let words = [
            (self.order.to_string(), order.to_string()),
            (RESIDENT.to_string(), owner.to_string()),
            ("\"yy\"".to_owned(), format!("\"{}\"", community.as_str())),
            (":yy".to_owned(), format!(":{}", community.as_str())),
        ];
        let words: Vec<(&str, &str)> = words.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
        // What an older order left behind in the pool was swept after thirty days.
        let swept = !nth.is_multiple_of(LATELY);
        for one in [&self.open, &self.ended].into_iter().skip(usize::from(swept)) {
            let seq = txn.advance(&partition, self.at)?;
            txn.put_entity(&partition, seq, self.at, &Key::order(order), &changed(one, &words))?;
        }
        Ok(())
    }
}

fn stored(town: &Town<SqliteStore>, partition: &str, key: &Key) -> Result<StoredEntity> {
    let found = town.authority.store().read(|txn| txn.entity(partition, key))?;
    found.ok_or_else(|| StoreError::Other("the original is not there".to_owned()))
}

/// The same with other words in everything that is text.
fn changed(entity: &StoredEntity, words: &[(&str, &str)]) -> StoredEntity {
    let say = |text: &str| {
        words
            .iter()
            .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
    };
    StoredEntity {
        version: entity.version,
        body: say(&entity.body),
        personal: entity
            .personal
            .iter()
            .map(|(field, body)| (field.clone(), say(body)))
            .collect(),
        scopes: entity.scopes.iter().map(|scope| say(scope)).collect(),
    }
}
