//! The end of all faults: the network is there, every disk works, everybody signs in, and what is unsent goes out.

use doorstep_authority::StoreError;
use doorstep_replica::Standing;

use crate::{keep::Keep, plan::Weather, server::Session, world::World};

/// Rounds after which an outbox that still is not empty counts as stuck. A round is a minute and a look at the app.
const ROUNDS: usize = 40;

impl<K: Keep> World<K> {
    /// Stops every fault.
    ///
    /// # Errors
    /// When the store fails.
    pub fn calm(&mut self) -> Result<(), StoreError> {
        self.weather = Weather {
            slow: 50,
            ..Weather::default()
        };
        self.server.down_until = None;
        self.server.old_until = None;
        self.server.trust_clock();
        self.heal_disks();
        for phone in 0..self.phones.len() {
            self.phones[phone].online = true;
            for slot in 0..self.phones[phone].slots.len() {
                let seat = &self.phones[phone].slots[slot];
                let reauth = seat
                    .tabs
                    .iter()
                    .any(|tab| tab.replica.link().standing == Standing::Reauth);
                if reauth || self.server.sessions[seat.session].1 == Session::Expired {
                    self.sign_in_again(phone, slot);
                }
            }
        }
        self.pass(60_000)?;
        self.update_the_old();
        // Whoever knows that the data went back says so, brings what it has, and then the window closes.
        for _ in 0..3 {
            for _ in 0..3 {
                for place in self.places() {
                    self.look(place);
                }
                self.pass(60_000)?;
            }
            if !self.server.end_recovery(self.now)?.is_empty() {
                self.poke();
            }
        }
        Ok(())
    }

    /// Lets everybody sync until nothing moves; says so when something never comes to rest.
    ///
    /// # Errors
    /// When the store fails.
    pub fn settle(&mut self) -> Result<(), StoreError> {
        let mut still = 0;
        for _ in 0..ROUNDS {
            self.changed = false;
            for place in self.places() {
                self.look(place);
            }
            self.pass(if still == 0 { 60_000 } else { 3_000 })?;
            still = if self.busy().is_none() && self.on_the_way().is_none() && !self.changed {
                still + 1
            } else {
                0
            };
            // What one phone sent is news for another.
            if still == 2 {
                return Ok(());
            }
        }
        if let Some(what) = self.busy() {
            self.history.broke("I14 bounded", what);
        } else if let Some(what) = self.on_the_way() {
            self.history.broke("I15 progress", what);
        }
        Ok(())
    }

    /// Something that has not come to rest.
    fn busy(&self) -> Option<String> {
        for device in &self.phones {
            for slot in &device.slots {
                let Some(tab) = slot.tabs.first() else { continue };
                let pending = tab.replica.entries().iter().find(|e| e.is_pending());
                if let Some(entry) = pending {
                    return Some(format!(
                        "{} never gets rid of {entry:?}: {:?}",
                        slot.person,
                        tab.replica.link()
                    ));
                }
                if tab.replica.synced().is_none() {
                    return Some(format!("{} never syncs: {:?}", slot.person, tab.replica.link()));
                }
            }
        }
        None
    }

    /// Bytes on a phone that an order names and nobody has. Where the contacts are hidden nobody is shown them either.
    fn on_the_way(&self) -> Option<String> {
        for device in &self.phones {
            for slot in device.slots.iter().filter(|slot| !slot.tabs.is_empty()) {
                for row in slot.disk.bytes.iter().filter(|row| !slot.ledger.gave_up(&row.hash)) {
                    let photo = self.history.photos.get(&(row.order, row.hash.clone()));
                    if let Some(photo) = photo.filter(|photo| self.server.shows(photo) && self.server.awaits(photo)) {
                        return Some(format!("{} never brings {photo:?}", slot.person));
                    }
                }
            }
        }
        None
    }
}
