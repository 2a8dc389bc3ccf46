//! What moved under some scopes after a sequence: a walk along the index, scope by scope, that reads about as many lines as it
//! returns, however long the history is.

use std::collections::BTreeMap;

use doorstep_authority::{Changed, Result, StoreError};
use rusqlite::{Connection, params};

use crate::{error::Told as _, look, standing::Standing};

/// The lines of one scope in order: what stands there, and what left it. Each half is one range of the primary key.
pub(crate) const LINES: &str = "SELECT seq, entity, 1 FROM audience WHERE scope = ?1 AND present = 1 AND seq > ?2
     UNION ALL
     SELECT seq, entity, 0 FROM audience WHERE scope = ?1 AND present = 0 AND seq > ?3
     ORDER BY 1 LIMIT ?4";

/// Lines read at once from each scope beyond the page asked for, so that a page rarely needs a second look.
const SPARE: usize = 16;

/// See `ReadTxn::changed`. `scopes` are numbers of scopes of one partition.
pub(crate) fn changed(
    db: &Connection,
    scopes: &[i64],
    after: u64,
    live_until: u64,
    limit: usize,
) -> Result<Vec<Changed>> {
    let limit = limit.max(1);
    let (mut from, mut step) = (after, limit.saturating_add(SPARE));
    let mut found: Vec<Changed> = Vec::new();
    loop {
        // Everything at or below `upto` was read; beyond it some scope may hold more than was read.
        let (lines, upto) = read(db, scopes, from, live_until, step)?;
        if upto == Some(from) {
            // One sequence holds more lines of a scope than were read.
            step = step.saturating_mul(2);
            continue;
        }
        let upto_seq = upto.unwrap_or(u64::MAX);
        let mut page = Vec::new();
        for (entity, (seq, present)) in lines {
            // What stands somewhere stands there since its last change. What left may have moved again, further along.
            if seq <= upto_seq && (present || upto.is_none() || last_move(db, entity, scopes, live_until)? == seq) {
                let key = look::key(db, entity)?;
                page.push(Changed { key, seq });
            }
        }
        page.sort_by(|a, b| (a.seq, &a.key).cmp(&(b.seq, &b.key)));
        found.append(&mut page);
        if let Some(cut) = found.get(limit - 1).map(|line| line.seq) {
            found.retain(|line| line.seq <= cut);
            return Ok(found);
        }
        match upto {
            None => return Ok(found),
            Some(upto) => from = upto,
        }
    }
}

/// The last sequence of each entity among the next lines of each scope, and up to where those are all; none when there is no
/// more.
type Read = (BTreeMap<i64, (u64, bool)>, Option<u64>);

fn read(db: &Connection, scopes: &[i64], from: u64, live_until: u64, step: usize) -> Result<Read> {
    let mut query = db.prepare_cached(LINES).told()?;
    let mut last: BTreeMap<i64, (u64, bool)> = BTreeMap::new();
    let mut upto = None;
    for scope in scopes {
        let limit = i64::try_from(step).unwrap_or(i64::MAX);
        let mut rows = query.query(params![scope, from, from.max(live_until), limit]).told()?;
        let (mut count, mut end) = (0, from);
        while let Some(row) = rows.next().told()? {
            let (seq, entity, present): (u64, i64, bool) = (row.get(0).told()?, row.get(1).told()?, row.get(2).told()?);
            let known = last.entry(entity).or_insert((seq, present));
            *known = (*known).max((seq, present));
            (count, end) = (count + 1, seq);
        }
        if count == step {
            // The last sequence read may go on.
            let whole = end.saturating_sub(1).max(from);
            upto = Some(upto.map_or(whole, |least: u64| least.min(whole)));
        }
    }
    Ok((last, upto))
}

fn last_move(db: &Connection, entity: i64, scopes: &[i64], live_until: u64) -> Result<u64> {
    let mut query = db
        .prepare_cached("SELECT seq, audience FROM entity WHERE id = ?1")
        .told()?;
    let mut rows = query.query([entity]).told()?;
    let Some(row) = rows.next().told()? else {
        return Err(StoreError::Corrupt(
            "the index names an entity that is not there".to_owned(),
        ));
    };
    let bytes: Option<Vec<u8>> = row.get(1).told()?;
    let standing = Standing::parse(&bytes.unwrap_or_default())?;
    Ok(standing.last_move(row.get(0).told()?, scopes, live_until))
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::schema;

    /// How SQLite would go about `sql`, a line a step.
    fn plan(db: &Connection, sql: &str) -> Vec<String> {
        let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        // A parameter that is not bound is NULL, which does not change the plan.
        let steps = explain.raw_query().mapped(|row| row.get(3));
        steps.collect::<rusqlite::Result<_>>().unwrap()
    }

    #[test]
    fn everything_a_pull_asks_is_an_index_search() {
        let mut db = Connection::open_in_memory().unwrap();
        schema::migrate(&mut db).unwrap();
        for (sql, index) in [
            (look::PARTITION, "sqlite_autoindex_partition_1 (name=?)"),
            (look::REACHED, "sqlite_autoindex_scope_1 (name=?)"),
            (look::SCOPE, "sqlite_autoindex_scope_1 (name=? AND partition=?)"),
            (LINES, "PRIMARY KEY (scope=? AND present=? AND seq>?)"),
            (
                look::ENTITY,
                "sqlite_autoindex_entity_1 (partition=? AND kind=? AND key=?)",
            ),
            (look::PERSONAL, "PRIMARY KEY (entity=?)"),
            (look::UNDER, "PRIMARY KEY (scope=? AND present=?)"),
            (look::DUE, "due_at (at<?)"),
        ] {
            let steps = plan(&db, sql);
            let text = steps.join("; ");
            assert!(
                steps.iter().any(|s| s.starts_with("SEARCH") && s.contains(index)),
                "{sql}: {text}"
            );
            assert!(!text.contains("SCAN"), "{sql}: {text}");
        }
        let steps = plan(&db, LINES).join("; ");
        assert!(
            !steps.contains("TEMP B-TREE"),
            "the two halves are merged, not sorted: {steps}"
        );
    }
}
