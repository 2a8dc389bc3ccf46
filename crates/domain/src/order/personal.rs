//! The personal fields of an order, taken out before it is stored: ids and codes stay in facts and rows, names and words live
//! in rows of their own that can be erased.

use serde::{Deserialize, Serialize};

use super::{
    attachment::Attachments,
    code::ServiceCode,
    fact::{Did, OrderFact},
    model::{Card, Contact, Order, Remark},
    outcome::Finish,
    signature::Signature,
};
use crate::{ids::PersonId, seen::Seen};

/// The erasable part of an order, with one retention class per field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// Class `contact`: until the contacts are hidden, 24 h after the end.
    #[serde(default)]
    pub contact: Seen<Contact>,
    /// Class `health`: until the same moment, or until consent is withdrawn.
    #[serde(default)]
    pub health: Seen<String>,
    /// Class `code`: until the same moment.
    #[serde(default)]
    pub code: Seen<ServiceCode>,
    /// Class `signature`: until the same moment. One for each finish, in the order of [`Order::finishes_mut`]; hidden where none
    /// has one.
    #[serde(default)]
    pub signatures: Seen<Vec<Seen<Signature>>>,
    /// Class `attachments`: until the same moment; their bytes go with the list.
    #[serde(default)]
    pub attachments: Seen<Attachments>,
    /// Class `words`: as long as the order.
    #[serde(default)]
    pub note: Seen<String>,
    /// Class `words`.
    #[serde(default)]
    pub remarks: Seen<Vec<Remark>>,
    /// Class `card`: as long as the order, so that a resident can say who came.
    #[serde(default)]
    pub cards: Vec<(PersonId, Card)>,
}

impl Order {
    /// Takes the personal fields out; what remains holds ids and codes.
    pub fn take_personal(&mut self) -> Personal {
        Personal {
            contact: core::mem::take(&mut self.contact),
            health: core::mem::take(&mut self.health),
            code: core::mem::take(&mut self.code),
            signatures: self.take_signatures(),
            attachments: core::mem::take(&mut self.attachments),
            note: core::mem::take(&mut self.note),
            remarks: core::mem::take(&mut self.remarks),
            cards: self
                .cards_mut()
                .filter_map(|(person, card)| Some((person, card.take()?)))
                .collect(),
        }
    }

    /// Puts them back.
    pub fn put_personal(&mut self, mut personal: Personal) {
        self.contact = personal.contact;
        self.health = personal.health;
        self.code = personal.code;
        self.attachments = personal.attachments;
        for (finish, signature) in self.finishes_mut().zip(personal.signatures.take().unwrap_or_default()) {
            finish.signature = signature;
        }
        self.note = personal.note;
        self.remarks = personal.remarks;
        for (person, card) in personal.cards {
            // Of each person there is one: where they hold it, else where they held it last.
            if let Some((_, place)) = self.cards_mut().find(|(of, _)| *of == person) {
                *place = Seen::known(card);
            }
        }
    }

    /// Where a card may be: of those who hold it, then of those who held it, the latest first.
    fn cards_mut(&mut self) -> impl Iterator<Item = (PersonId, &mut Seen<Card>)> {
        let holders = self.holders.iter_mut().map(|h| (h.person, &mut h.card));
        holders.chain(self.former.iter_mut().rev().map(|f| (f.person, &mut f.card)))
    }

    /// Every finish it holds: the one that counts, those that do not, and the other side of a contest.
    pub(super) fn finishes_mut(&mut self) -> impl Iterator<Item = &mut Finish> {
        let evidence = self.contest.iter_mut().filter_map(|c| c.evidence.as_mut());
        self.finish.iter_mut().chain(&mut self.other_finishes).chain(evidence)
    }

    /// What was drawn, out of every finish.
    fn take_signatures(&mut self) -> Seen<Vec<Seen<Signature>>> {
        let taken: Vec<_> = self.finishes_mut().map(|f| core::mem::take(&mut f.signature)).collect();
        Seen::from(Some(taken).filter(|all| all.iter().any(|s| !s.is_hidden())))
    }
}

impl OrderFact {
    /// Drops the personal fields, for the log: the values live with the order.
    pub fn strip(&mut self) {
        match &mut self.did {
            Did::Placed(order) => {
                order.take_personal();
            }
            Did::Accepted { card, .. } | Did::Transferred { card, .. } => *card = Seen::hidden(),
            Did::Remarked { remark } => *remark = Seen::hidden(),
            Did::Attached { attachments } => *attachments = Seen::hidden(),
            Did::Finished { finish, .. }
            | Did::Settled { finish }
            | Did::Evidence { finish: Some(finish) }
            | Did::Contested {
                evidence: Some(finish), ..
            } => finish.signature = Seen::hidden(),
            _ => {}
        }
    }
}
