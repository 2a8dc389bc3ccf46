//! Runs the lane: what lies on disk goes to the community when the replica's queue says so.

use std::{cell::RefCell, rc::Rc};

use doorstep_domain::{OrderId, PersonId, Sha256};
use doorstep_replica::{BlobEffect, BlobEvent, BlobQueue, BlobRefusal, BlobRow, Replica};
use wasm_bindgen_futures::spawn_local;

use super::{
    super::{
        device,
        run::Shell,
        timer::{self, Timer},
    },
    keep, line,
};
use crate::{
    state::attach::{self, Unsent},
    text,
};

/// The lane of whoever sits on this tab.
#[derive(Default)]
struct Lane {
    person: Option<PersonId>,
    queue: BlobQueue,
    /// The disk was looked at, and nothing lay there.
    empty: bool,
    wake: Option<Timer>,
}

thread_local! {
    static LANE: RefCell<Lane> = RefCell::default();
}

/// Whether one more fits beside `rows`.
pub(super) fn has_room(rows: &[BlobRow], bytes: u32) -> bool {
    BlobQueue::fits(rows, bytes)
}

/// Looks at the disk, if anything may lie there, and sends what may go.
pub(super) async fn look(shell: &Rc<Shell>) {
    let named = shell.app().peek(|r, _| (r.person(), names_any(r)));
    let idle = |person| LANE.with_borrow(|lane| lane.empty && lane.person == Some(person));
    if named.is_some_and(|(person, named)| named || !idle(person)) {
        look_again(shell).await;
    }
}

/// The same after something was put there, or taken away.
pub(super) async fn look_again(shell: &Rc<Shell>) {
    let app = shell.app();
    let Some(person) = app.peek(|r, _| r.person()) else {
        return;
    };
    let Ok(rows) = keep::rows(person).await else { return };
    if app.peek(|r, _| r.person()) == Some(person) {
        event(shell, person, BlobEvent::Rows(rows));
    }
}

/// Whether anything that was or will be sent names attachments: another tab may have put them on disk.
fn names_any(replica: &Replica) -> bool {
    let names = |e: &doorstep_replica::Entry| e.given_up().is_none() && !e.command.blobs().is_empty();
    replica.entries().iter().any(names)
}

/// One that was not sent is not wanted.
pub(super) async fn remove(shell: &Rc<Shell>, order: OrderId, hash: &Sha256) {
    let Some(person) = shell.app().peek(|r, _| r.person()) else {
        return;
    };
    // What can't be removed is named by no order, and goes by itself in a while.
    let _ = keep::remove(person, hash, order).await;
    look_again(shell).await;
}

/// What is still here of whoever sits on this tab, and why.
pub(super) fn list(shell: &Rc<Shell>) -> Vec<Unsent> {
    let (app, now) = (shell.app(), device::now());
    let waiting = app.peek(|replica, _| {
        let own = |lane: &Lane| (lane.person == Some(replica.person())).then(|| lane.queue.waiting(replica, now));
        LANE.with_borrow(own)
    });
    attach::unsent(app, waiting.flatten().unwrap_or_default(), now)
}

/// How many are still here of `person`, as far as the disk was looked at.
pub(super) fn count(person: PersonId) -> usize {
    let own = |lane: &Lane| (lane.person == Some(person)).then(|| lane.queue.rows().len());
    LANE.with_borrow(own).unwrap_or(0)
}

/// What waits for the line goes now.
pub(super) fn again(shell: &Rc<Shell>) {
    if let Some(person) = shell.app().peek(|r, _| r.person()) {
        event(shell, person, BlobEvent::Nudge);
    }
}

fn event(shell: &Rc<Shell>, person: PersonId, event: BlobEvent) {
    let app = shell.app();
    let effects = LANE.with_borrow_mut(|lane| {
        if lane.person != Some(person) {
            *lane = Lane {
                person: Some(person),
                ..Lane::default()
            };
        }
        let now = device::now();
        let effects = app.peek(|replica, _| lane.queue.update(event, replica, now));
        lane.empty = lane.queue.rows().is_empty();
        app.unsent_blobs.set(lane.queue.rows().len());
        effects.unwrap_or_default()
    });
    for effect in effects {
        run(shell, person, effect);
    }
}

fn run(shell: &Rc<Shell>, person: PersonId, effect: BlobEffect) {
    let shell = Rc::clone(shell);
    match effect {
        BlobEffect::Send(row) => spawn_local(async move {
            let answer = match keep::bytes(person, &row.hash).await {
                Some(bytes) => line::put(shell.slot(), &row, &bytes).await,
                // The browser threw it away.
                None => Err(BlobRefusal::Gone),
            };
            if shell.app().peek(|r, _| r.person()) == Some(person) {
                event(&shell, person, BlobEvent::Sent { row, answer });
            }
        }),
        BlobEffect::Forget(row) => spawn_local(async move {
            // What stays is sent once more, and the community has it already.
            let _ = keep::remove(person, &row.hash, row.order).await;
        }),
        BlobEffect::Lost(_) => shell.app().say_bad(text::attach::lost()),
        BlobEffect::Wake { at } => {
            let wait = i32::try_from(at.since(device::now()).clamp(0, 600_000)).unwrap_or(600_000);
            let timer = timer::after(wait, move || event(&shell, person, BlobEvent::Look));
            LANE.with_borrow_mut(|lane| lane.wake = Some(timer));
        }
    }
}
