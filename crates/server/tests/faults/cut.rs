//! A proxy that swallows answers after the server has done its work: the worst moment of an outbox, since nobody knows what happened.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    thread,
};

use crate::{
    notebook::{Notebook, Told, known, remarks},
    running::Running,
};

const COMMANDS: usize = 40;

/// Carries one call after the other to `port`. Of three answers, one is swallowed whole and one is cut in its middle.
fn cutting(port: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for (count, phone) in listener.incoming().enumerate() {
            let mut phone = phone.unwrap();
            let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
            let (mut from, mut to) = (phone.try_clone().unwrap(), server.try_clone().unwrap());
            // Ends when the phone has gone, which it does when its answer ends.
            let onward = thread::spawn(move || std::io::copy(&mut from, &mut to));
            let mut answer = Vec::new();
            server.read_to_end(&mut answer).unwrap();
            let through = match count % 3 {
                0 => 0,
                1 => answer.len() * 2 / 3,
                _ => answer.len(),
            };
            phone.write_all(&answer[..through]).unwrap();
            // The phone may have gone by itself.
            let _ = phone.shutdown(Shutdown::Both);
            drop(onward.join());
        }
    });
    own
}

#[test]
fn an_answer_cut_off_after_the_commit_means_one_effect_and_the_first_receipt() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::start(&folder.path().join("data"), &["--demo"]);
    let cookie = server.enter("resident");
    let before = remarks(&server, &cookie).len();
    let port = cutting(server.port);
    let mut book = Notebook::new(1, &cookie);
    let mut tries = 0;
    while book.len() < COMMANDS {
        let (told, there) = (book.send(port), remarks(&server, &cookie).len());
        tries += 1;
        match told {
            Told::Done => assert_eq!(there, before + book.len()),
            // The phone does not know; the server has it already, and will have it no more than once.
            Told::Nothing => assert_eq!(there, before + book.len() + 1),
            Told::Refused(status, head) => panic!("{status} {head}"),
        }
    }
    assert_eq!(tries, 3 * COMMANDS, "each needed three tries");
    book.check(&server);
    assert_eq!(remarks(&server, &cookie).len(), before + known(&[book]).len());
}
