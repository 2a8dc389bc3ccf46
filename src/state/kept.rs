//! Small values of one person that stay on this phone: drafts, what was read, what was seen.

/// Values by name. There are a handful, so they stand in a row; a tree map costs kilobytes of wasm for each kind of content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept(Vec<(String, String)>);

impl Kept {
    /// The value of `name`.
    pub fn get(&self, name: &str) -> Option<&String> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// The names that have a value.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// Keeps a value in the place of the one before; `None` forgets it.
    pub fn put(&mut self, name: &str, value: Option<String>) {
        self.0.retain(|(n, _)| n != name);
        if let Some(value) = value {
            self.0.push((name.to_owned(), value));
        }
    }
}

impl FromIterator<(String, String)> for Kept {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_value() {
        let mut kept = Kept::default();
        kept.put("draft", Some("a".to_owned()));
        kept.put("draft", Some("b".to_owned()));
        assert_eq!(kept.get("draft").map(String::as_str), Some("b"));
        kept.put("draft", None);
        assert_eq!(kept, Kept::default());
    }
}
