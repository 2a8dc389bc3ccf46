//! The shape of a Rust file: it says what it is, and it is short enough to read.

use super::Source;

const MAX_LINES: usize = 400;

/// A longer file explains itself on a line of its own that begins so.
const EXCUSE: &str = "// long-file: ";

pub(super) fn check(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let first = source
        .text
        .lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with("#!["));
    let from_file = source
        .text
        .lines()
        .any(|line| line.starts_with("#![doc = include_str!"));
    if !from_file && !first.is_some_and(|line| line.starts_with("//!")) {
        found.push(format!(
            "{}: begins without `//!`, what it is and what triggers it",
            source.path
        ));
    }
    let lines = source.text.lines().count();
    let excused = source
        .text
        .lines()
        .any(|line| line.strip_prefix(EXCUSE).is_some_and(|why| why.trim().len() > 10));
    if lines > MAX_LINES && !excused {
        found.push(format!(
            "{}: {lines} lines, more than {MAX_LINES}, and no `{EXCUSE}reason`",
            source.path
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{super::tests::source, *};

    #[test]
    fn a_file_that_does_not_say_what_it_is_is_found() {
        assert_eq!(check(&source("src/a.rs", "use std::fs;\n//! Late.\n")).len(), 1);
        assert!(check(&source("src/a.rs", "#![cfg(test)]\n\n//! What it is.\n")).is_empty());
        assert!(
            check(&source(
                "src/a.rs",
                "#![doc = include_str!(\"../README.md\")]\nuse std::fs;\n"
            ))
            .is_empty()
        );
    }

    #[test]
    fn a_long_file_needs_a_reason() {
        let long = format!("//! Long.\n{}", "fn f() {}\n".repeat(MAX_LINES));
        assert_eq!(check(&source("src/a.rs", &long)).len(), 1);
        assert_eq!(check(&source("src/a.rs", &format!("{long}// long-file: \n"))).len(), 1);
        assert!(
            check(&source(
                "src/a.rs",
                &format!("{long}// long-file: one table, read as a whole\n")
            ))
            .is_empty()
        );
    }
}
