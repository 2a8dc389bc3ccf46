//! A client that keeps a book of what it was told: every command it made and the receipt it saw. What is in the book must be on the
//! server once, with that receipt, whatever happened in between.

use std::{collections::BTreeMap, net::TcpStream, path::Path};

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::running::{RESIDENT, Running, pull, try_read, try_request};

/// Most commands of one push.
const BATCH: usize = 50;

/// One client of the resident.
#[derive(Debug)]
pub(crate) struct Notebook {
    name: u32,
    cookie: String,
    number: u64,
    /// Receipts by number.
    told: BTreeMap<u64, Value>,
}

/// What became of one try.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Judged; the receipt is in the book.
    Done,
    /// Refused as a whole, with this status and head.
    Refused(u16, String),
    /// The connection ended first: it may have happened or not.
    Nothing,
}

impl Notebook {
    pub(crate) fn new(name: u32, cookie: &str) -> Self {
        Self {
            name,
            cookie: cookie.to_owned(),
            number: 1,
            told: BTreeMap::new(),
        }
    }

    fn id(&self, kind: u32, number: u64) -> String {
        format!("{kind:08x}-0000-7000-8000-{:04x}{number:08x}", self.name)
    }

    /// The remark with this number, always the same.
    fn entry(&self, number: u64) -> Value {
        let remark = json!({ "feedback": self.id(0xfe, number), "community": "yy", "text": format!("第{number}条") });
        json!({
            "schema": 1, "version": 1, "actor": RESIDENT, "client": self.id(0xc1, 0), "number": number,
            "command_id": self.id(0xc0, number), "device_time": 1_795_399_200_000_i64,
            "body": { "feedback": { "write": remark } },
        })
    }

    fn push(&self, port: u16, entries: &[Value]) -> Option<(u16, String, Value)> {
        let stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        let body = json!({ "actor": RESIDENT, "entries": entries });
        let mut stream = try_request(stream, "POST", "/api/push", &self.cookie, &body).ok()?;
        try_read(&mut stream)
    }

    /// Sends the command whose turn it is; once it is in the book, the next one has its turn.
    pub(crate) fn send(&mut self, port: u16) -> Told {
        let Some((status, head, reply)) = self.push(port, &[self.entry(self.number)]) else {
            return Told::Nothing;
        };
        if status != 200 {
            return Told::Refused(status, head);
        }
        self.told.insert(self.number, receipt(&reply["results"][0]).clone());
        self.number += 1;
        Told::Done
    }

    /// How many commands are in the book.
    pub(crate) fn len(&self) -> usize {
        self.told.len()
    }

    /// Asks about everything in the book once more: each was judged before, and the receipt is the one that was seen.
    pub(crate) fn check(&self, server: &Running) {
        let told: Vec<_> = self.told.iter().collect();
        for part in told.chunks(BATCH) {
            let entries: Vec<_> = part.iter().map(|(number, _)| self.entry(**number)).collect();
            let (status, _, reply) = self.push(server.port, &entries).expect("an answer");
            assert_eq!(status, 200, "{reply}");
            let results = reply["results"].as_array().unwrap();
            assert_eq!(results.len(), part.len());
            for (result, (number, seen)) in results.iter().zip(part) {
                assert_eq!(result["outcome"], "already", "{} {number}", self.name);
                assert_eq!(receipt(result), *seen, "{} {number}", self.name);
            }
        }
    }
}

/// The receipt of an answer that says it happened, now or before.
fn receipt(result: &Value) -> &Value {
    let said = if result["outcome"] == "already" {
        &result["first"]
    } else {
        result
    };
    assert_eq!(said["outcome"], "applied", "{result}");
    &said["receipt"]
}

/// Every remark that the resident is shown, in the order of their ids.
pub(crate) fn remarks(server: &Running, cookie: &str) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut cursor = Value::Null;
    loop {
        let mut ask = pull(RESIDENT);
        if !cursor.is_null() {
            ask["cursor"] = cursor;
        }
        let (status, _, page) = server.call("POST", "/api/pull", cookie, &ask);
        assert_eq!(status, 200, "{page}");
        let rows = page["rows"].as_array().unwrap().iter();
        let keys = rows.map(|row| &row["key"]).filter(|key| key["kind"] == "feedback");
        remarks.extend(keys.map(|key| key["id"].as_str().unwrap().to_owned()));
        if page["more"] != true {
            remarks.sort();
            return remarks;
        }
        cursor = page["cursor"].clone();
    }
}

/// The remarks that these books know of, in the order of their ids.
pub(crate) fn known(books: &[Notebook]) -> Vec<String> {
    let all = books
        .iter()
        .flat_map(|book| book.told.keys().map(|number| book.id(0xfe, *number)));
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}

/// The file is sound. The server must not run.
pub(crate) fn sound(data: &Path) {
    let db = Connection::open(data.join("doorstep.sqlite")).unwrap();
    for (check, good) in [("integrity_check", 1), ("foreign_key_check", 0)] {
        let mut asked = db.prepare(&format!("PRAGMA {check}")).unwrap();
        let rows = asked.query_map([], |row| row.get::<_, String>(0)).unwrap();
        let said: Vec<_> = rows.map(Result::unwrap).collect();
        assert_eq!(said.len(), good, "{said:?}");
        assert!(said.iter().all(|line| line == "ok"), "{said:?}");
    }
}
