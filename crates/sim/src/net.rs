//! The line between phones and server: what is lost, late, twice or never answered, and what the phones make of it.

use doorstep_protocol::Outcome;
use doorstep_replica::{BlobEvent, BlobRefusal, BlobRow, Event, Failure};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    check::sight,
    keep::Keep,
    phone::Place,
    plant::Plant,
    world::{Asked, Call, Happening, Heard, PATIENCE, World},
};

impl<K: Keep> World<K> {
    /// A call leaves a phone.
    pub fn call(&mut self, place: Place, call: Call) {
        let id = self.id();
        let asked = match &call {
            Call::Push(_) => Asked::Push,
            Call::Pull(_) => Asked::Pull,
            Call::Bytes(row) => Asked::Bytes(row.clone()),
        };
        let bytes = matches!(asked, Asked::Bytes(_));
        if bytes {
            self.has_the_line(place);
        }
        self.calls.insert(id, (place, asked.clone()));
        if !self.phones[place.phone].online {
            self.later(5, Happening::Answer(id, place, unheard(asked)));
            return;
        }
        // A photo over a slow line takes a minute.
        self.later(
            if bytes { 4 * PATIENCE } else { PATIENCE },
            Happening::Timeout(id, place),
        );
        let weather = self.weather;
        let dice = if bytes { &mut self.photos } else { &mut self.dice };
        if dice.percent(weather.lost) {
            self.tally.one("request lost");
            return;
        }
        let way = dice.between(5, weather.slow);
        if dice.percent(weather.twice) {
            self.tally.one("request twice");
            let detour = dice.between(way, way + 3 * weather.slow);
            self.later(detour, Happening::Arrive(id, place, call.clone()));
        }
        self.later(way, Happening::Arrive(id, place, call));
    }

    /// Bytes leave only when no command of this tab is under way.
    fn has_the_line(&mut self, place: Place) {
        let mut under_way = self.calls.values();
        if under_way.any(|(of, asked)| *of == place && matches!(asked, Asked::Push)) {
            self.history
                .broke("I14 bounded", "bytes share the line with a command under way");
        }
    }

