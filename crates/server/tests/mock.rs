//! The static mock of the sync backend in `tests/mock`: what the real server says to the demo's people, recorded here and held
//! against it at every run. `cargo xtask mock` sets `DOORSTEP_MOCK` and so writes the files anew.
//!
//! The mock moves the recorded times to the present by a rule that is checked here too.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod common;
mod recorder;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use common::NOON;
use doorstep_domain::time::DAY;
use recorder::files;
use serde_json::Value;

/// From here up, an integer in the recording is a moment; nothing else there is so large.
const MOMENTS: i64 = 1_000_000_000_000;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/mock")
}

fn recorded() -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn the_mock_says_what_the_server_says() {
    let files = files(NOON).await;
    if std::env::var_os("DOORSTEP_MOCK").is_some() {
        for name in recorded().keys().filter(|name| !files.contains_key(*name)) {
            fs::remove_file(folder().join(name)).unwrap();
        }
        for (name, text) in &files {
            fs::write(folder().join(name), text).unwrap();
        }
    }
    let recorded = recorded();
    let differ = |name: &&String| recorded.get(*name) != files.get(*name);
    let all: BTreeSet<_> = recorded.keys().chain(files.keys()).collect();
    let drifted: Vec<_> = all.into_iter().filter(differ).collect();
    assert!(
        drifted.is_empty(),
        "run `cargo xtask mock` and look at what changed in tests/mock: {drifted:?}"
    );
}

/// The rule by which `tests/mock/backend.mjs` moves what was recorded to other days.
fn moved(value: &mut Value, days: i64) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|one| moved(one, days)),
        Value::Object(fields) => {
            for (name, one) in fields {
                match one.as_i64() {
                    Some(day) if name == "day" => *one = (day + days).into(),
                    _ => moved(one, days),
                }
            }
        }
        Value::Number(number) => {
            if let Some(moment) = number.as_i64().filter(|number| *number >= MOMENTS) {
                *value = (moment + days * DAY).into();
            }
        }
        _ => {}
    }
}

/// Signatures and cursors name the moment in ways of their own; nothing on the phone looks into them.
fn without_seals(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(without_seals),
        Value::Object(fields) => {
            for (name, one) in fields {
                if ["mac", "cursor", "after"].contains(&name.as_str()) && one.is_string() {
                    *one = Value::Null;
                }
                without_seals(one);
            }
        }
        _ => {}
    }
}

#[tokio::test]
async fn moving_the_days_is_all_it_takes_to_bring_the_mock_to_another_week() {
    let week = 7;
    let later = files(NOON.plus(week * DAY)).await;
    for (name, text) in files(NOON).await {
        let mut here: Value = serde_json::from_str(&text).unwrap();
        let mut there: Value = serde_json::from_str(&later[&name]).unwrap();
        moved(&mut here, week);
        for value in [&mut here, &mut there] {
            without_seals(value);
        }
        assert!(
            here == there,
            "{name} holds a time that the mock does not move, or moves what is none"
        );
    }
}
