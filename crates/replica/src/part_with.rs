//! What is hidden a day after a job goes from the phone by itself: a phone that is offline hears of no timer. When, is a rule of
//! the domain; here is whose clock it goes by, and that it leaves the disk too.

use doorstep_domain::{
    Command, Entity, Instant, Key,
    order::{self, Act, Attachments, Known, Order, OrderCommand, ServiceCode},
    time::HOUR,
};

use crate::{effect::Effect, entry::EntryState, replica::Replica, world};

/// The server's clock is written at least this often while nothing is heard of it.
const WRITE_EVERY: i64 = HOUR;
/// Later than any moment: the server is asked again for everything as soon as it answers.
const ALWAYS: Instant = Instant(i64::MAX / 2);

impl Replica {
    /// Parts with whatever is due, in memory and, from the tab that sends, on disk.
    pub(crate) fn part_with(&mut self, effects: &mut Vec<Effect>) {
        let Some(heard) = self.confirmed_meta.heard else { return };
        let actor = world::actor(&self.confirmed.entities, self.meta.person, heard.server);
        let mut due: Vec<Key> = Vec::new();
        for entity in self.confirmed.entities.values() {
            let Entity::Order(order) = entity else { continue };
            let known = Known {
                heard: heard.said,
                left: self.left(order),
            };
            if let Some((at, early)) = order::parts_at(order, &actor, known)
                && at <= heard.server
            {
                let until = if early { ALWAYS } else { at };
                self.confirmed_meta.hid = self.confirmed_meta.hid.max(Some(until));
                due.push(entity.key());
            }
        }
        if !due.is_empty() {
            for key in due {
                if let Some(Entity::Order(order)) = self.confirmed.entities.get_mut(&key) {
                    order::part_with(order, &actor);
                }
                self.parted.push(key);
            }
            self.changed(effects);
        }
        self.write_parted(heard.server, effects);
        self.part_with_entries(effects);
    }

    /// When this person finished an order or gave it back, as an entry under way says.
    fn left(&self, order: &Order) -> Option<Instant> {
        let under_way = self.entries.iter().find(|e| match &e.command {
            Command::Order(c) if c.order == order.id && e.is_pending() => {
                matches!(c.act, Act::Finish(_) | Act::HandBack { .. })
            }
            _ => false,
        });
        under_way.map(|e| e.made.plus(self.meta.skew.unwrap_or(0)))
    }

    /// Another tab may send: it parts with the same by itself, and two writers would take each other's cursor back.
    fn write_parted(&mut self, server: Instant, effects: &mut Vec<Effect>) {
        let stale = self.heard_saved.is_none_or(|at| server.since(at) >= WRITE_EVERY);
        // Beside a page that is being written it waits its turn: should the disk refuse the page and take this, the two would not fit.
        let beside = effects.iter().any(|e| matches!(e, Effect::SaveConfirmed { .. }));
        if !self.link.leader || self.confirmed_torn || beside || self.parted.is_empty() && !stale {
            return;
        }
        let keys = core::mem::take(&mut self.parted);
        self.heard_saved = Some(server);
        effects.push(Effect::SaveConfirmed {
            clear: false,
            put: keys.iter().filter_map(|key| self.confirmed.get(key).cloned()).collect(),
            remove: Vec::new(),
            meta: self.confirmed_meta.clone(),
        });
    }

    /// What was sent is kept in case the server loses it; of an order whose contacts are hidden only what names nobody.
    fn part_with_entries(&mut self, effects: &mut Vec<Effect>) {
        let mut put = Vec::new();
        for entry in &mut self.entries {
            let Command::Order(command) = &mut entry.command else {
                continue;
            };
            let over = match self.confirmed.get(&Key::order(command.order)) {
                Some(Entity::Order(order)) => order.contacts_hidden,
                _ => false,
            };
            if over && matches!(entry.state, EntryState::Settled(_)) && forget(command) {
                put.push(entry.clone());
            }
        }
        if !put.is_empty() && self.link.leader {
            self.save(put, Vec::new(), effects);
        }
    }
}

/// Takes out what says who and where, and the code; whether there was anything. An order that a restored server is told of again
/// has a code that everybody knows, and nobody at the door asks for it any more.
fn forget(command: &mut OrderCommand) -> bool {
    match &mut command.act {
        Act::Place(placing) => {
            let nobodys = ServiceCode::from_random(0);
            let said = !placing.attached.is_empty()
                || !placing.note.is_empty()
                || !placing.door.is_empty()
                || !placing.contact_name.is_empty();
            if placing.code == nobodys && !said {
                return false;
            }
            placing.code = nobodys;
            placing.contact_phone = None;
            placing.door.clear();
            placing.contact_name.clear();
            placing.note.clear();
            placing.health.clear();
            placing.attached = Attachments::default();
            true
        }
        Act::Finish(finishing) => {
            let photos = core::mem::take(&mut finishing.attached);
            finishing.code.take().is_some() || !photos.is_empty()
        }
        _ => false,
    }
}
