//! The service catalogue of the demo (sample-data.md D.2 with the corrections of D.5), as commands of the operator.

use doorstep_domain::{
    Command,
    catalogue::{CatalogueCommand, Item},
};

const ITEMS: &str = include_str!("catalogue.json");

/// Defines every item.
///
/// # Errors
/// When the file in the source does not hold items.
pub(super) fn commands() -> Result<Vec<Command>, serde_json::Error> {
    let items: Vec<Item> = serde_json::from_str(ITEMS)?;
    Ok(items
        .into_iter()
        .map(|item| Command::Catalogue(CatalogueCommand::Define(item)))
        .collect())
}

#[cfg(test)]
mod tests {
    use doorstep_domain::catalogue::{Mode, Pool};

    use super::*;

    fn items() -> Vec<Item> {
        serde_json::from_str(ITEMS).unwrap()
    }

    #[test]
    fn what_reveals_weakness_is_dispatched_under_a_neutral_title() {
        for code in ["D01", "A05", "A08", "B05", "E01"] {
            let item = items().into_iter().find(|i| i.code.as_str() == code).unwrap();
            assert_eq!(item.pool, Pool::Dispatch, "{code}");
            assert_ne!(item.title, item.public_title, "{code}");
        }
        for item in items().iter().filter(|i| i.pool == Pool::Open) {
            assert_eq!(item.title, item.public_title);
        }
    }

    #[test]
    fn what_is_not_built_is_hidden_and_money_is_only_noted_for_errands() {
        for item in items() {
            let hidden = ["E03", "D03", "F01", "F02"].contains(&item.code.as_str());
            assert_eq!(item.hidden, hidden, "{}", item.code);
            assert_eq!(
                item.lays_out,
                ["B04", "C06"].contains(&item.code.as_str()),
                "{}",
                item.code
            );
            assert!(!item.lays_out || item.modes == [Mode::Errand]);
            assert!(hidden || !item.cost.is_empty() && !item.title_en.is_empty());
        }
    }

    #[test]
    fn everything_an_item_says_is_said_in_english_too() {
        for item in items() {
            let (zh, en) = (item.words(false), &item.en);
            assert_eq!(zh.materials.len(), en.materials.len(), "{}", item.code);
            assert_eq!(zh.not_done.len(), en.not_done.len(), "{}", item.code);
            assert_eq!(
                (zh.cost.is_empty(), zh.emergency.is_empty()),
                (en.cost.is_empty(), en.emergency.is_empty()),
                "{}",
                item.code
            );
            let english = serde_json::to_string(&item.words(true)).unwrap();
            assert!(english.is_ascii(), "{} says {english}", item.code);
        }
    }

    #[test]
    fn every_icon_is_in_the_sprite() {
        let sprite = include_str!("../../../../style/icons.svg");
        for item in items() {
            assert!(
                sprite.contains(&format!("id=\"i-{}\"", item.icon)),
                "{} {}",
                item.code,
                item.icon
            );
        }
    }
}