    pub(crate) fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Arrive(id, place, call) => self.arrive(id, place, call),
            Happening::Answer(id, place, heard) => {
                let online = self.phones[place.phone].online;
                let failed = heard.failure() == Some(Failure::Unreachable);
                if (online || failed) && self.calls.remove(&id).is_some() {
                    self.hear(place, heard);
                }
            }
            Happening::Timeout(id, place) => {
                if let Some((_, asked)) = self.calls.remove(&id) {
                    self.hear(place, unheard(asked));
                }
            }
            Happening::Written(phone, slot) => self.written(phone, slot),
            Happening::Wake(place) => {
                let now = self.now;
                if self.tab(place).is_some_and(|tab| tab.wake.is_some_and(|at| at <= now)) {
                    self.event(place, Event::Tick);
                }
            }
            Happening::Lane(place) => self.lane(place, BlobEvent::Look),
            Happening::News(place) => self.event(place, Event::News),
        }
    }

    /// The server gets a request, whether or not the phone still waits for the answer.
    fn arrive(&mut self, id: u64, place: Place, call: Call) {
        let Some(seat) = self.phones.get(place.phone).and_then(|p| p.slots.get(place.slot)) else {
            return;
        };
        let (session, person) = (seat.session, seat.person);
        let bytes = matches!(call, Call::Bytes(_));
        self.tick();
        let heard = match call {
            Call::Push(request) => {
                let request = self.line(request);
                let answer = self.server.push(session, request, self.now, &mut self.history);
                if answer.as_ref().is_ok_and(|(_, touched)| !touched.is_empty()) {
                    self.poke();
                }
                Heard::Pushed(answer.map(|(reply, _)| self.line(reply)))
            }
            Call::Pull(request) => {
                let request = self.line(request);
                let answer = self.server.pull(session, &request, self.now, &mut self.history);
                if let Ok(reply) = &answer {
                    let at = self.server.time(self.now);
                    sight::check(&self.server, request.actor, reply, at, &mut self.history);
                }
                Heard::Pulled(answer.map(|reply| self.line(reply)))
            }
            Call::Bytes(row) => {
                let answer = self.server.put_bytes(session, person, &row, self.now);
                if answer.as_ref().is_ok_and(|touched| !touched.is_empty()) {
                    self.tally.one("bytes arrived");
                    self.poke();
                    if let Some(photo) = self.history.photos.get_mut(&(row.order, row.hash.clone())) {
                        (photo.arrived, photo.lost) = (true, false);
                    }
                }
                Heard::Bytes(row, answer.map(drop))
            }
        };
        let dice = if bytes { &mut self.photos } else { &mut self.dice };
        if dice.percent(self.weather.answer_lost) {
            self.tally.one("answer lost after commit");
            return;
        }
        let way = dice.between(5, self.weather.slow);
        self.later(way, Happening::Answer(id, place, heard));
    }

    /// Through the text of the real line, in some runs.
    fn line<T: Serialize + DeserializeOwned>(&mut self, message: T) -> T {
        if !self.weather.wire {
            return message;
        }
        let text = serde_json::to_string(&message);
        match text.and_then(|text| serde_json::from_str(&text)) {
            Ok(read) => read,
            Err(error) => {
                self.history.broke("the wire", error.to_string());
                message
            }
        }
    }

    /// A phone gets an answer, or learns that there is none.
    fn hear(&mut self, place: Place, heard: Heard) {
        let Some(tab) = self.tab(place) else { return };
        let epoch = tab.replica.epoch().to_owned();
        let failure = heard.failure();
        let hasty = self.plant == Plant::NoBackoff && failure == Some(Failure::Unreachable);
        match &heard {
            Heard::Pushed(Ok(reply)) => {
                let gap = reply.results.iter().any(|r| matches!(r.outcome, Outcome::Gap { .. }));
                let forgot = gap || reply.stamp.epoch != epoch;
                self.phones[place.phone].slots[place.slot].ledger.server_forgot |= forgot;
                let judged = reply.results.iter().any(|r| judged(&r.outcome));
                self.answered(place, judged);
                for result in &reply.results {
                    self.history.told(result.command_id, &result.outcome);
                }
            }
            Heard::Pulled(Ok(reply)) => {
                let forgot = !epoch.is_empty() && reply.stamp.epoch != epoch;
                self.phones[place.phone].slots[place.slot].ledger.server_forgot |= forgot;
            }
            Heard::Bytes(row, answer) => self.heard_of(place, row, answer.is_ok()),
            Heard::Pushed(Err(_)) | Heard::Pulled(Err(_)) => {}
        }
        if let Some(failure) = failure {
            self.failed(place, failure, matches!(heard, Heard::Bytes(..)));
        }
        match heard {
            Heard::Pushed(reply) => self.event(place, Event::Pushed(reply)),
            Heard::Pulled(reply) => self.event(place, Event::Pulled(reply)),
            Heard::Bytes(row, answer) => self.lane(place, BlobEvent::Sent { row, answer }),
        }
        if hasty && self.history.violations.is_empty() {
            self.event(place, Event::Nudge);
        }
    }

    /// A phone heard what became of bytes.
    fn heard_of(&mut self, place: Place, row: &BlobRow, received: bool) {
        if received && let Some(photo) = self.history.photos.get_mut(&(row.order, row.hash.clone())) {
            photo.received = true;
        }
        if !received && self.plant == Plant::BytesSentOnce {
            let disk = &mut self.phones[place.phone].slots[place.slot].disk;
            disk.bytes.retain(|known| known.hash != row.hash);
        }
    }

    /// I14: a push of which nothing is judged is no reason to push the same again at once.
    fn answered(&mut self, place: Place, judged: bool) {
        let now = self.now;
        let Some(tab) = self.tab(place) else { return };
        if judged {
            tab.idle = (0, now);
            return;
        }
        if tab.idle.0 == 0 {
            tab.idle.1 = now;
        }
        tab.idle.0 += 1;
        let (tries, since) = tab.idle;
        if tries > 24 && now.since(since) < i64::from(tries) * 200 {
            let what = format!("{tries} pushes in {} ms came to nothing", now.since(since));
            self.history.broke("I14 bounded", what);
        }
    }

    /// I14: what fails is tried again slower and slower. The promise is half a second and more between two tries.
    fn failed(&mut self, place: Place, failure: Failure, bytes: bool) {
        let now = self.now;
        let Some(tab) = self.tab(place) else { return };
        let in_vain = if bytes {
            &mut tab.bytes_in_vain
        } else {
            &mut tab.in_vain
        };
        if failure != Failure::Unreachable {
            *in_vain = (0, now);
        }
        if in_vain.0 == 0 {
            in_vain.1 = now;
        }
        in_vain.0 += 1;
        let (tries, since) = *in_vain;
        // A push and a pull may fail side by side.
        if tries > 24 && now.since(since) < i64::from(tries) * 200 {
            self.history.broke(
                "I14 bounded",
                format!("{tries} calls in {} ms failed", now.since(since)),
            );
        }
    }
}

const fn judged(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Applied { .. } | Outcome::Rejected { .. } | Outcome::Already { .. } | Outcome::Faulted { .. }
    )
}

fn unheard(asked: Asked) -> Heard {
    let failure = Failure::Unreachable;
    match asked {
        Asked::Push => Heard::Pushed(Err(failure)),
        Asked::Pull => Heard::Pulled(Err(failure)),
        Asked::Bytes(row) => Heard::Bytes(row, Err(BlobRefusal::Failed(failure))),
    }
}
