//! When a view that a phone made up and the view the server would send say the same.

use serde::Serialize;
use serde_json::Value;

/// Fields that have no *hidden*: whoever may not see them sees this, so it says nothing.
const BLANK: &[(&str, &str)] = &[
    (".urged", "0"),
    (".reopened", "0"),
    (".escalated", "0"),
    (".code_tries", "0"),
    (".appealed", "false"),
    (".closed_by_timer", "false"),
    (".call_back", "false"),
    (".still_there_asked", "false"),
    (".channel", "\"app\""),
    (".instead", "\"\""),
    (".finish.proof", "\"claimed\""),
];

/// Whether `mine` says nothing that `truth` does not: a field that is known in both is the same, and none is known in `mine`
/// only. Where the actor's standing changes, `mine` may know less; a list then holds some of the entries, in order.
pub(crate) fn agrees<T: Serialize>(mine: &T, truth: &T) -> Result<(), String> {
    within(
        "",
        &serde_json::to_value(mine).unwrap(),
        &serde_json::to_value(truth).unwrap(),
    )
}

fn within(path: &str, mine: &Value, truth: &Value) -> Result<(), String> {
    match (mine, truth) {
        (Value::Null, _) => Ok(()),
        (Value::Object(mine), Value::Object(truth)) => {
            for (key, value) in mine.iter().filter(|(_, v)| !v.is_null()) {
                let there = truth
                    .get(key)
                    .ok_or_else(|| format!("{path}.{key} is known here only: {value}"))?;
                within(&format!("{path}.{key}"), value, there)?;
            }
            Ok(())
        }
        (Value::Array(mine), Value::Array(truth)) => {
            let mut rest = truth.iter();
            for value in mine {
                if !rest.any(|there| within(path, value, there).is_ok()) {
                    return Err(format!("{path} holds {value}, the truth is {truth:?}"));
                }
            }
            Ok(())
        }
        (mine, truth) if mine == truth => Ok(()),
        (mine, _) if BLANK.contains(&(path, mine.to_string().as_str())) => Ok(()),
        (mine, truth) => Err(format!("{path} is {mine}, the truth is {truth}")),
    }
}
