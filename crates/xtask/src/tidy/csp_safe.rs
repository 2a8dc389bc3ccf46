//! What the Content-Security-Policy would refuse, or what would let text become markup.

use super::Source;

pub(super) fn check(source: &Source) -> Vec<String> {
    if !source.path.starts_with("src/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, line) in source.code() {
        for word in ["inner_html", "innerHTML", "insert_adjacent_html"] {
            if line.contains(word) {
                found.push(format!("{}: `{word}` turns text into markup", source.at(index)));
            }
        }
        if line.contains(" style=") || line.trim_start().starts_with("style=") {
            found.push(format!(
                "{}: the CSP refuses style attributes; use a class or `style:name=`",
                source.at(index)
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{super::tests::source, *};

    #[test]
    fn markup_from_text_is_found() {
        assert_eq!(check(&source("src/pages/a.rs", "<p inner_html=text/>\n")).len(), 1);
        assert!(check(&source("crates/server/src/a.rs", "inner_html\n")).is_empty());
    }

    #[test]
    fn a_style_attribute_is_found_and_a_property_is_not() {
        assert_eq!(check(&source("src/pages/a.rs", "<p style=\"color:red\">\n")).len(), 1);
        assert!(check(&source("src/pages/a.rs", "<p style:width=move || w.get()>\n")).is_empty());
    }
}
