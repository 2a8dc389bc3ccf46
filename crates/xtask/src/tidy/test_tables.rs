//! The tables that say which test shows what: `docs/features-tests.md`, `docs/faults.md` and `docs/stories.md`. Every row that must be there is there
//! once and names tests, and each test exists.
//!
//! A row is a table line whose first cell is a number, alone or after a letter (`12`, `B3`); its last cell names tests in back-ticks:
//!
//! * a Rust test, alone or with its path (`crates/domain/src/order/decide.rs::accept_twice`); the path of one that a macro makes is
//!   that of the macro (`crates/authority/tests/laws/mod.rs::the_clock_never_goes_back`);
//! * a browser test by file and title, or how the title begins (`tests/e2e/job.test.mjs: the whole job online`);
//! * what the simulator plays or must find, by its variant (`crates/sim/src/plan.rs::PowerLoss`, `crates/sim/src/plant.rs::SkipGaps`).
//!
//! Where the table allows it, a row may say `cannot run here: ` and why, instead.

use std::collections::BTreeMap;

use super::Source;

/// What a row says that has no test.
const EXCUSE: &str = "cannot run here: ";

/// A table of tests.
struct Table {
    path: &'static str,
    /// Letters of rows that must be there, with the number of the last.
    needs: &'static [(char, u32)],
    /// A row may say why it has no test.
    excuses: bool,
}

const TABLES: [Table; 3] = [
    Table {
        path: "docs/features-tests.md",
        needs: &[],
        excuses: false,
    },
    Table {
        path: "docs/faults.md",
        needs: &[('B', 27), ('D', 30)],
        excuses: true,
    },
    Table {
        path: "docs/stories.md",
        needs: &[('S', 13)],
        excuses: false,
    },
];

pub(super) fn check(sources: &[Source]) -> Vec<String> {
    TABLES.iter().flat_map(|table| table.check(sources)).collect()
}

impl Table {
    fn check(&self, sources: &[Source]) -> Vec<String> {
        let Some(file) = sources.iter().find(|source| source.path == self.path) else {
            return vec![format!("{}: the table is missing", self.path)];
        };
        let mut found = Vec::new();
        let mut rows: BTreeMap<&str, u32> = BTreeMap::new();
        for (index, line) in file.text.lines().enumerate() {
            let Some((name, last)) = row(line) else { continue };
            let times = rows.entry(name).or_default();
            *times += 1;
            if *times > 1 {
                found.push(format!("{}: row {name} is there twice", file.at(index)));
            }
            let mut tests = last.split('`').skip(1).step_by(2).peekable();
            let excused = self.excuses && last.strip_prefix(EXCUSE).is_some_and(|why| !why.trim().is_empty());
            if tests.peek().is_none() && !excused {
                found.push(format!("{}: row {name} names no test", file.at(index)));
            }
            for test in tests.filter(|test| !exists(test, sources)) {
                found.push(format!("{}: there is no test `{test}`", file.at(index)));
            }
        }
        for (letter, last) in self.needs {
            let names = (1..=*last).map(|number| format!("{letter}{number}"));
            let missing = names.filter(|name| !rows.contains_key(name.as_str()));
            found.extend(missing.map(|name| format!("{}: row {name} is missing", self.path)));
        }
        found
    }
}

/// Name and last cell of a line that is a row.
fn row(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().strip_prefix('|')?;
    let mut cells = line.trim_end_matches('|').split('|').map(str::trim);
    let name = cells.next()?;
    let number = name
        .strip_prefix(|first: char| first.is_ascii_uppercase())
        .unwrap_or(name);
    let is_number = !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit());
    is_number.then(|| (name, cells.next_back().unwrap_or_default()))
}

fn exists(test: &str, sources: &[Source]) -> bool {
    if let Some((file, title)) = test.split_once(".mjs: ") {
        let file = format!("{file}.mjs");
        let titled = ['\'', '`'].map(|quote| format!("test({quote}{title}"));
        return sources
            .iter()
            .any(|source| source.path == file && titled.iter().any(|titled| source.text.contains(titled)));
    }
    let (place, name) = test.rsplit_once("::").unwrap_or(("", test));
    let is_variant = name.starts_with(|first: char| first.is_ascii_uppercase());
    sources.iter().filter(|source| source.is_rust()).any(|source| {
        let here = !place.contains(".rs") || source.path == place;
        here && if is_variant {
            source
                .text
                .lines()
                .any(|line| line.trim().strip_suffix(',') == Some(name))
        } else {
            has_test(&source.text, name)
        }
    })
}

