//! The real binary: signals, kill -9, the lock, TLS, and what it writes to its log.
#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

mod running;

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use running::{RESIDENT, Running, command, pull, read, request};
use serde_json::{Value, json};
use tokio_rustls::rustls::{
    self, ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};

#[test]
fn a_signal_ends_it_however_many_streams_are_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Running::start(&folder.path().join("data"), &["--demo"]);
    // Ten sessions of five streams: more of one session would end the oldest.
    let streams: Vec<_> = (0..10)
        .flat_map(|_| {
            let cookie = server.enter("resident");
            (0..5).map(|_| cookie.clone()).collect::<Vec<_>>()
        })
        .map(|cookie| {
            let path = format!("/api/feed?slot=0&actor={RESIDENT}");
            let mut stream = BufReader::new(request(server.connect(), "GET", &path, &cookie, &Value::Null));
            let mut line = String::new();
            while !line.contains("hello") {
                line.clear();
                assert_ne!(stream.read_line(&mut line).unwrap(), 0);
            }
            stream
        })
        .collect();
    server.signal("TERM");
    let began = Instant::now();
    let status = loop {
        if let Some(status) = server.child.try_wait().unwrap() {
            break status;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(status.success(), "{status}");
    drop(streams);
}

#[test]
fn killed_and_started_again_it_knows_everybody_and_everything() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Running::start(&data, &["--demo"]);
    let cookie = server.enter("resident");
    let write = json!({ "feedback": { "write": { "feedback": "00000000-0000-7000-8000-0000000000aa", "community": "yy", "text": "路灯不亮" } } });
    let push = json!({ "actor": RESIDENT, "entries": [{
        "schema": 1, "version": 1, "actor": RESIDENT, "client": "00000000-0000-7000-8000-0000000000bb", "number": 1,
        "command_id": "00000000-0000-7000-8000-0000000000cc", "device_time": 1_795_399_200_000_i64, "body": write,
    }] });
    let (status, _, first) = server.call("POST", "/api/push", &cookie, &push);
    assert_eq!((status, &first["results"][0]["outcome"]), (200, &json!("applied")));
    server.signal("KILL");
    drop(server);

    let server = Running::start(&data, &["--demo"]);
    let (status, _, who) = server.call("GET", "/api/session", &cookie, &Value::Null);
    assert_eq!((status, &who["person"]), (200, &json!(RESIDENT)));
    let (_, _, again) = server.call("POST", "/api/push", &cookie, &push);
    assert_eq!(again["results"][0]["outcome"], "already");
    assert_eq!(again["results"][0]["first"]["receipt"], first["results"][0]["receipt"]);
    let (_, _, page) = server.call("POST", "/api/pull", &cookie, &pull(RESIDENT));
    assert!(page.to_string().contains("路灯不亮"));
    assert_eq!(page["stamp"]["epoch"], first["stamp"]["epoch"]);
    assert_ne!(page["stamp"]["boot"], first["stamp"]["boot"]);
}

#[test]
fn two_do_not_share_a_folder_and_another_database_is_refused_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let _server = Running::start(&data, &[]);
    let second = command(&data, &[]).output().unwrap();
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("another doorstep"));
    let other = command(
        &folder.path().join("b"),
        &["--database", "postgres://user:secret@host/db"],
    )
    .output()
    .unwrap();
    let said = String::from_utf8_lossy(&other.stderr);
    assert!(
        !other.status.success() && said.contains("SQLite only") && !said.contains("secret"),
        "{said}"
    );
}

#[test]
fn the_first_start_prints_a_code_and_the_start_after_set_up_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut server = command(&data, &[])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(server.stdout.take().unwrap());
    let mut read_line = || {
        let mut line = String::new();
        assert_ne!(out.read_line(&mut line).unwrap(), 0);
        line.trim().to_owned()
    };
    let port: u16 = read_line().rsplit(':').next().unwrap().parse().unwrap();
    let code = loop {
        let line = read_line();
        if line.len() == 29 && line.matches('-').count() == 4 {
            break line;
        }
    };
    let wish = json!({
        "code": code, "account": "zheng", "password": "窗口三点半喝茶去", "name": "郑示例", "community": "jmk",
        "community_name": "示例社区", "community_phone": "00091900009", "device": "Chrome",
    });
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let (status, ..) = read(&mut request(stream, "POST", "/api/session/setup", "", &wish));
    assert_eq!(status, 200);
    server.kill().unwrap();
    server.wait().unwrap();
    let output = {
        let mut again = command(&data, &[])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(again.stdout.take().unwrap());
        let mut text = String::new();
        out.read_line(&mut text).unwrap();
        again.kill().unwrap();
        again.wait().unwrap();
        out.read_to_string(&mut text).unwrap();
        text
    };
    assert!(
        output.starts_with("listening on") && !output.contains("one-time"),
        "{output}"
    );
}

