//! The bytes of attachments: whose they may be taken from and whom they may be given to. Their order says both, so there is no
//! second list of rights that could differ from it.

use doorstep_domain::{CommunityId, Entity, Instant, Key, OrderId, PersonId, Sha256, entity::Partition, order::Order};

use crate::{
    actor,
    authority::{Authority, Touched},
    persist,
    storage::{Blob, ReadTxn, Result, Storage},
};

/// Which bytes: those that an order of a community names by their address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlobOf {
    /// The community.
    pub community: CommunityId,
    /// The order.
    pub order: OrderId,
    /// The address of the bytes as the phone sends them.
    pub hash: Sha256,
}

/// What became of bytes that somebody brought, or would become of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// They may come, and are as long as this.
    Awaited(Awaited),
    /// They are there from now on. Those who read these scopes may want to look.
    New(Touched),
    /// They were there already.
    Known,
    /// No command of this person names them here: it comes first.
    NotYet,
    /// What named them was erased: nobody takes them any more.
    Gone,
}

/// What the order says of bytes that may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// What they are.
    pub media: doorstep_domain::order::Media,
    /// How many.
    pub bytes: u32,
}

/// What somebody sees who asks for bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// These.
    Here(Blob),
    /// The order names them, and the phone that has them did not send them yet.
    Late,
    /// Nothing that they may know of.
    Nothing,
}

impl BlobOf {
    fn partition(&self) -> String {
        Partition::Community(self.community.clone()).name()
    }

    fn key(&self) -> Key {
        Key::order(self.order)
    }

    fn order(&self, txn: &dyn ReadTxn) -> Result<Option<Order>> {
        Ok(match persist::load(txn, &self.partition(), &self.key())? {
            Some(Entity::Order(order)) => Some(*order),
            _ => None,
        })
    }

    /// How these bytes of `actor` stand, and the order.
    fn stands(&self, txn: &dyn ReadTxn, actor: PersonId) -> Result<(Kept, Option<Order>)> {
        let Some(order) = self.order(txn)? else {
            return Ok((Kept::NotYet, None));
        };
        let stands = match order.expects(&self.hash, actor) {
            Some(named) if txn.blob(&self.partition(), &self.key(), self.hash.as_str())?.is_none() => {
                Kept::Awaited(Awaited {
                    media: named.media,
                    bytes: named.bytes,
                })
            }
            Some(_) => Kept::Known,
            // Nobody who is a stranger to the order learns what became of it.
            None if order.contacts_erased
                && (order.placed_by.is(&actor)
                    || order.former_of(actor).is_some()
                    || order.holder(actor).is_some()) =>
            {
                Kept::Gone
            }
            None => Kept::NotYet,
        };
        Ok((stands, Some(order)))
    }
}

impl<S: Storage> Authority<S> {
    /// Whether `actor` may bring these bytes now.
    ///
    /// # Errors
    /// When the store fails.
    pub fn awaits_blob(&self, actor: PersonId, of: &BlobOf) -> Result<Kept> {
        self.store().read(|txn| Ok(of.stands(txn, actor)?.0))
    }

    /// Keeps bytes that `actor` brought, if they may still come. Doing it again changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub fn keep_blob(&self, actor: PersonId, of: BlobOf, blob: Blob) -> Result<Kept> {
        self.store().write(&of.partition(), move |txn| {
            let (stands, order) = of.stands(txn, actor)?;
            let (Kept::Awaited(_), Some(order)) = (&stands, order) else {
                return Ok(stands);
            };
            txn.put_blob(&of.partition(), &of.key(), of.hash.as_str(), &blob)?;
            let scopes = Entity::Order(Box::new(order)).audience();
            Ok(Kept::New(scopes.iter().map(ToString::to_string).collect()))
        })
    }

    /// The bytes, for whoever the order shows them to now.
    ///
    /// # Errors
    /// When the store fails.
    pub fn blob(&self, actor: PersonId, of: &BlobOf, now: Instant) -> Result<Shown> {
        self.store().read(|txn| {
            let Some(order) = of.order(txn)? else {
                return Ok(Shown::Nothing);
            };
            let actor = actor::who(txn, actor, now)?.0;
            let seen = Entity::Order(Box::new(order)).view(&actor);
            if !seen.is_some_and(|seen| seen.blobs().contains(&of.hash)) {
                return Ok(Shown::Nothing);
            }
            let blob = txn.blob(&of.partition(), &of.key(), of.hash.as_str())?;
            Ok(blob.map_or(Shown::Late, Shown::Here))
        })
    }
}
