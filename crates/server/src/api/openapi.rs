//! `GET /api/openapi.json`: written from the table of routes, so that no endpoint can be missing. The schemas of messages are
//! kept in `schemas.json`; a test holds them against the types.

use std::sync::LazyLock;

use axum::Json;
use serde_json::{Map, Value, json};

use super::ROUTES;

const SCHEMAS: &str = include_str!("schemas.json");

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The document.
pub(super) async fn openapi() -> Json<&'static Value> {
    Json(&DOCUMENT)
}

fn document() -> Value {
    let mut paths = Map::new();
    for route in ROUTES {
        let is_changing = route.method != "get";
        let mut operation = json!({
            "summary": route.summary,
            "operationId": format!("{}{}", route.method, route.path.replace(['/', '.'], "_")),
            "parameters": [{
                "name": "x-doorstep-slot", "in": "header", "required": is_changing || route.signed,
                "schema": { "type": "string", "pattern": "^[0-9]$" },
                "description": "The account slot. A stream names it in the query as `slot`.",
            }],
            "responses": { "200": answer(route.reply) },
        });
        if route.path.contains("{hash}") {
            operation["parameters"] = named(&operation["parameters"][0]);
        }
        if let Some(body) = route.body {
            operation["requestBody"] = json!({ "required": true, "content": content(body) });
        }
        let refusals: &[(&str, &str)] = if route.signed {
            &[("401", "sign-in"), ("403", "another page or role"), ("429", "a limit")]
        } else {
            &[("403", "another page")]
        };
        for (status, words) in refusals {
            operation["responses"][*status] = json!({ "description": words, "content": content("SessionError") });
        }
        let path = paths.entry(format!("/api{}", route.path)).or_insert_with(|| json!({}));
        path[route.method] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Doorstep 家门口",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Commands up, views down. 4xx means an undecodable envelope, sign-in or a limit; everything else is an outcome inside a 200.",
        },
        "paths": paths,
        "components": { "schemas": schemas() },
    })
}

fn schemas() -> Value {
    serde_json::from_str(SCHEMAS).unwrap_or_default()
}

fn answer(reply: Option<&str>) -> Value {
    match reply {
        Some(schema) => json!({ "description": "done", "content": content(schema) }),
        None => json!({ "description": "done" }),
    }
}

/// What names an attachment, beside the slot.
fn named(slot: &Value) -> Value {
    let one = |name: &str, place: &str, pattern: &str| json!({ "name": name, "in": place, "required": true, "schema": { "type": "string", "pattern": pattern } });
    json!([
        slot,
        one("hash", "path", "^[0-9a-f]{64}$"),
        one("community", "query", "^[a-z0-9]+$"),
        one("order", "query", "^[0-9a-f-]{36}$"),
    ])
}

fn content(schema: &str) -> Value {
    if schema == "binary" {
        return json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } });
    }
    json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_is_named_exists_and_the_other_way_round() {
        let schemas = schemas();
        let text = DOCUMENT.to_string();
        let named: std::collections::BTreeSet<_> = text
            .split("#/components/schemas/")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let kept: std::collections::BTreeSet<_> = schemas.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(named, kept);
    }
}
