//! A server whose data goes back: to a backup that is restored, or to a snapshot that somebody puts in its place and tells nobody.

use doorstep_authority::{
    Storage as _, StoreError, Touched,
    recovery::{self, Opening},
};
use doorstep_domain::{ClientId, Instant};

use crate::{history::History, keep::Keep, plant::Plant, server::Server};

impl<K: Keep> Server<K> {
    /// Takes a backup.
    ///
    /// # Errors
    /// When it can't be taken.
    pub fn back_up(&mut self) -> Result<(), StoreError> {
        self.backup = Some(self.keep.copy(&self.authority().store().inner)?);
        Ok(())
    }

    /// Puts the last backup in the place of the data; as `doorstep restore` does, or as if nothing had happened, which is what a machine
    /// does that is put back to a snapshot. Says whether there was one.
    ///
    /// # Errors
    /// When the store fails.
    pub fn restore(&mut self, told: bool, now: Instant, history: &mut History) -> Result<bool, StoreError> {
        let Some(copy) = self.backup.take() else {
            return Ok(false);
        };
        self.skew = self.skew.min(0);
        self.judged = self.skew;
        let Some(store) = self.stop() else { return Ok(false) };
        let store = self.keep.put_back(store, &copy)?;
        for id in &history.sent {
            if store.read(|txn| txn.answer(*id))?.is_none() {
                history.taken_back.insert(*id);
            }
        }
        Self::lost_bytes(&store, history)?;
        self.backup = Some(copy);
        if told && self.plant != Plant::RestoreUnnoticed {
            let opening = self.opening(history);
            recovery::open(&store, opening, self.time(now))?;
        }
        self.start(store, now)?;
        self.operator = (ClientId::from_bits((self.ids + 1) << 9), 0);
        self.ids += 1;
        history.went_back();
        Ok(true)
    }

    /// How a new life begins: with the consents withdrawn again that the journal outside of the backup knows of.
    fn opening(&mut self, history: &History) -> Opening {
        Opening {
            withdrawn: history.withdrawn.clone(),
            ..Opening::new(self.word("e"))
        }
    }

    /// A phone may have proved that the data went back: then another life begins.
    pub(crate) fn notice(&mut self, now: Instant, history: &mut History) -> Result<(), StoreError> {
        if !self.authority().went_back() || self.plant == Plant::RestoreUnnoticed {
            return Ok(());
        }
        let (opening, boot) = (self.opening(history), self.word("b"));
        let at = self.time(now);
        self.authority().begin_life(opening, &boot, at)?;
        history.went_back();
        Ok(())
    }

    /// The operator closes the recovery window, if one is open.
    ///
    /// # Errors
    /// When the store fails.
    pub fn end_recovery(&mut self, now: Instant) -> Result<Touched, StoreError> {
        if self.authority().recovering()?.is_none() {
            return Ok(Touched::new());
        }
        self.authority().end_recovery(self.time(now))
    }
}
