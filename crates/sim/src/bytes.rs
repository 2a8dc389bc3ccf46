//! The server's door for the bytes of attachments.

use doorstep_authority::{Blob, BlobOf, Kept, ReadTxn, Shown, Storage as _, StoreError, Touched};
use doorstep_domain::{Entity, Instant, Key, PersonId, entity::Partition, order::Order};
use doorstep_replica::{BlobRefusal, BlobRow, Failure};

use crate::{
    history::{History, Photo},
    keep::Keep,
    plant::Plant,
    server::Server,
};

impl<K: Keep> Server<K> {
    /// `PUT /api/blob/{hash}`: what was touched by bytes that are there now.
    ///
    /// # Errors
    /// What the phone hears instead.
    pub fn put_bytes(
        &self,
        session: usize,
        actor: PersonId,
        row: &BlobRow,
        now: Instant,
    ) -> Result<Touched, BlobRefusal> {
        self.admit(session, actor, now).map_err(BlobRefusal::Failed)?;
        let of = BlobOf {
            community: row.community.clone(),
            order: row.order,
            hash: row.hash.clone(),
        };
        let blob = Blob {
            mime: "image/jpeg".to_owned(),
            bytes: row.hash.0.clone().into_bytes(),
        };
        match self.authority().keep_blob(actor, of, blob) {
            Ok(Kept::New(touched)) => Ok(touched),
            Ok(Kept::Known) => Ok(Touched::new()),
            Ok(Kept::Gone) => Err(BlobRefusal::Gone),
            Ok(Kept::NotYet | Kept::Awaited(_)) => Err(BlobRefusal::NotYet),
            Err(_) => Err(BlobRefusal::Failed(Failure::Unreachable)),
        }
    }

    /// `GET /api/blob/{hash}`: whether `reader` is given the bytes.
    ///
    /// # Errors
    /// When the store fails.
    pub fn gives_bytes(&self, reader: PersonId, of: &BlobOf, now: Instant) -> Result<bool, StoreError> {
        if self.plant == Plant::BytesForAnybody {
            return self.has_bytes(of);
        }
        let shown = self.authority().blob(reader, of, self.time(now))?;
        Ok(matches!(shown, Shown::Here(_)))
    }

    /// Whether the bytes lie in the store.
    ///
    /// # Errors
    /// When the store fails.
    pub fn has_bytes(&self, of: &BlobOf) -> Result<bool, StoreError> {
        self.authority().store().read(|txn| lies(txn, of))
    }

    /// The order that may name them, whole.
    ///
    /// # Errors
    /// When the store fails.
    pub fn order_of(&self, of: &BlobOf) -> Result<Option<Order>, StoreError> {
        let partition = Partition::Community(of.community.clone()).name();
        Ok(match self.entity(&partition, &Key::order(of.order))? {
            Some(Entity::Order(order)) => Some(*order),
            _ => None,
        })
    }

    /// Whether the order names them and they are not there.
    pub(crate) fn awaits(&self, photo: &Photo) -> bool {
        let order = self.order_of(&photo.of).ok().flatten();
        let named = order.is_some_and(|order| photo.named_by(&order));
        named && !self.has_bytes(&photo.of).unwrap_or(false)
    }

    /// Whether its order still shows what was attached.
    pub(crate) fn shows(&self, photo: &Photo) -> bool {
        let order = self.order_of(&photo.of).ok().flatten();
        order.is_some_and(|order| !order.contacts_hidden)
    }

    /// After the data went back to `store`: bytes that had come and that it does not have are lost, where their phone let go of them or
    /// is just being told to.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) fn lost_bytes(store: &K::Store, history: &mut History) -> Result<(), StoreError> {
        for photo in history.photos.values_mut().filter(|photo| photo.arrived) {
            photo.lost |= !store.read(|txn| lies(txn, &photo.of))?;
        }
        Ok(())
    }
}

fn lies(txn: &dyn ReadTxn, of: &BlobOf) -> Result<bool, StoreError> {
    let partition = Partition::Community(of.community.clone()).name();
    Ok(txn.blob(&partition, &Key::order(of.order), of.hash.as_str())?.is_some())
}
