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
/// First load as it is, with every role's screens in one wasm: the gate that nothing may pass until the goal is reached.
/// It only ever goes down.
const FIRST_LOAD: usize = 640_000;
/// index.html with shell and first CSS: what fits into the first round trip of a connection.
const FIRST_PAGE: usize = 14_000;

struct Row {
    address: String,
    raw: usize,
    sent: usize,
}

pub(crate) fn run(workshop: &Workshop) -> Outcome {
    let rows = measure(&workshop.dist())?;
    println!("{:>9} {:>9}  file", "raw", "brotli");
    for row in &rows {
        println!("{:>9} {:>9}  {}", row.raw, row.sent, row.address);
    }
    let sum: usize = rows.iter().map(|row| row.sent).sum();
    println!(
        "{:>9} {sum:>9}  first load, at most {FIRST_LOAD} for now",
        rows.iter().map(|row| row.raw).sum::<usize>()
    );
    if sum > GOAL {
        println!("{:>9} {:>9}  over the goal of {GOAL}", "", sum - GOAL);
    }
    judge(&rows)
}

fn judge(rows: &[Row]) -> Outcome {
    let sum: usize = rows.iter().map(|row| row.sent).sum();
    if sum > FIRST_LOAD {
        return Err(format!("the first load is {sum} bytes, {} over its budget", sum - FIRST_LOAD).into());
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
    addresses.extend(kept_by(&read("sw.js")?)?);
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

/// The list that the hook wrote into the worker.
fn kept_by(worker: &str) -> Outcome<Vec<String>> {
    let list = worker
        .split_once("PRECACHE = ")
        .and_then(|(_, after)| after.split_once(';'))
        .map(|(list, _)| list)
        .ok_or("dist/sw.js has no `PRECACHE = […];`")?;
    let addresses: Vec<String> = match serde_json::from_str(list)? {
        serde_json::Value::Array(values) => values
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    if addresses.is_empty() {
        Err("dist/sw.js keeps nothing: the hook did not run".into())
    } else {
        Ok(addresses)
    }
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
        assert!(judge(&[row("/index.html", FIRST_PAGE), row("/a.wasm", rest)]).is_ok());
        assert!(judge(&[row("/index.html", FIRST_PAGE), row("/a.wasm", rest + 1)]).is_err());
        assert!(judge(&[row("/index.html", 14_001)]).is_err());
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
        assert!(kept_by("const PRECACHE = [];").is_err());
        assert!(kept_by("nothing here").is_err());
    }
}
