//! `budget`: what a resident's first visit transfers, against limits that fail the build.
//!
//! The first load is what goes over the wire until the home of a resident can be used: index.html and all that it names.
//! Once the home stands, the service worker fetches the rest of what everybody needs without network, and on the phones of
//! members and staff their screens, too. Each file is counted with brotli 11 whatever the build used (a file is sent
//! uncompressed when that is smaller). Icons that the system fetches only when someone installs the app are not counted.

use crate::{
    compress::{self, Effort},
    failure::{Failure, Outcome},
    workshop::Workshop,
};
use std::{collections::BTreeSet, fs, path::Path};

/// First load of the resident's home; KB = 1000 bytes.
const FIRST_LOAD: usize = 250_000;
/// What every phone fetches afterwards, for a start without network. No goal of users: it stands a little above what the screens
/// weigh, so that nothing heavy comes in unnoticed, and moves with them.
const AFTERWARDS: usize = 201_000;
/// Photos and voice: the code for camera, microphone, lane and player, the list of what waits and the witness of it, kept by every phone
/// once its screens are there. Stands and moves in the same way.
const TOOLS: usize = 39_000;
/// The screens of members and staff, fetched once by those who work with them. Stands and moves in the same way.
const WORK: usize = 192_000;
/// index.html with shell and first CSS: what fits into the first round trip of a connection.
const FIRST_PAGE: usize = 14_000;

struct Row {
    address: String,
    raw: usize,
    sent: usize,
}

/// Files that are fetched at the same time.
struct Group {
    name: &'static str,
    limit: usize,
    rows: Vec<Row>,
}

impl Group {
    fn sent(&self) -> usize {
        self.rows.iter().map(|row| row.sent).sum()
    }
}

pub(crate) fn run(workshop: &Workshop) -> Outcome {
    let groups = measure(&workshop.dist())?;
    println!("{:>9} {:>9}  file", "raw", "brotli");
    for group in &groups {
        for row in &group.rows {
            println!("{:>9} {:>9}  {}", row.raw, row.sent, row.address);
        }
        let raw: usize = group.rows.iter().map(|row| row.raw).sum();
        println!(
            "{raw:>9} {:>9}  {}, at most {}\n",
            group.sent(),
            group.name,
            group.limit
        );
    }
    judge(&groups)
}

fn judge(groups: &[Group]) -> Outcome {
    for group in groups {
        if group.sent() > group.limit {
            let over = group.sent() - group.limit;
            return Err(format!("{}: {} bytes, {over} over the budget", group.name, group.sent()).into());
        }
    }
    let page = groups
        .iter()
        .flat_map(|group| &group.rows)
        .find(|row| row.address == "/index.html")
        .map_or(0, |row| row.sent);
    if page > FIRST_PAGE {
        return Err(format!("index.html is {page} bytes, {} over its budget", page - FIRST_PAGE).into());
    }
    Ok(())
}

/// Every file in the group of its time, once.
fn measure(dist: &Path) -> Outcome<[Group; 4]> {
    let read = |name: &str| {
        fs::read_to_string(dist.join(name)).map_err(|error| Failure::from(error).during(&format!("dist/{name}")))
    };
    let mut first: BTreeSet<String> = ["/index.html".to_owned()].into();
    first.extend(named_in(&read("index.html")?));
    let worker = read("sw.js")?;
    let kept = listed_in(&worker, "PRECACHE")?;
    if kept.is_empty() {
        return Err("dist/sw.js keeps nothing: the hook did not run".into());
    }
    let mut afterwards: BTreeSet<String> = ["/sw.js".to_owned()].into();
    let (tools, kept): (Vec<String>, Vec<String>) = kept.into_iter().partition(|address| address.starts_with("/tool-"));
    afterwards.extend(kept.into_iter().filter(|address| !first.contains(address)));
    Ok([
        Group {
            name: "first load",
            limit: FIRST_LOAD,
            rows: weigh(dist, first)?,
        },
        Group {
            name: "afterwards, for a start without network",
            limit: AFTERWARDS,
            rows: weigh(dist, afterwards)?,
        },
        Group {
            name: "photos and voice",
            limit: TOOLS,
            rows: weigh(dist, tools)?,
        },
        Group {
            name: "screens of members and staff",
            limit: WORK,
            rows: weigh(dist, listed_in(&worker, "WORK")?)?,
        },
    ])
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

/// Files of our own that the page names, except what only an installation or the screens of members and staff fetch.
fn named_in(html: &str) -> Vec<String> {
    html.split('<')
        .filter_map(|tag| tag.split('>').next())
        .filter(|tag| !tag.contains("apple-touch-icon") && !tag.contains(" disabled"))
        .flat_map(|tag| {
            [" href=", " src="]
                .into_iter()
                .filter_map(move |name| tag.split(name).nth(1))
        })
        // A minified page has no quotes.
        .filter_map(|value| value.trim_start_matches('"').split(['"', ' ']).next())
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

    fn group(limit: usize, rows: Vec<Row>) -> Group {
        Group {
            name: "some",
            limit,
            rows,
        }
    }

    #[test]
    fn the_limits_bind() {
        let fits = || group(FIRST_PAGE + 1, vec![row("/index.html", FIRST_PAGE), row("/a.wasm", 1)]);
        assert!(judge(&[fits()]).is_ok());
        assert!(judge(&[fits(), group(0, vec![row("/b.wasm", 1)])]).is_err());
        assert!(judge(&[group(FIRST_LOAD, vec![row("/index.html", FIRST_PAGE + 1)])]).is_err());
    }

    #[test]
    fn every_file_is_counted_once_and_at_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let html = r##"<link rel="icon" href="/icon.svg"><link rel="apple-touch-icon" href="/touch.png">
            <link rel="modulepreload" href="/app.js"><script type="module">import("/app.js")</script>
            <a href=/orders>x</a><use href="#i"/><link rel=preload href=/app.wasm as=fetch>
            <link rel=stylesheet href=/work-2.css disabled>"##;
        for (name, text) in [
            ("index.html", html),
            ("icon.svg", "<svg/>"),
            ("app.js", "go()"),
            ("app.wasm", "wasm"),
            ("part-1.wasm", "wasm"),
            ("tool-1.wasm", "wasm"),
            ("work-1.wasm", "wasm"),
            (
                "sw.js",
                "const PRECACHE = [\"/index.html\",\"/app.js\",\"/part-1.wasm\",\"/tool-1.wasm\"];const WORK = [\"/work-1.wasm\"];",
            ),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let groups = measure(folder.path()).unwrap().map(|group| {
            let mut addresses: Vec<_> = group.rows.into_iter().map(|row| row.address).collect();
            addresses.sort();
            addresses.join(" ")
        });
        assert_eq!(
            groups,
            [
                "/app.js /app.wasm /icon.svg /index.html",
                "/part-1.wasm /sw.js",
                "/tool-1.wasm",
                "/work-1.wasm"
            ]
        );
    }

    #[test]
    fn an_unfilled_worker_is_refused() {
        assert!(listed_in("nothing here", "PRECACHE").is_err());
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "").unwrap();
        fs::write(folder.path().join("sw.js"), "const PRECACHE = []; const WORK = [];").unwrap();
        assert!(measure(folder.path()).is_err());
    }
}
