//! One entity as it is stored, whole, for the server's own rules about sign-in and cards. Never sent to anybody as it is.

use doorstep_domain::{Entity, Key};

use crate::{
    authority::Authority,
    persist,
    storage::{Result, Storage},
};

impl<S: Storage> Authority<S> {
    /// The entity with its personal fields; none when there is none. The caller answers for who gets to see what of it.
    ///
    /// # Errors
    /// When the store fails.
    pub fn entity(&self, partition: &str, key: &Key) -> Result<Option<Entity>> {
        self.store()
            .read(|txn| Ok(persist::load(txn, partition, key)?.map(|(entity, _)| entity)))
    }
}
