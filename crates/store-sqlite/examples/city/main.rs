//! What a pull costs in a city of 10³, 10⁴, 10⁵ and 10⁶ orders, over the store that ships and the real authority. Prints one JSON
//! object a line, `{"asks", "who", "orders", "rows", "us": [..]}`, for `tests/e2e/bench/pulls.mjs`; `cargo xtask bench` makes
//! ratios of them. No test: a missed goal fails nothing.
//!
//! The people who are measured, and everything that is theirs, went through the rules. The rest of the city did not: a million
//! orders through them take most of an hour, and a pull reads neither the log of facts nor the answers that this leaves. The others'
//! orders are copies of a real one (open, then cancelled) under ids of their own, put through `Txn::put_entity` in large
//! transactions, each change under a sequence of its own. So the rows, the audience index and what is left in it of the pool are
//! as they would be.
//!
//! The cities are files of their own, measured by turns: whatever disturbs the machine disturbs all of them.

mod copies;
#[path = "../../../authority/tests/laws/town.rs"]
#[allow(dead_code, reason = "the laws act more in it than is measured here")]
mod town;

use std::{error::Error, io::Write as _, time::Instant};

use copies::Copies;
use doorstep_authority::{Authority, PersonId};
use doorstep_domain::{
    OrderId,
    order::{Act, Why},
};
use doorstep_protocol::{PullReply, PullRequest, version::SCHEMA};
use doorstep_store_sqlite::SqliteStore;
use serde_json::json;
use tempfile::TempDir;
use town::{RESIDENT, STAFF, Town};

/// Orders of others in each city; the first is what the rest are compared with.
const SIZES: [u64; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Changed orders of whoever asks.
const MINE: u64 = 20;
/// Pulls of each kind in each city.
const ROUNDS: usize = 200;
/// Pulls before the first that counts: pages and statements are in memory then, as on a server that runs.
const WARM: usize = 20;

/// Who asks.
const ASKERS: [(&str, PersonId); 2] = [("resident", RESIDENT), ("desk", STAFF)];

/// Any error ends it.
type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A question: by whom, and from which cursor.
struct Ask {
    asks: &'static str,
    who: &'static str,
    person: PersonId,
    cursor: String,
    rows: usize,
    us: Vec<f64>,
}

struct City {
    orders: u64,
    town: Town<SqliteStore>,
    asks: Vec<Ask>,
    _folder: TempDir,
}

fn main() -> Outcome {
    let mut cities = Vec::new();
    for orders in SIZES {
        eprintln!("a city of {orders} orders");
        cities.push(City::with(orders)?);
    }
    for round in 0..WARM + ROUNDS {
        for city in &mut cities {
            city.round(round >= WARM)?;
        }
    }
    let mut out = std::io::stdout().lock();
    for city in &cities {
        for ask in &city.asks {
            let line = json!({
                "asks": ask.asks, "who": ask.who, "orders": city.orders, "rows": ask.rows, "us": ask.us,
            });
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

impl City {
    fn with(orders: u64) -> Outcome<Self> {
        let folder = TempDir::new()?;
        let mut town = Town::new(SqliteStore::open(folder.path().join("store.sqlite"))?);
        let before = cursors(&town)?;
        Copies::of(&mut town)?.fill(town.authority.store(), orders)?;
        let filled = cursors(&town)?;
        for _ in 0..MINE {
            let order = town.place("B01");
            cancel(&mut town, order);
        }
        let now = cursors(&town)?;
        // What the server does beside its work, all the time.
        town.authority.store().checkpoint()?;
        let mut city = Self {
            orders,
            town,
            asks: Vec::new(),
            _folder: folder,
        };
        for (at, (who, person)) in ASKERS.into_iter().enumerate() {
            city.ask("nothing new", who, person, &now[at])?;
            city.ask("20 rows new", who, person, &filled[at])?;
        }
        // Everything in the city has changed since, and twenty orders of it are theirs.
        city.ask("20 rows new, all others too", "resident", RESIDENT, &before[0])?;
        Ok(city)
    }

    fn ask(&mut self, asks: &'static str, who: &'static str, person: PersonId, cursor: &str) -> Outcome {
        let reply = pull(&self.town.authority, self.town.now, person, Some(cursor))?;
        let fits = !reply.more && !reply.reset && (asks == "nothing new") == reply.rows.is_empty();
        if !fits || reply.rows.len() > 2 * usize::try_from(MINE)? {
            return Err(format!("{who}, {asks}: {} rows, reset {}", reply.rows.len(), reply.reset).into());
        }
        self.asks.push(Ask {
            asks,
            who,
            person,
            cursor: cursor.to_owned(),
            rows: reply.rows.len(),
            us: Vec::new(),
        });
        Ok(())
    }

    fn round(&mut self, counts: bool) -> Outcome {
        for ask in &mut self.asks {
            let begun = Instant::now();
            let reply = pull(&self.town.authority, self.town.now, ask.person, Some(&ask.cursor))?;
            let us = begun.elapsed().as_secs_f64() * 1e6;
            if reply.rows.len() != ask.rows {
                return Err("the same question was answered otherwise".into());
            }
            if counts {
                ask.us.push(us);
            }
        }
        Ok(())
    }
}

fn cancel(town: &mut Town<SqliteStore>, order: OrderId) {
    let cancel = Act::Cancel {
        why: Why::NoLongerNeeded,
        text: String::new(),
    };
    let outcome = town.act(RESIDENT, order, cancel);
    assert_eq!(outcome.word(), "applied", "{outcome:?}");
}

/// One page.
fn pull(
    authority: &Authority<SqliteStore>,
    now: doorstep_authority::Instant,
    actor: PersonId,
    cursor: Option<&str>,
) -> Outcome<PullReply> {
    let request = PullRequest {
        schema: SCHEMA,
        actor,
        cursor: cursor.map(str::to_owned),
        limit: 500,
        lease: None,
    };
    Ok(authority.pull(actor, &request, now)?)
}

/// Where everybody who asks stands when they have everything.
fn cursors(town: &Town<SqliteStore>) -> Outcome<Vec<String>> {
    let end = |person| -> Outcome<String> {
        let mut cursor: Option<String> = None;
        loop {
            let reply = pull(&town.authority, town.now, person, cursor.as_deref())?;
            if !reply.more {
                return Ok(reply.cursor);
            }
            cursor = Some(reply.cursor);
        }
    };
    ASKERS.into_iter().map(|(_, person)| end(person)).collect()
}
