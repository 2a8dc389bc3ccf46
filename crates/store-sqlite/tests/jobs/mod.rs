//! Numbered jobs of several rows each, and a look at a file that says which of them are in it, whole.

use std::path::Path;

use doorstep_authority::{
    CommandId, Instant, Result, Storage as _, Txn,
    suite::sample::{YY, answer, change, fact, order},
};
use doorstep_store_sqlite::SqliteStore;
use rusqlite::Connection;

/// Everything that the job `number` writes.
pub(crate) fn write(txn: &mut dyn Txn, number: u64) -> Result<()> {
    let bits = u128::from(number);
    txn.put_answer(&answer(bits))?;
    let seq = change(txn, YY, 1, &order(bits), &["all", "desk:yy"])?;
    txn.log(YY, &fact(seq, 0, &order(bits), "written"))?;
    txn.set_due(YY, &order(bits), Some(Instant(1)))
}

/// The file is sound, every acknowledged job is there with all its rows, and no job is there in part. How many are there.
pub(crate) fn check<'a>(path: &Path, acknowledged: impl IntoIterator<Item = &'a u64>) -> u64 {
    let store = SqliteStore::open(path).expect("it opens again");
    let there = store
        .read(|txn| {
            let mut there = 0;
            for number in acknowledged {
                let bits = u128::from(*number);
                assert_eq!(txn.answer(CommandId::from_bits(bits))?, Some(answer(bits)), "{number}");
                assert!(txn.entity(YY, &order(bits))?.is_some(), "{number}");
                assert_eq!(txn.facts(YY, &order(bits))?.len(), 1, "{number}");
                there += 1;
            }
            let head = txn.head(YY)?.seq;
            assert!(head >= there, "{head} sequences for {there} acknowledged jobs");
            Ok(head)
        })
        .expect("reading");
    drop(store);
    let db = Connection::open(path).expect("the file");
    let sound: String = db
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a check");
    assert_eq!(sound, "ok");
    for table in ["answer", "entity", "fact", "due"] {
        let rows: u64 = db
            .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))
            .expect("a count");
        assert_eq!(rows, there, "rows of {table}");
    }
    let dangling: i64 = db
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
        .expect("a check");
    assert_eq!(dangling, 0);
    there
}