/// Whether the name stands on a line of its own, as variants and what a macro is given do.
fn is_listed(text: &str, name: &str) -> bool {
    text.lines().any(|line| line.trim().strip_suffix(',') == Some(name))
}

/// Whether a function of this name is marked as a test, or a macro of this file makes one.
fn has_test(text: &str, name: &str) -> bool {
    if text.contains("macro_rules!") && is_listed(text, name) {
        return true;
    }
    let definition = format!("fn {name}(");
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[") {
            marked |= line.contains("test]") || line.contains("::test(");
        } else if marked && line.contains(&definition) {
            return true;
        } else if !line.starts_with("//") {
            marked = false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{super::tests::source, *};

    const SMALL: Table = Table {
        path: "docs/small.md",
        needs: &[('B', 1)],
        excuses: true,
    };

    fn found(table: &Table, rows: &str) -> Vec<String> {
        table.check(&[
            source(
                table.path,
                &format!("| row | feature | tests |\n| --- | --- | --- |\n{rows}\n"),
            ),
            source(
                "crates/domain/src/order.rs",
                "#[test]\n// why\n#[ignore]\nfn accept_twice() {}\n\nfn helper() {}\n#[tokio::test(flavor = \"multi_thread\")]\nasync fn later() {}\n",
            ),
            source("tests/laws.rs", "macro_rules! laws {}\nlaws!(make, [\n    a_law,\n]);\n"),
            source("crates/sim/src/plan.rs", "enum Kind {\n    PowerLoss,\n}\n"),
            source(
                "tests/e2e/job.test.mjs",
                "test('the whole job online', async () => {}); // another job\n",
            ),
        ])
    }

    fn features(row: &str) -> usize {
        found(&TABLES[0], row).len()
    }

    #[test]
    fn a_named_test_must_exist() {
        assert_eq!(
            features("| 12 | accept | `accept_twice`, `tests/e2e/job.test.mjs: the whole job` |"),
            0
        );
        assert_eq!(
            features("| 12 | accept | `crates/domain/src/order.rs::accept_twice` |"),
            0
        );
        assert_eq!(features("| 12 | accept | `later`, `tests/laws.rs::a_law` |"), 0);
        assert_eq!(features("| 12 | accept | `accept_thrice` |"), 1);
        assert_eq!(
            features("| 12 | accept | `crates/domain/src/duty.rs::accept_twice` |"),
            1
        );
        assert_eq!(features("| 12 | accept | `tests/e2e/job.test.mjs: another job` |"), 1);
    }

    #[test]
    fn a_function_that_is_no_test_proves_nothing() {
        assert_eq!(features("| 12 | accept | `helper` |"), 1);
    }

    #[test]
    fn what_the_simulator_plays_is_named_by_its_variant() {
        assert_eq!(features("| 12 | accept | `crates/sim/src/plan.rs::PowerLoss` |"), 0);
        assert_eq!(features("| 12 | accept | `crates/sim/src/plan.rs::Power` |"), 1);
    }

    #[test]
    fn a_row_without_a_test_is_found() {
        assert_eq!(features("| 12 | accept | by hand |"), 1);
        assert_eq!(features("| 12 | accept | cannot run here: no such machine |"), 1);
    }

    #[test]
    fn a_fault_has_a_test_or_says_why_not() {
        assert!(found(&SMALL, "| B1 | fire | `accept_twice` |").is_empty());
        assert!(found(&SMALL, "| B1 | fire | cannot run here: no fire |").is_empty());
        assert_eq!(found(&SMALL, "| B1 | fire | cannot run here:  |").len(), 1);
        assert_eq!(found(&SMALL, "| B1 | fire | by hand |").len(), 1);
    }

    #[test]
    fn every_row_is_there_once() {
        assert_eq!(
            found(&SMALL, "| B2 | flood | `accept_twice` |"),
            ["docs/small.md: row B1 is missing"]
        );
        assert_eq!(
            found(&SMALL, "| B1 | fire | `later` |\n| B1 | fire | `later` |").len(),
            1
        );
        assert_eq!(SMALL.check(&[]), ["docs/small.md: the table is missing"]);
    }
}
