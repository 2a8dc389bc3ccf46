//! The phone's own reader of JSON against serde_json: the same values from what our messages hold, and no value from anything else.

use std::collections::BTreeMap;

use doorstep_domain::{Kind, Seen, entity::Command};
use doorstep_protocol::{Envelope, Outcome, PushResult, json};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    Bare,
    One(i64),
    Two(u8, String),
    Named {
        at: i64,
        #[serde(default)]
        text: String,
    },
    #[serde(other)]
    Else,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Everything {
    small: u8,
    large: u64,
    signed: i64,
    yes: bool,
    text: String,
    list: Vec<Choice>,
    map: BTreeMap<String, (u32, Option<String>)>,
    seen: Seen<String>,
    #[serde(default)]
    absent: Option<Box<Everything>>,
}

const WHOLE: &str = r#" { "small" : 255, "large": 18446744073709551615, "signed": -9223372036854775808, "yes": true,
    "text": "门牌 \"3\" \\ \/ \b\f\n\r\t \u5bb6 \ud83c\udfe0", "unknown": [{"a": [null, -1.5E-3, "]}"]}, {}, []],
    "list": ["bare", {"one": -3}, {"two": [1, "二"]}, {"named": {"text": "", "at": 0}}, {"named": {"at": 7, "new": {}}}, "later",
             {"bare": null}],
    "map": {"c:yy": [1, null], "": [2, "x"]}, "seen": null,
    "absent": {"small": 0, "large": 0, "signed": 0, "yes": false, "text": "", "list": [], "map": {}, "seen": "s"} }
    "#;

fn same<T: DeserializeOwned + PartialEq + core::fmt::Debug>(text: &str) {
    let theirs: T = serde_json::from_str(text).expect("serde_json reads it");
    assert_eq!(json::read::<T>(text), Ok(theirs), "{text}");
}

#[test]
fn reads_what_serde_json_reads() {
    same::<Everything>(WHOLE);
    same::<Vec<u64>>("[0,10, 4096 ]");
    same::<Option<Kind>>("\"kind_of_tomorrow\"");
    same::<Command>(
        r#"{"order":{"order":"00000000-0000-0000-0000-000000000001","community":"yy","act":{"accept":{"generation":2}}}}"#,
    );
}

#[test]
fn refuses_every_beginning_of_a_message() {
    let whole = WHOLE.trim();
    for (end, _) in whole.char_indices() {
        assert!(json::read::<Everything>(&whole[..end]).is_err(), "{}", &whole[..end]);
    }
}

#[test]
fn never_reads_what_serde_json_refuses() {
    // Each byte of a message replaced by each of a few that mean something.
    let whole = WHOLE.as_bytes();
    for at in 0..whole.len() {
        for with in *b"\"\\{}[],:-0 ntu\x00" {
            let mut bytes = whole.to_vec();
            bytes[at] = with;
            let Ok(text) = String::from_utf8(bytes) else { continue };
            if let Ok(read) = json::read::<Everything>(&text) {
                let theirs: Everything = serde_json::from_str(&text).expect("serde_json reads it too");
                assert_eq!(read, theirs, "{text}");
            }
        }
    }
}

#[test]
fn refuses_what_is_no_message() {
    for text in [
        "", " ", "01", "-", "1.5", "1e3", "256", "-1", "\"1\"", "nul", "1 2", "[1", "{}",
    ] {
        assert!(json::read::<u8>(text).is_err(), "{text}");
    }
    for text in ["[1,]", "[,1]", "[1 2]", "[1}", "[1]]", "{\"0\":1}"] {
        assert!(json::read::<Vec<u8>>(text).is_err(), "{text}");
    }
    for text in [
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\\x\"",
        "\"\n\"",
        "\"",
        "\"\\u00g0\"",
    ] {
        assert!(json::read::<String>(text).is_err(), "{text}");
    }
    for text in [
        "\"one\"",
        "{\"one\":1,\"bare\":null}",
        "{\"bare\":1}",
        "{}",
        "{\"two\":[1]}",
        "{\"two\":[1,\"\",2]}",
    ] {
        assert!(json::read::<Choice>(text).is_err(), "{text}");
    }
    assert!(json::read::<u64>("18446744073709551616").is_err());
    assert!(json::read::<i64>("9223372036854775808").is_err());
}

#[test]
fn keeps_a_raw_value_as_it_was_written() {
    let text = r#"[ {"b" : [ -1.50e+05 , "\u5bb6"]}]"#;
    let read: Vec<Box<RawValue>> = json::read(text).expect("raw");
    assert_eq!(read[0].get(), r#"{"b" : [ -1.50e+05 , "\u5bb6"]}"#);
}

#[test]
fn ends_a_text_that_only_nests() {
    let deep = "[".repeat(100_000);
    assert!(json::read::<serde::de::IgnoredAny>(&deep).is_err());
    let fine = format!("{}{}", "[".repeat(100), "]".repeat(100));
    assert!(json::read::<serde::de::IgnoredAny>(&fine).is_ok());
}

#[test]
fn an_outcome_needs_what_its_word_needs() {
    assert_eq!(json::read(r#"{"outcome":"of_tomorrow","why":1}"#), Ok(Outcome::Unknown));
    assert_eq!(
        json::read(r#"{"outcome":"gap","expected":3}"#),
        Ok(Outcome::Gap { expected: 3 })
    );
    for text in ["applied", "rejected", "already", "gap", "deferred", "faulted"] {
        assert!(
            json::read::<Outcome>(&format!("{{\"outcome\":\"{text}\"}}")).is_err(),
            "{text}"
        );
    }
    assert!(json::read::<PushResult>(r#"{"outcome":"fork"}"#).is_err());
    assert!(json::read::<Envelope>("{}").is_err());
}

#[test]
fn writes_what_serde_json_writes() {
    let whole: Everything = serde_json::from_str(WHOLE).expect("it reads");
    assert_eq!(
        json::write(&whole),
        Ok(serde_json::to_string(&whole).expect("it writes"))
    );
    for text in ["", "门牌", "\"\\/", "\u{0}\u{8}\u{b}\u{c}\n\r\t\u{1f}\u{7f}\u{2028}🏠"] {
        assert_eq!(json::write(text), Ok(serde_json::to_string(text).expect("it writes")));
    }
    for number in [i64::MIN, -10, -1, 0, 9, 10, i64::MAX] {
        assert_eq!(json::write(&number), Ok(number.to_string()));
    }
    assert_eq!(json::write(&u64::MAX), Ok(u64::MAX.to_string()));
}

#[test]
fn writes_a_part_as_it_is() {
    let part = json::raw(&Choice::Two(1, "\"".into())).expect("it writes");
    assert_eq!(part.get(), r#"{"two":[1,"\""]}"#);
    assert_eq!(
        json::write(&vec![(part, "\n")]).as_deref(),
        Ok(r#"[[{"two":[1,"\""]},"\n"]]"#)
    );
}

#[test]
fn refuses_to_write_what_is_no_message() {
    assert!(json::write(&1.5).is_err());
    assert!(json::write(&BTreeMap::from([(1, 2)])).is_err());
    assert!(json::write(&BTreeMap::from([("1", 2)])).is_ok());
}
