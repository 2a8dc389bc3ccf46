//! What is hidden a day after a job goes from the phone by itself: a phone that is offline hears of no timer. When, is a rule of
//! the domain; here is whose clock it goes by, and that it leaves the disk too.

use doorstep_domain::{
    Actor, Command, Entity, Instant, Key,
    order::{self, Act, Known, Order, OrderCommand, ServiceCode},
    time::HOUR,
};

use crate::{
    effect::Effect,
    entry::{Entry, EntryState},
    replica::Replica,
    world,
};

/// The server's clock is written at least this often while nothing is heard of it.
const WRITE_EVERY: i64 = HOUR;
/// Later than any moment: the server is asked again for everything as soon as it answers.
const ALWAYS: Instant = Instant(i64::MAX / 2);

impl Replica {
    /// Parts with whatever is due at `now`, in memory and, from the tab that sends, on disk.
    pub(crate) fn part_with(&mut self, effects: &mut Vec<Effect>) {
        let Some(heard) = self.confirmed_meta.heard else { return };
        let actor = world::actor(&self.confirmed.entities, self.meta.person, heard.server);
        let due: Vec<(Key, Option<Instant>)> = self
            .confirmed
            .iter()
            .filter_map(|entity| {
                let Entity::Order(order) = entity else { return None };
                let (at, early) = self.due(order, &actor, heard.said)?;
                (at <= heard.server).then(|| (entity.key(), early))
            })
            .collect();
        let parted = !due.is_empty();
        for (key, until) in due {
            if let Some(Entity::Order(order)) = self.confirmed.entities.get_mut(&key) {
                order::part_with(order, &actor, heard.server);
            }
            self.confirmed_meta.hid = self.confirmed_meta.hid.max(until);
            self.parted.push(key);
        }
        if parted {
            self.changed(effects);
        }
        self.write_parted(heard.server, effects);
        self.part_with_entries(effects);
    }

    /// When an order's fields go, and until when the server may show them all the same.
    fn due(&self, order: &Order, actor: &Actor, heard: Instant) -> Option<(Instant, Option<Instant>)> {
        let left = self.left(order);
        let at = order::parts_at(order, actor, Known { heard, left })?;
        let told = Known {
            heard: ALWAYS,
            left: None,
        };
        let told = order::parts_at(order, actor, told);
        Some((at, Some(if told == Some(at) { at } else { ALWAYS })))
    }

    /// When this person finished an order or gave it back, as an entry under way says.
    fn left(&self, order: &Order) -> Option<Instant> {
        let skew = self.meta.skew.unwrap_or(0);
        let ends = |e: &&Entry| match &e.command {
            Command::Order(OrderCommand { order: id, act, .. }) if *id == order.id => {
                matches!(act, Act::Finish(_) | Act::HandBack { .. })
            }
            _ => false,
        };
        let under_way = self.entries.iter().filter(|e| e.is_pending()).find(ends);
        under_way.map(|e| e.made.plus(skew))
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
        let put = keys.iter().filter_map(|key| self.confirmed.get(key).cloned()).collect();
        self.heard_saved = Some(server);
        effects.push(Effect::SaveConfirmed {
            clear: false,
            put,
            remove: Vec::new(),
            meta: self.confirmed_meta.clone(),
        });
    }

    /// What was sent is kept in case the server loses it; of an order whose contacts are hidden only what names nobody.
    fn part_with_entries(&mut self, effects: &mut Vec<Effect>) {
        let mut put = Vec::new();
        for entry in self
            .entries
            .iter_mut()
            .filter(|e| matches!(e.state, EntryState::Settled(_)))
        {
            let over = |key: &Key| matches!(self.confirmed.get(key), Some(Entity::Order(o)) if o.contacts_hidden);
            if over(&entry.command.key()) && forget(&mut entry.command) {
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
fn forget(command: &mut Command) -> bool {
    let Command::Order(OrderCommand { act, .. }) = command else {
        return false;
    };
    match act {
        Act::Place(placing) => {
            let nobodys = ServiceCode::from_random(0);
            let told = placing.code != nobodys;
            placing.code = nobodys;
            let phone = placing.contact_phone.take().is_some();
            let texts = [
                &mut placing.door,
                &mut placing.contact_name,
                &mut placing.note,
                &mut placing.health,
            ];
            texts.into_iter().fold(phone || told, |any, text| {
                let had = !text.is_empty();
                text.clear();
                any || had
            })
        }
        Act::Finish(finishing) => finishing.code.take().is_some(),
        _ => false,
    }
}
