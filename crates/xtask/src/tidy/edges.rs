//! Which crate of the workspace may use which: the drawing of the architecture as a table.

use serde_json::Value;

/// What each crate may depend on. Tests may use anything, so development dependencies are not looked at.
const ALLOWED: [(&str, &[&str]); 10] = [
    ("doorstep-domain", &[]),
    ("doorstep-protocol", &["doorstep-domain"]),
    ("doorstep-replica", &["doorstep-domain", "doorstep-protocol"]),
    ("doorstep-authority", &["doorstep-domain", "doorstep-protocol"]),
    // The demo is written in commands, so the server knows the domain's words too.
    (
        "doorstep-server",
        &[
            "doorstep-authority",
            "doorstep-domain",
            "doorstep-protocol",
            "doorstep-store-",
        ],
    ),
    ("doorstep-dom", &["doorstep-dom-macro"]),
    ("doorstep-dom-macro", &[]),
    (
        "doorstep-web",
        &[
            "doorstep-dom",
            "doorstep-domain",
            "doorstep-protocol",
            "doorstep-replica",
        ],
    ),
    // Stands in for a crate that Leptos brings along.
    ("wasm-streams", &[]),
    ("xtask", &[]),
];
/// Every store, by the beginning of its name.
const STORES: (&str, &[&str]) = ("doorstep-store-", &["doorstep-authority"]);

/// The simulator stands outside the layers.
const FREE: &str = "doorstep-sim";

pub(super) fn check(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut found = Vec::new();
    for package in packages {
        let Some(name) = package["name"].as_str() else { continue };
        if name == FREE {
            continue;
        }
        let Some(allowed) = allowed(name) else {
            found.push(format!("crate {name} has no row in xtask's table of edges"));
            continue;
        };
        let dependencies = package["dependencies"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let used = dependencies
            .iter()
            .filter(|dependency| dependency["kind"] != "dev")
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|used| names.contains(used));
        for used in used {
            if !allowed
                .iter()
                .any(|one| used == *one || (one.ends_with('-') && used.starts_with(one)))
            {
                found.push(format!("crate {name} must not depend on {used}"));
            }
        }
    }
    found
}

fn allowed(name: &str) -> Option<&'static [&'static str]> {
    let row = ALLOWED.iter().find(|(crate_name, _)| *crate_name == name);
    row.map(|(_, allowed)| *allowed)
        .or_else(|| name.starts_with(STORES.0).then_some(STORES.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn depends(name: &str, on: &str, kind: Option<&str>) -> Vec<String> {
        check(&json!({"packages": [
            {"name": name, "dependencies": [{"name": on, "kind": kind}, {"name": "serde", "kind": null}]},
            {"name": "doorstep-domain", "dependencies": []},
            {"name": "doorstep-store-sqlite", "dependencies": []},
            {"name": "doorstep-authority", "dependencies": []},
        ]}))
    }

    #[test]
    fn an_edge_against_the_drawing_is_found() {
        assert_eq!(depends("doorstep-web", "doorstep-authority", None).len(), 1);
        assert_eq!(depends("doorstep-replica", "doorstep-store-sqlite", None).len(), 1);
        assert_eq!(depends("doorstep-store-postgres", "doorstep-domain", None).len(), 1);
    }

    #[test]
    fn the_drawings_edges_and_tests_are_free() {
        assert!(depends("doorstep-server", "doorstep-store-sqlite", None).is_empty());
        assert!(depends("doorstep-web", "doorstep-authority", Some("dev")).is_empty());
        assert!(depends("doorstep-sim", "doorstep-authority", None).is_empty());
    }

    #[test]
    fn a_new_crate_needs_a_row() {
        assert_eq!(depends("doorstep-helpers", "doorstep-domain", None).len(), 1);
    }
}
