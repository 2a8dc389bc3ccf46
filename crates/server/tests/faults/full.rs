//! The disk is full: reads go on, writes are told to come back, nothing that was acknowledged is lost, and once there is room it goes on
//! by itself. The disk is a small one in memory that only the server sees, and that goes with it.

use std::{
    fs::{self, File},
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::{
    notebook::{Notebook, Told, known, remarks},
    running::{RESIDENT, Running, command, field, pull},
};

/// Mounts a disk of this size over the folder in `$0`, and becomes what comes after it.
const SMALL_DISK: &str = "mount -t tmpfs -o size=16m tmpfs \"$0\" && exec \"$@\"";

/// `doorstep serve --demo` on a small disk of its own; none where the system allows nobody to make one.
fn on_a_small_disk(data: &Path) -> Option<Running> {
    let alone = |folder: &Path| {
        let mut alone = Command::new("unshare");
        alone.args(["--mount", "--map-root-user", "sh", "-c", SMALL_DISK]);
        alone.arg(folder);
        alone
    };
    let allowed = alone(data).arg("true").stderr(Stdio::null()).status();
    if !allowed.is_ok_and(|status| status.success()) {
        return None;
    }
    let serve = command(&data.join("data"), &["--demo"]);
    let mut alone = alone(data);
    alone.arg(serve.get_program()).args(serve.get_args());
    Some(Running::spawn(data, alone))
}

/// Writes until not one byte more fits.
fn fill(file: &Path) {
    let mut file = File::create(file).unwrap();
    for size in [65_536, 4_096, 1] {
        let block = vec![7; size];
        let end = loop {
            if let Err(error) = file.write_all(&block) {
                break error;
            }
        };
        assert_eq!(end.kind(), ErrorKind::StorageFull, "{end}");
    }
}

/// Sends until the disk is full, and says how that was told.
fn until_refused(book: &mut Notebook, port: u16) -> (u16, String) {
    loop {
        match book.send(port) {
            Told::Done => {}
            Told::Refused(status, head) => return (status, head),
            Told::Nothing => panic!("no answer"),
        }
    }
}

#[test]
fn on_a_full_disk_reads_go_on_writes_wait_and_all_goes_on_with_room() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = on_a_small_disk(folder.path()) else {
        println!("nobody may mount a disk here: the full disk is not tried");
        return;
    };
    let cookie = server.enter("resident");
    let before = remarks(&server, &cookie);
    let mut books = [1, 2].map(|name| Notebook::new(name, &server.enter("resident")));
    let inside: PathBuf = ["/proc", &server.child.id().to_string(), "root"].iter().collect();
    let filler = inside.join(folder.path().strip_prefix("/").unwrap()).join("filler");
    for _ in 0..2 {
        for book in &mut books {
            for _ in 0..10 {
                assert_eq!(book.send(server.port), Told::Done);
            }
        }
        fill(&filler);
        for book in &mut books {
            let (status, head) = until_refused(book, server.port);
            assert_eq!((status, field(&head, "retry-after")), (507, Some("60")), "{head}");
            assert!(head.contains("x-doorstep-epoch"), "{head}");
        }
        // Whoever only reads notices nothing.
        let (status, _, who) = server.call("GET", "/api/session", &cookie, &Value::Null);
        assert_eq!((status, &who["person"]), (200, &json!(RESIDENT)));
        assert_eq!(server.call("POST", "/api/pull", &cookie, &pull(RESIDENT)).0, 200);
        assert_eq!(server.call("GET", "/api/health", "", &Value::Null).0, 200);
        let mut expected = known(&books);
        expected.extend(before.clone());
        expected.sort();
        assert_eq!(
            remarks(&server, &cookie),
            expected,
            "all that was told, and nothing else"
        );
        // A sign-in writes so little that it may still fit.
        let (status, ..) = server.call("POST", "/api/demo", "", &json!({ "who": "member" }));
        assert!([200, 507].contains(&status), "{status}");
        fs::remove_file(&filler).unwrap();
    }
    for book in &mut books {
        assert_eq!(book.send(server.port), Told::Done, "the command that waited");
        book.check(&server);
    }
}
