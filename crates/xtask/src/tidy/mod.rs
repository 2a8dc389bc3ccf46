//! `tidy`: the rules of the house that no compiler checks. One file per rule; each rule is tested with a bad example.
//!
//! A rule looks at text and returns what it found; only this file reads the checkout. All rules run before the verb
//! fails, so that one run shows everything.

mod csp_safe;
mod edges;
mod layers;
mod leaks;
mod shape;
mod test_tables;

use crate::{failure::Outcome, workshop::Workshop};
use std::{fs, path::Path};

/// A file that git tracks or would track, with its text.
pub(crate) struct Source {
    /// Relative to the checkout, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|kind| kind == "rs")
    }

    /// `path:line` for the line with this index.
    fn at(&self, index: usize) -> String {
        format!("{}:{}", self.path, index + 1)
    }

    /// Lines with code, and where they stand; comment lines are left out.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

pub(crate) fn run(workshop: &Workshop) -> Outcome {
    let sources = sources(workshop)?;
    let mut found = edges::check(&workshop.metadata()?);
    found.extend(test_tables::check(&sources));
    for source in &sources {
        found.extend(leaks::check(source));
        if source.is_rust() {
            found.extend(shape::check(source));
            found.extend(layers::check(source));
            found.extend(csp_safe::check(source));
        }
    }
    for line in &found {
        println!("{line}");
    }
    println!("tidy: {} files looked at, {} findings", sources.len(), found.len());
    if found.is_empty() {
        Ok(())
    } else {
        Err(format!("tidy found {} things to mend", found.len()).into())
    }
}

fn sources(workshop: &Workshop) -> Outcome<Vec<Source>> {
    let list = [
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "--deduplicate",
    ];
    let listed = workshop.command("git").args(list).output()?;
    let paths = listed.split('\0').filter(|path| !path.is_empty());
    // A picture is no text, and a file deleted but not yet committed is still listed: neither can be looked at.
    let readable = paths.filter_map(|path| {
        let text = fs::read_to_string(workshop.root.join(path)).ok()?;
        Some(Source {
            path: path.to_owned(),
            text,
        })
    });
    Ok(readable.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up file for the rules' tests.
    pub(super) fn source(path: &str, text: &str) -> Source {
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn comments_are_no_code() {
        let source = source("src/a.rs", "//! web_sys\nuse x;\n    // note\n");
        assert_eq!(source.code().collect::<Vec<_>>(), [(1, "use x;")]);
    }
}