#[test]
fn one_port_speaks_tls_with_its_own_certificate_and_plain_http() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Running::start(&data, &["--demo", "--lan"]);
    let pem = std::fs::read(data.join("lan-127.0.0.1_localhost.pem")).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(&pem).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("127.0.0.1").unwrap();
    let tls = StreamOwned::new(ClientConnection::new(Arc::new(config), name).unwrap(), server.connect());
    let (status, cookie, who) = read(&mut request(tls, "POST", "/api/demo", "", &json!({ "who": "member" })));
    assert_eq!((status, &who["name"]), (200, &json!("李示例")));
    assert!(cookie.starts_with("__Host-ds0="));
    assert_eq!(server.call("GET", "/api/health", "", &Value::Null).0, 200);
}

#[test]
fn the_log_says_what_happened_and_never_to_whom_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let server = Running::start(&data, &["--demo"]);
    let mut secrets: Vec<String> = vec![
        "路灯".into(),
        "楼道".into(),
        "室".into(),
        "血压".into(),
        "示例".into(),
        "000138".into(),
    ];
    for person in [
        "resident",
        "daughter",
        "member",
        "member2",
        "volunteer",
        "desk",
        "secretary",
    ] {
        let cookie = server.enter(person);
        secrets.push(cookie.split('=').nth(1).unwrap().to_owned());
        let (_, _, who) = server.call("GET", "/api/session", &cookie, &Value::Null);
        let me = who["person"].as_str().unwrap();
        assert_eq!(server.call("POST", "/api/pull", &cookie, &pull(me)).0, 200);
        let reveal = json!({ "community": "yy", "order": "de400000-0000-7000-8000-000000000003", "why": "other" });
        server.call("POST", "/api/reveal", &cookie, &reveal);
        let (_, _, card) = server.call("POST", "/api/card", &cookie, &json!({ "person": RESIDENT }));
        for field in ["code", "url"] {
            secrets.extend(
                card[field]
                    .as_str()
                    .map(|text| text.rsplit('#').next().unwrap().to_owned()),
            );
        }
        server.call(
            "POST",
            "/api/session/card",
            "",
            &json!({ "secret": "路灯", "device": "王示例的手机" }),
        );
        server.call(
            "POST",
            "/api/push",
            &cookie,
            &json!({ "actor": me, "entries": [{ "bad": "路灯" }] }),
        );
    }
    assert_eq!(server.call("POST", "/api/demo/reset", "", &json!({})).0, 204);
    server.signal("TERM");
    assert!(server.lines[0].starts_with("listening on http://127.0.0.1:"));
    drop(server);
    let log = std::fs::read_to_string(data.with_extension("log")).unwrap();
    assert!(
        log.contains("route=\"/api/reveal\"") && log.contains("card printed"),
        "{log}"
    );
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
}

fn doorstep(args: &[&str]) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_doorstep"))
        .args(args)
        .output()
        .unwrap();
    let text = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(text).unwrap())
}

#[test]
fn a_backup_beside_the_server_is_verified_restored_and_reported() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (data, file, key, nights) = (path("data"), path("backup"), path("key"), path("nights"));
    std::fs::write(&key, "k".repeat(30)).unwrap();
    let server = Running::start(
        Path::new(&data),
        &["--demo", "--backup-dir", &nights, "--backup-key-file", &key],
    );
    let sealed = ["--key-file", &*key];
    let (ok, text) = doorstep(&[&["backup", "--data", &data, "--to", &file], &sealed[..]].concat());
    assert!(ok && text.contains("sound"), "{text}");
    assert!(!doorstep(&["verify", &file]).0, "sealed");
    let (ok, text) = doorstep(&[&["verify", &file], &sealed[..]].concat());
    assert!(ok && text.contains("c:yy"), "{text}");
    let restore =
        |more: &[&str]| doorstep(&[&["restore", "--data", &data, "--from", &file], &sealed[..], more].concat());
    let (ok, text) = restore(&["--yes"]);
    assert!(!ok && text.contains("another doorstep is using"), "{text}");
    // It makes its own first backup at once; how long that takes is the machine's affair.
    let until = Instant::now() + Duration::from_mins(1);
    while std::fs::read_dir(&nights).unwrap().count() == 0 {
        assert!(Instant::now() < until, "no backup came");
        std::thread::sleep(Duration::from_millis(100));
    }
    let (ok, text) = doorstep(&["recovery", "--data", &data]);
    assert!(ok && text.contains("never restored"), "{text}");
    drop(server);
    assert!(!restore(&[]).0, "somebody has to say yes");
    let (ok, text) = restore(&["--yes", "--window", "5"]);
    assert!(
        ok && text.contains("replaced-") && text.contains("Start the server now"),
        "{text}"
    );
    let (ok, text) = doorstep(&["recovery", "--data", &data, "--end"]);
    assert!(ok, "{text}");
    let server = Running::start(Path::new(&data), &["--demo"]);
    let until = Instant::now() + Duration::from_mins(1);
    while !doorstep(&["recovery", "--data", &data]).1.contains("closed") {
        assert!(Instant::now() < until, "the window never ended");
        std::thread::sleep(Duration::from_millis(100));
    }
    let (status, ..) = server.call("GET", "/api/health", "", &json!(null));
    assert_eq!(status, 200);
}
