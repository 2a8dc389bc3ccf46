//! Which folder of the app may name what: pages and components show, `shell` touches the browser, `routes.rs` owns paths.

use super::Source;

/// What a view must not know: the browser, the engine, and how either is reached.
const NOT_IN_VIEWS: [&str; 5] = ["crate::shell", "doorstep_replica", "web_sys", "js_sys", "wasm_bindgen"];

/// What the shell must not know: it carries orders, it does not judge them.
const NOT_IN_SHELL: [&str; 2] = ["order::decide", "duty::decide"];

pub(super) fn check(source: &Source) -> Vec<String> {
    let path = source.path.as_str();
    let view = path.starts_with("src/pages/") || path.starts_with("src/components/");
    let forbidden: &[&str] = match () {
        () if view => &NOT_IN_VIEWS,
        () if path.starts_with("src/shell/") => &NOT_IN_SHELL,
        () => &[],
    };
    let mut found = Vec::new();
    for (index, line) in source.code() {
        for word in forbidden.iter().filter(|word| line.contains(**word)) {
            found.push(format!(
                "{}: `{word}` does not belong into this layer",
                source.at(index)
            ));
        }
        if (view || path.starts_with("src/state/")) && has_path(line) {
            found.push(format!("{}: paths are written in src/routes.rs only", source.at(index)));
        }
    }
    found
}

/// A string that begins like a path: a slash, then a letter or the end.
fn has_path(line: &str) -> bool {
    line.match_indices("\"/").any(|(start, _)| {
        let opens = line[..start].matches('"').count().is_multiple_of(2);
        let next = line[start + 2..].chars().next();
        opens && next.is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '"')
    })
}

#[cfg(test)]
mod tests {
    use super::{super::tests::source, *};

    #[test]
    fn a_view_that_reaches_down_is_found() {
        let bad = source(
            "src/pages/resident/home.rs",
            "//! Home.\nuse crate::shell::http;\nlet w = web_sys::window();\n",
        );
        assert_eq!(check(&bad).len(), 2);
        let bad = source("src/components/card.rs", "use doorstep_replica::Replica;\n");
        assert_eq!(
            check(&bad),
            ["src/components/card.rs:1: `doorstep_replica` does not belong into this layer"]
        );
        assert!(
            check(&source(
                "src/shell/http.rs",
                "use web_sys::Request;\nlet u = \"/api/push\";\n"
            ))
            .is_empty()
        );
    }

    #[test]
    fn a_shell_that_judges_is_found() {
        let bad = source(
            "src/shell/sync.rs",
            "doorstep_domain::order::decide(&state, &command)\n",
        );
        assert_eq!(check(&bad).len(), 1);
    }

    #[test]
    fn a_path_in_a_page_is_found() {
        assert_eq!(check(&source("src/pages/a.rs", "<a href=\"/orders\">\n")).len(), 1);
        assert_eq!(check(&source("src/state/a.rs", "goto(\"/\");\n")).len(), 1);
        assert!(check(&source("src/pages/a.rs", "let s = \"a/b\"; let t = \"x\"/2;\n")).is_empty());
        assert!(check(&source("src/routes.rs", "Route::Orders => \"/orders\",\n")).is_empty());
    }
}
