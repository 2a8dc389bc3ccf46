//! `budget`: what a resident's first visit transfers, against limits that fail the build.
//!
//! Counted is everything that goes over the wire: what index.html names, the service worker, and all that the worker
//! keeps for a start without network, each with brotli 11 whatever the build used (a file is sent uncompressed when
//! that is smaller). Icons that the system fetches only when someone installs the app are not part of a first visit.

use crate::{
    compress::{self, Effort},
    failure::{Failure, Outcome},
    workshop::Workshop,
};
use std::{collections::BTreeSet, fs, path::Path};

/// First load of the resident's home as it must become; KB = 1000 bytes. Every run says how far it is from there.
const GOAL: usize = 250_000;
/// First load as it is: the gate that nothing may pass until the goal is reached.
/// It only ever goes down.
const FIRST_LOAD: usize = 365_000;
/// The bundle with every screen, which members and staff fetch once, beside the first load.
const ALL_SCREENS: usize = 480_000;
/// index.html with shell and first CSS: what fits into the first round trip of a connection.
const FIRST_PAGE: usize = 14_000;

struct Row {
    address: String,
    raw: usize,
    sent: usize,
}

pub(crate) fn run(workshop: &Workshop) -> Outcome {
    let rows = measure(&workshop.dist())?;
    let all = every_screen(&workshop.dist())?;
    println!("{:>9} {:>9}  file", "raw", "brotli");
    print(&rows);
    println!(
        "{:>9} {:>9}  first load, at most {FIRST_LOAD} for now",
        raw(&rows),
        sum(&rows)
    );
    if sum(&rows) > GOAL {
        println!("{:>9} {:>9}  over the goal of {GOAL}", "", sum(&rows) - GOAL);
    }
    println!();
    print(&all);
    println!(
        "{:>9} {:>9}  every screen, fetched once by members and staff, at most {ALL_SCREENS}",
        raw(&all),
        sum(&all)
    );
    judge(&rows, &all)
}

fn print(rows: &[Row]) {
    for row in rows {
        println!("{:>9} {:>9}  {}", row.raw, row.sent, row.address);
    }
}

fn raw(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.raw).sum()
}

fn sum(rows: &[Row]) -> usize {
    rows.iter().map(|row| row.sent).sum()
}

fn judge(rows: &[Row], all: &[Row]) -> Outcome {
    for (what, sum, limit) in [
        ("first load", sum(rows), FIRST_LOAD),
        ("bundle with every screen", sum(all), ALL_SCREENS),
    ] {
        if sum > limit {
            return Err(format!("the {what} is {sum} bytes, {} over its budget", sum - limit).into());
        }
    }
    let page = rows
        .iter()
        .find(|row| row.address == "/index.html")
        .map_or(0, |row| row.sent);
    if page > FIRST_PAGE {
        return Err(format!("index.html is {page} bytes, {} over its budget", page - FIRST_PAGE).into());
    }
    Ok(())
}

fn measure(dist: &Path) -> Outcome<Vec<Row>> {
    let read = |name: &str| {
        fs::read_to_string(dist.join(name)).map_err(|error| Failure::from(error).during(&format!("dist/{name}")))
    };
    let mut addresses: BTreeSet<String> = ["/index.html".to_owned(), "/sw.js".to_owned()].into();
    addresses.extend(named_in(&read("index.html")?));
    let kept = listed_in(&read("sw.js")?, "PRECACHE")?;
    if kept.is_empty() {
        return Err("dist/sw.js keeps nothing: the hook did not run".into());
    }
    addresses.extend(kept);
    weigh(dist, addresses)
}

/// The second bundle; nothing in a quick build.
fn every_screen(dist: &Path) -> Outcome<Vec<Row>> {
    weigh(dist, listed_in(&fs::read_to_string(dist.join("sw.js"))?, "ALL")?)
}

fn weigh(dist: &Path, addresses: impl IntoIterator<Item = String>) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for address in addresses {
        let path = dist.join(address.trim_start_matches('/'));
        let bytes = fs::read(&path).map_err(|error| Failure::from(error).during(&address))?;
        let sent = if compress::is_worth_it(&path) {
            compress::brotli(&bytes, Effort::Ship)?.len()
        } else {
            bytes.len()
        };
        rows.push(Row {
            address,
            raw: bytes.len(),
            sent: sent.min(bytes.len()),
        });
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.sent));
    Ok(rows)
}

/// Files of our own that the page names, except what only an installation fetches.
fn named_in(html: &str) -> Vec<String> {
    html.split('<')
        .filter_map(|tag| tag.split('>').next())
        .filter(|tag| !tag.contains("apple-touch-icon"))
        .flat_map(|tag| {
            ["href=\"", "src=\""]
                .into_iter()
                .filter_map(move |name| tag.split(name).nth(1))
        })
        .filter_map(|value| value.split('"').next())
        .filter(|value| value.starts_with('/') && Path::new(value).extension().is_some())
        .map(str::to_owned)
        .collect()
}

/// A list that the hook wrote into the worker.
fn listed_in(worker: &str, name: &str) -> Outcome<Vec<String>> {
    let list = worker
        .split_once(&format!("const {name} = "))
        .and_then(|(_, after)| after.split_once(';'))
        .map(|(list, _)| list)
        .ok_or_else(|| format!("dist/sw.js has no `const {name} = […];`"))?;
    Ok(match serde_json::from_str(list)? {
        serde_json::Value::Array(values) => values
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(address: &str, sent: usize) -> Row {
        Row {
            address: address.to_owned(),
            raw: sent,
            sent,
        }
    }

    #[test]
    fn the_limits_bind() {
        let rest = FIRST_LOAD - FIRST_PAGE;
        let all = [row("/all.wasm", ALL_SCREENS)];
        assert!(judge(&[row("/index.html", FIRST_PAGE), row("/a.wasm", rest)], &all).is_ok());
        assert!(judge(&[row("/index.html", FIRST_PAGE), row("/a.wasm", rest + 1)], &all).is_err());
        assert!(judge(&[row("/index.html", 14_001)], &all).is_err());
        assert!(judge(&[], &[row("/all.wasm", ALL_SCREENS + 1)]).is_err());
    }

    #[test]
    fn the_page_the_worker_and_all_it_keeps_are_counted_once() {
        let folder = tempfile::tempdir().unwrap();
        let html = r##"<link rel="icon" href="/icon.svg"><link rel="apple-touch-icon" href="/touch.png">
            <script type="module" src="/app.js"></script><a href="/orders">x</a><use href="#i"/>"##;
        for (name, text) in [
            ("index.html", html),
            ("icon.svg", "<svg/>"),
            ("app.js", "go()"),
            ("offline.html", "x"),
            (
                "sw.js",
                "const PRECACHE = [\"/index.html\",\"/app.js\",\"/offline.html\"];",
            ),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let mut addresses: Vec<_> = measure(folder.path())
            .unwrap()
            .into_iter()
            .map(|row| row.address)
            .collect();
        addresses.sort();
        assert_eq!(
            addresses,
            ["/app.js", "/icon.svg", "/index.html", "/offline.html", "/sw.js"]
        );
    }

    #[test]
    fn an_unfilled_worker_is_refused() {
        assert!(listed_in("nothing here", "PRECACHE").is_err());
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "").unwrap();
        fs::write(folder.path().join("sw.js"), "const PRECACHE = []; const ALL = [];").unwrap();
        assert!(measure(folder.path()).is_err());
        assert!(every_screen(folder.path()).unwrap().is_empty());
    }
}
