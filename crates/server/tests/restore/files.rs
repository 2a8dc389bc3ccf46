//! Backup files: sealed, sound, refused; and those that make themselves.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use doorstep_domain::{
    Day, Instant,
    time::{DAY, HOUR, MINUTE},
};
use doorstep_server::{
    backup::{
        BackupError,
        check::verify,
        make::backup,
        nightly::{Nightly, Plan, age},
        restore::{Wish, restore},
        seal::SealKey,
    },
    data_dir::HomeError,
};

use super::town::{START, serve};

const NAMES: [&str; 3] = ["示例", "2单元", "000138"];

fn holds(path: &Path, word: &str) -> bool {
    let bytes = fs::read(path).unwrap();
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

fn key(folder: &Path, name: &str) -> SealKey {
    let path = folder.join(name);
    fs::write(&path, format!("{name:k>40}\n")).unwrap();
    SealKey::read(&path).unwrap()
}

#[tokio::test]
async fn a_sealed_backup_says_nothing_without_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (data, plain, sealed) = (path("data"), path("plain"), path("sealed"));
    let server = serve(&data, START);
    let (right, wrong) = (key(folder.path(), "right"), key(folder.path(), "wrong"));
    backup(&data, &plain, None).unwrap();
    backup(&data, &sealed, Some(&right)).unwrap();
    for name in NAMES {
        assert!(holds(&plain, name) && !holds(&sealed, name), "{name}");
    }
    for file in [&plain, &sealed] {
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(matches!(
        verify(&sealed, None, folder.path(), START),
        Err(BackupError::NeedsKey)
    ));
    assert!(matches!(
        verify(&sealed, Some(&wrong), folder.path(), START),
        Err(BackupError::Sealed)
    ));
    let checked = verify(&sealed, Some(&right), folder.path(), START.plus(HOUR)).unwrap();
    let text = checked.to_string();
    assert!(checked.sealed && checked.contents.orders > 10, "{text}");
    assert!(
        text.contains("63 minutes ago") && text.contains(&server.app.epoch()),
        "{text}"
    );
    // Nothing open is left anywhere.
    let left = |folder: &Path| -> Vec<String> {
        let files = fs::read_dir(folder)
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap());
        files.filter(|name| name.starts_with('.')).collect()
    };
    assert_eq!((left(folder.path()), left(&data)), (Vec::new(), Vec::new()));
    // A key and a journal are not in it.
    let secret = fs::read(data.join("receipt.key")).unwrap();
    let bytes = fs::read(&plain).unwrap();
    assert!(!bytes.windows(secret.len()).any(|w| w == secret));
}

#[tokio::test]
async fn a_damaged_backup_is_refused_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (data, file) = (path("data"), path("backup"));
    let server = serve(&data, START);
    backup(&data, &file, None).unwrap();
    let wish = |yes| Wish {
        data: &data,
        from: &file,
        key: None,
        window: 1,
        yes,
    };
    assert!(matches!(
        restore(&wish(true), START),
        Err(BackupError::Home(HomeError::Taken(_)))
    ));
    drop(server);
    assert!(matches!(
        restore(&wish(false), START),
        Err(BackupError::NotConfirmed(_))
    ));
    let before = fs::read(data.join("doorstep.sqlite")).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 5000].fill(0x5a);
    fs::write(&file, bytes).unwrap();
    assert!(verify(&file, None, folder.path(), START).is_err());
    assert!(restore(&wish(true), START).is_err());
    assert_eq!(fs::read(data.join("doorstep.sqlite")).unwrap(), before);
    assert!(backup(&path("nowhere"), &file, None).is_err());
}

#[tokio::test]
async fn backups_make_themselves_each_night_and_old_ones_go() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let (data, backups, key) = (path("data"), path("backups"), path("key"));
    let _server = serve(&data, START);
    let plan = || Plan {
        folder: backups.clone(),
        key: Some(key.clone()),
        keep: 3,
        at: 3 * 60,
    };
    assert!(Nightly::new(plan()).is_err(), "no key file: said at the start");
    fs::write(&key, "k".repeat(40)).unwrap();
    let nightly = Nightly::new(plan()).unwrap();
    let names = || {
        let mut names: Vec<_> = (fs::read_dir(&backups).unwrap())
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    fs::write(backups.join("notes.txt"), "not ours").unwrap();
    // There is none: at once. Then once a night, whatever the hour it was first made.
    let day = Day::from_civil(2026, 11, 23);
    let mut now = day.at(10 * 60);
    assert!(age(&nightly.state(), now) > 366 * 24 * 3600 - 1);
    assert!(nightly.tick(&data, now).unwrap());
    assert!(!nightly.tick(&data, now.plus(MINUTE)).unwrap());
    assert!(!nightly.tick(&data, day.plus(1).at(2 * 60 + 59)).unwrap());
    for n in 1..=4 {
        now = day.plus(n).at(3 * 60);
        assert!(nightly.tick(&data, now).unwrap());
        assert!(!nightly.tick(&data, now.plus(20 * HOUR)).unwrap());
    }
    assert_eq!(
        names(),
        [
            "doorstep-20261125-0300.backup",
            "doorstep-20261126-0300.backup",
            "doorstep-20261127-0300.backup",
            "notes.txt"
        ]
    );
    let sealed = SealKey::read(&key).unwrap();
    for name in &names()[..3] {
        verify(&backups.join(name), Some(&sealed), folder.path(), now).unwrap();
    }
    assert_eq!(age(&nightly.state(), now.plus(HOUR)), 3600);
    // A process that starts anew knows when the last one was made.
    let nightly = Nightly::new(plan()).unwrap();
    assert_eq!(nightly.state().last, Some(now));
    assert!(!nightly.tick(&data, now.plus(HOUR)).unwrap());
    // A failure shows, is tried again, and takes no old backup away.
    fs::remove_file(&key).unwrap();
    now = now.plus(DAY);
    assert!(nightly.tick(&data, now).is_err());
    assert!(nightly.state().failed && nightly.state().last < Some(now));
    assert!(!nightly.tick(&data, now.plus(MINUTE)).unwrap());
    fs::write(&key, "k".repeat(40)).unwrap();
    assert_eq!(names().len(), 4);
    let later: Instant = now.plus(16 * MINUTE);
    assert!(nightly.tick(&data, later).unwrap());
    assert!(!nightly.state().failed);
}
