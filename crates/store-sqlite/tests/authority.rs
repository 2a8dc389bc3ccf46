//! The laws of the authority over SQLite, and what they leave in its file.

mod kept;
#[path = "../../authority/tests/laws/mod.rs"]
mod laws;

use doorstep_authority::Storage as _;
use doorstep_domain::person::Consent;
use kept::Kept;
use laws::{
    authority_laws,
    consent::with_note,
    town::{DOOR, HEALTH, NAME, NOTE, RESIDENT, consent},
};

authority_laws!(Kept::new, oracle: 3);

#[test]
fn a_withdrawn_consent_leaves_no_bytes_of_the_note() {
    let (mut town, ..) = with_note(Kept::new());
    let store = std::sync::Arc::clone(town.authority.store());
    let hits = |word: &str| kept::hits(&store, word);
    store.store().checkpoint().expect("a checkpoint");
    for word in [NAME, DOOR, HEALTH, NOTE] {
        assert!(hits(word) > 0, "the file holds {word} as it is");
    }
    town.applied(RESIDENT, &consent(RESIDENT, Consent::Health, None));
    town.authority.run_due(town.now).expect("the ticker");
    store.store().checkpoint().expect("a checkpoint");
    assert_eq!(hits(HEALTH), 0);
    assert!(hits(NOTE) > 0, "only what the consent was for goes");
}

#[test]
fn personal_words_lie_in_their_own_table_only() {
    let (town, ..) = with_note(Kept::new());
    let store = town.authority.store();
    assert_eq!(store.read(|txn| Ok(txn.partitions()?.len())).expect("a read"), 2);
    let db = rusqlite::Connection::open(store.path()).expect("the file");
    let mut tables = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        .expect("the tables");
    let tables: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .expect("their names")
        .collect::<Result<_, _>>()
        .expect("their names");
    assert!(tables.len() > 9, "{tables:?}");
    for table in tables {
        let mut rows = db.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table");
        let columns = rows.column_count();
        let mut rows = rows.query([]).expect("its rows");
        let mut text = Vec::new();
        while let Some(row) = rows.next().expect("a row") {
            for column in 0..columns {
                match row.get_ref(column).expect("a column") {
                    rusqlite::types::ValueRef::Text(bytes) | rusqlite::types::ValueRef::Blob(bytes) => {
                        text.extend_from_slice(bytes);
                    }
                    _ => {}
                }
            }
        }
        for word in [NAME, DOOR, HEALTH, NOTE, "女儿"] {
            assert_eq!(kept::has(&text, word), table == "personal", "{word} in {table}");
        }
    }
}
