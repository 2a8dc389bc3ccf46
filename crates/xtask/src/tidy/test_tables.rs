//! `docs/features-tests.md`: each row of the feature table names a test, and the test exists.
//!
//! A row is a table line whose first cell is a number; its last cell names tests in back-ticks: a Rust function, alone or
//! with its path (`crates/domain/src/order/decide.rs::accept_twice`), or a browser test by file and title
//! (`tests/e2e/job.test.mjs: the whole job online`).

use super::Source;

const TABLE: &str = "docs/features-tests.md";

pub(super) fn check(sources: &[Source]) -> Vec<String> {
    let Some(table) = sources.iter().find(|source| source.path == TABLE) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, line) in table.text.lines().enumerate() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        if !line.trim_start().starts_with('|') || !cells[0].starts_with(|first: char| first.is_ascii_digit()) {
            continue;
        }
        let last = cells.last().copied().unwrap_or_default();
        let tests: Vec<&str> = last.split('`').skip(1).step_by(2).collect();
        if tests.is_empty() {
            found.push(format!("{}: row {} names no test", table.at(index), cells[0]));
        }
        for test in tests.into_iter().filter(|test| !exists(test, sources)) {
            found.push(format!("{}: there is no test `{test}`", table.at(index)));
        }
    }
    found
}

fn exists(test: &str, sources: &[Source]) -> bool {
    if let Some((file, title)) = test.split_once(".mjs: ") {
        let file = format!("{file}.mjs");
        return sources
            .iter()
            .any(|source| source.path == file && source.text.contains(title));
    }
    let (place, name) = test.rsplit_once("::").unwrap_or(("", test));
    let definition = format!("fn {name}(");
    sources.iter().filter(|source| source.is_rust()).any(|source| {
        let here = !place.contains(".rs") || source.path == place;
        here && source.text.contains(&definition)
    })
}

#[cfg(test)]
mod tests {
    use super::{super::tests::source, *};

    fn table(row: &str) -> Vec<String> {
        check(&[
            source(
                TABLE,
                &format!("| row | feature | tests |\n| --- | --- | --- |\n{row}\n"),
            ),
            source("crates/domain/src/order.rs", "#[test]\nfn accept_twice() {}\n"),
            source(
                "tests/e2e/job.test.mjs",
                "test('the whole job online', async () => {});\n",
            ),
        ])
    }

    #[test]
    fn a_named_test_must_exist() {
        assert!(table("| 12 | accept | `accept_twice`, `tests/e2e/job.test.mjs: the whole job online` |").is_empty());
        assert!(table("| 12 | accept | `crates/domain/src/order.rs::accept_twice` |").is_empty());
        assert_eq!(table("| 12 | accept | `accept_thrice` |").len(), 1);
        assert_eq!(
            table("| 12 | accept | `crates/domain/src/duty.rs::accept_twice` |").len(),
            1
        );
        assert_eq!(
            table("| 12 | accept | `tests/e2e/job.test.mjs: another job` |").len(),
            1
        );
    }

    #[test]
    fn a_row_without_a_test_is_found() {
        assert_eq!(table("| 12 | accept | by hand |").len(), 1);
    }
}
