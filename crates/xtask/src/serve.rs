//! `serve`: from a clone to a running demo with one command.
//!
//! With `--mock` the app runs on the recorded answers of `tests/mock` instead of a server, and no server is built.
//!
//! The app and the server share the profile `quick`, so that macros and build scripts are compiled once. The server takes
//! the app from `dist/` at run time (`DOORSTEP_DIST`): building the app again does not build the server again.

use crate::{
    build::{self, Flavour, Lock},
    failure::Outcome,
    port, setup,
    steps::Steps,
    workshop::Workshop,
};
use std::{ffi::OsString, fs};

/// Where a person expects the demo.
const PORT: u16 = 8080;

#[derive(Debug, Default, PartialEq, Eq)]
struct Wish {
    lan: bool,
    fresh: bool,
    mock: bool,
    more: Vec<String>,
}

pub(crate) fn run(workshop: &Workshop, rest: &[String]) -> Outcome {
    let wish = parse(rest)?;
    if wish.mock {
        return on_the_mock(workshop);
    }
    println!("Building and starting the demo: up to 10 minutes on two cores the first time, plus 8 for tools that are");
    println!("missing; seconds when nothing changed. Nothing but tools is written outside this folder.");
    let mut steps = Steps::of(4);
    steps.step("tools", "skipped when present", || setup::for_serve(workshop))?;
    steps.step("download crates", "up to 1 minute", || {
        build::fetch(workshop, Lock::Free)
    })?;
    steps.step("app", "about 3 minutes the first time", || {
        build::app(workshop, Flavour::Quick)
    })?;
    steps.step("server", "about 5 minutes the first time", || {
        workshop
            .command("cargo")
            .args(["build", "--profile", "quick", "--package", "doorstep-server"])
            .run()
    })?;
    steps.print_times();

    let address = if wish.lan { "0.0.0.0" } else { "127.0.0.1" };
    let port = port::free_from(address, PORT)?;
    let target = workshop.target()?;
    let data = target.join("demo-data");
    if wish.fresh && data.exists() {
        fs::remove_dir_all(&data)?;
    }
    println!("{}", framed(&invitation(wish.lan, port)));
    let program: OsString = target.join("quick/doorstep").into();
    workshop
        .command(&program.to_string_lossy())
        .args(["serve", "--demo"])
        .args(wish.lan.then_some("--lan"))
        .args(["--listen", &format!("{address}:{port}"), "--data"])
        .arg(data)
        .args(&wish.more)
        .env("DOORSTEP_DIST", workshop.dist())
        .become_it()
}

/// The app alone, on what `cargo xtask mock` recorded.
fn on_the_mock(workshop: &Workshop) -> Outcome {
    println!(
        "Building the app for the recorded backend: up to 5 minutes on two cores the first time, plus 8 for tools that"
    );
    println!("are missing; seconds when nothing changed. Nothing but tools is written outside this folder.");
    let mut steps = Steps::of(3);
    steps.step("tools", "skipped when present", || setup::for_mock(workshop))?;
    steps.step("download crates", "up to 1 minute", || {
        build::fetch(workshop, Lock::Free)
    })?;
    steps.step("app", "about 3 minutes the first time", || {
        build::app(workshop, Flavour::Quick)
    })?;
    steps.print_times();
    let port = port::free_from("127.0.0.1", PORT)?;
    println!("{}", framed(&invitation(false, port)));
    workshop
        .command("node")
        .args(["tests/mock/serve.mjs", "--port", &port.to_string(), "--dist"])
        .arg(workshop.dist())
        .become_it()
}

fn parse(rest: &[String]) -> Outcome<Wish> {
    let mut wish = Wish::default();
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--lan" => wish.lan = true,
            "--fresh" => wish.fresh = true,
            "--mock" => wish.mock = true,
            "--" => wish.more.extend(words.by_ref().cloned()),
            other => return Err(format!("`serve` knows no `{other}`; words for the server come after `--`").into()),
        }
    }
    if wish.mock && (wish.lan || wish.fresh || !wish.more.is_empty()) {
        return Err("`--mock` runs without the server, so it stands alone".into());
    }
    Ok(wish)
}

fn invitation(lan: bool, port: u16) -> Vec<String> {
    let mut lines = Vec::new();
    if port != PORT {
        lines.push(format!("Port {PORT} is taken, so this is {port}."));
    }
    if lan {
        lines.push("The server prints the address and a QR for the phone below.".to_owned());
    } else {
        lines.push(format!("Open  http://localhost:{port}/demo"));
    }
    lines.push("End with Ctrl-C.".to_owned());
    lines
}

fn framed(lines: &[String]) -> String {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let bar = "─".repeat(width + 4);
    let rows: Vec<String> = lines.iter().map(|line| format!("│  {line:<width$}  │")).collect();
    format!("\n┌{bar}┐\n{}\n└{bar}┘\n", rows.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn words_after_the_dashes_are_the_servers() {
        let wish = parse(&words(&["--lan", "--", "--fresh", "x"])).unwrap();
        assert_eq!(
            wish,
            Wish {
                lan: true,
                more: words(&["--fresh", "x"]),
                ..Wish::default()
            }
        );
        assert!(parse(&words(&["--unknown"])).is_err());
    }

    #[test]
    fn the_mock_takes_no_words_for_a_server() {
        assert!(parse(&words(&["--mock"])).unwrap().mock);
        for with in [&["--mock", "--lan"][..], &["--fresh", "--mock"], &["--mock", "--", "x"]] {
            assert!(parse(&words(with)).is_err(), "{with:?}");
        }
    }

    #[test]
    fn the_box_is_straight_and_names_the_port() {
        let shown = framed(&invitation(false, 8083));
        assert!(shown.contains("http://localhost:8083/demo"), "{shown}");
        assert!(shown.contains("Port 8080 is taken"), "{shown}");
        let widths: Vec<_> = shown
            .lines()
            .filter(|line| !line.is_empty())
            .map(|line| line.chars().count())
            .collect();
        assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{shown}");
    }
}
