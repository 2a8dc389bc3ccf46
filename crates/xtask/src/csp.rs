//! Hashes of the inline scripts and styles, so that the Content-Security-Policy can do without 'unsafe-inline'.
//!
//! `csp.txt` beside index.html: a line `script 'sha256-…'` or `style 'sha256-…'` for each inline block of any page. The
//! server puts them into its header. What no hash can allow (`style="…"`, `onclick="…"`) is refused here, at build
//! time, because in the browser it would fail without a word.

use crate::failure::Outcome;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The lines of `csp.txt` for these pages.
pub(crate) fn lines(pages: &[(String, String)]) -> Outcome<String> {
    let mut lines = BTreeSet::new();
    for (name, html) in pages {
        let html = without_comments(html);
        if let Some(attribute) = inline_attribute(&html) {
            return Err(format!("{name} has an inline `{attribute}`, which the CSP refuses").into());
        }
        for kind in ["script", "style"] {
            for text in inline_blocks(&html, kind) {
                lines.insert(format!("{kind} 'sha256-{}'\n", STANDARD.encode(Sha256::digest(text))));
            }
        }
    }
    Ok(lines.into_iter().collect())
}

fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// The text of each `<kind>` element that has no `src`.
fn inline_blocks<'a>(html: &'a str, kind: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{kind}"), format!("</{kind}>"));
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(open.as_str()) {
        let Some((attributes, body)) = after.split_once('>') else {
            break;
        };
        let Some((text, following)) = body.split_once(close.as_str()) else {
            break;
        };
        if !attributes.contains("src=") {
            found.push(text);
        }
        rest = following;
    }
    found
}

/// The first attribute that is a script or a style of its own, looking at tags only.
fn inline_attribute(html: &str) -> Option<String> {
    let mut bare = html.to_owned();
    for kind in ["script", "style"] {
        for text in inline_blocks(html, kind).into_iter().filter(|text| !text.is_empty()) {
            bare = bare.replace(text, "");
        }
    }
    bare.split('<')
        .filter_map(|tag| tag.split('>').next())
        .flat_map(str::split_whitespace)
        .find_map(|word| {
            let (name, _) = word.split_once('=')?;
            let handler =
                name.len() > 2 && name.starts_with("on") && name.chars().all(|letter| letter.is_ascii_lowercase());
            (name == "style" || handler).then(|| name.to_owned())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Vec<(String, String)> {
        vec![("index.html".to_owned(), html.to_owned())]
    }

    #[test]
    fn each_inline_block_gets_the_hash_a_browser_computes() {
        let html = "<script src=\"/a.js\"></script><script>alert(1)</script><style media=\"all\">b{}</style>\
                    <!-- <script>never()</script> -->";
        // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
        let expected = "script 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='\n";
        let lines = lines(&page(html)).unwrap();
        assert!(lines.starts_with(expected), "{lines}");
        assert_eq!(lines.lines().count(), 2);
        assert!(lines.contains("style 'sha256-"));
    }

    #[test]
    fn what_no_hash_allows_is_refused() {
        assert!(lines(&page("<p style=\"color:red\">x</p>")).is_err());
        assert!(lines(&page("<button class=a onclick=\"go()\">x</button>")).is_err());
        assert!(
            lines(&page(
                "<script>let a = b < c; onclick=1</script><p class=\"style\">x</p>"
            ))
            .is_ok()
        );
    }
}
