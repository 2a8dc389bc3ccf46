//! The checker: what was promised, each invariant by its name. It knows the rules only through the contract (orders.md, the transition
//! table, who may see what), never through the code that it checks.

pub mod acks;
pub mod again;
pub mod bytes;
pub mod clocks;
pub mod converge;
pub mod erased;
pub mod log;
pub mod progress;
pub mod sight;

use doorstep_authority::StoreError;

use crate::{keep::Keep, world::World};

impl<K: Keep> World<K> {
    /// Everything that must hold once all faults have stopped and everybody has synced.
    ///
    /// # Errors
    /// When the store fails.
    pub fn verdict(&mut self, seed: u64) -> Result<(), StoreError> {
        for device in &self.phones {
            for seat in &device.slots {
                seat.ledger.audit(&seat.disk, &mut self.history);
            }
        }
        let facts = log::check(&self.server, &mut self.history)?;
        acks::check(&self.server, &facts, &mut self.history)?;
        acks::after_restore(self)?;
        converge::check(self)?;
        erased::check(self)?;
        bytes::check(self)?;
        again::check(self)?;
        // What was before the data went back can't be played again.
        if seed.is_multiple_of(4) && !self.history.restored {
            clocks::check::<K>(self)?;
        }
        progress::check(self)
    }
}
