//! Kill -9, two hundred times, while eight clients write: what a client saw acknowledged is there once, with the receipt it saw.

use std::sync::{
    Arc, Condvar, Mutex,
    atomic::{AtomicBool, Ordering},
};

use crate::{
    notebook::{Notebook, Told, known, remarks, sound},
    running::Running,
};

const KILLS: u64 = 200;
const WRITERS: u32 = 8;
/// Acknowledgements before the first kill; each kill waits for another number of them, from none at all to one less than this.
const MOST: u64 = 24;
/// The file is looked at after each of so many kills; each look reads all of it.
const LOOKS: u64 = 20;

/// What the writers and the one who kills tell each other.
#[derive(Debug, Default)]
struct Desk {
    state: Mutex<State>,
    changed: Condvar,
    over: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    /// Counts starts of the server.
    life: u64,
    /// Acknowledgements of this life.
    done: u64,
}

impl Desk {
    /// A server is there.
    fn open(&self) {
        let mut state = self.state.lock().unwrap();
        state.life += 1;
        state.done = 0;
        self.changed.notify_all();
    }

    fn done(&self) {
        self.state.lock().unwrap().done += 1;
        self.changed.notify_all();
    }

    /// Returns once so many were acknowledged in this life.
    fn wait(&self, wanted: u64) {
        let state = self.state.lock().unwrap();
        drop(self.changed.wait_while(state, |state| state.done < wanted).unwrap());
    }

    /// The life of the server after `known`.
    fn next_life(&self, known: u64) -> u64 {
        let state = self.state.lock().unwrap();
        let over = || self.over.load(Ordering::SeqCst);
        let state = self.changed.wait_while(state, |state| state.life == known && !over());
        state.unwrap().life
    }

    /// Writes until it is over: whatever got no answer is sent again to the next server.
    fn write(&self, mut book: Notebook, port: u16) -> Notebook {
        let mut life = self.next_life(0);
        while !self.over.load(Ordering::SeqCst) {
            match book.send(port) {
                Told::Done => self.done(),
                Told::Nothing => life = self.next_life(life),
                Told::Refused(status, head) => panic!("{status} {head}"),
            }
        }
        book
    }
}

#[test]
fn two_hundred_kills_under_load_lose_nothing_and_repeat_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut server = Running::start(&data, &["--demo"]);
    let port = server.port;
    let cookie = server.enter("resident");
    let before = remarks(&server, &cookie);
    let desk = Arc::new(Desk::default());
    let writers: Vec<_> = (0..WRITERS)
        .map(|name| (Notebook::new(name, &server.enter("resident")), Arc::clone(&desk)))
        .map(|(book, desk)| std::thread::spawn(move || desk.write(book, port)))
        .collect();
    for kill in 0..KILLS {
        desk.open();
        // Spread over everything from the first request to well under way, and the same in every run.
        desk.wait(kill * 7 % MOST);
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        if kill % LOOKS == 0 {
            sound(&data);
        }
        server = Running::restart(&data, port, &["--demo"]);
    }
    desk.open();
    desk.wait(u64::from(WRITERS));
    desk.over.store(true, Ordering::SeqCst);
    desk.changed.notify_all();
    let books: Vec<_> = writers.into_iter().map(|writer| writer.join().unwrap()).collect();
    let told: usize = books.iter().map(Notebook::len).sum();
    assert!(u64::try_from(told).unwrap() > KILLS, "{told} commands");
    for book in &books {
        book.check(&server);
    }
    // A command that was repeated would be a second remark; one that was judged and not told of is in no book, but nobody stopped
    // before the last one was told.
    let mut expected = known(&books);
    expected.extend(before);
    expected.sort();
    assert_eq!(remarks(&server, &cookie), expected);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    sound(&data);
    // For the table of `cargo xtask bench`.
    println!("\nkills survived: {KILLS}\nacknowledged commands: {told}");
}
