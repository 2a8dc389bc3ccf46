//! The real binary in a process of its own, and calls over plain sockets.
#![allow(dead_code, reason = "each test program uses what it needs")]

use std::{
    io::{BufRead as _, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

/// The demo's resident.
pub(crate) const RESIDENT: &str = "de300000-0000-7000-8000-000000000001";

/// A running server; killed when it is dropped.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) port: u16,
    pub(crate) lines: Vec<String>,
}

impl Running {
    /// On a free port.
    pub(crate) fn start(data: &Path, more: &[&str]) -> Self {
        Self::spawn(data, command(data, more))
    }

    /// On the port it had before.
    pub(crate) fn restart(data: &Path, port: u16, more: &[&str]) -> Self {
        Self::spawn(data, command_at(data, port, more))
    }

    /// What `command` starts, once it listens.
    pub(crate) fn spawn(data: &Path, mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::from(
                std::fs::File::options()
                    .create(true)
                    .append(true)
                    .open(data.with_extension("log"))
                    .unwrap(),
            ))
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = Vec::new();
        let port = loop {
            let mut line = String::new();
            assert_ne!(out.read_line(&mut line).unwrap(), 0, "it ended: {lines:?}");
            lines.push(line.trim().to_owned());
            if let Some(address) = line.trim().strip_prefix("listening on http://") {
                break address.rsplit(':').next().unwrap().parse().unwrap();
            }
        };
        Self { child, port, lines }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    pub(crate) fn call(&self, method: &str, path: &str, cookie: &str, body: &Value) -> (u16, String, Value) {
        read(&mut request(self.connect(), method, path, cookie, body))
    }

    /// A page as text.
    pub(crate) fn page(&self, path: &str) -> String {
        let text = everything(&mut request(self.connect(), "GET", path, "", &Value::Null));
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
        assert_eq!(status(head), 200, "{text}");
        body.to_owned()
    }

    pub(crate) fn enter(&self, who: &str) -> String {
        let (status, cookie, _) = self.call("POST", "/api/demo", "", &json!({ "who": who }));
        assert_eq!(status, 200);
        cookie
    }

    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([&format!("-{name}"), &self.child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `doorstep serve` on a free port.
pub(crate) fn command(data: &Path, more: &[&str]) -> Command {
    command_at(data, 0, more)
}

fn command_at(data: &Path, port: u16, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doorstep"));
    command
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
        .arg(data)
        .args(more);
    command
}

/// Sends one call; the answer is to be [`read`].
pub(crate) fn request<S: Read + Write>(stream: S, method: &str, path: &str, cookie: &str, body: &Value) -> S {
    try_request(stream, method, path, cookie, body).unwrap()
}

/// The same over a connection that may break.
pub(crate) fn try_request<S: Read + Write>(
    mut stream: S,
    method: &str,
    path: &str,
    cookie: &str,
    body: &Value,
) -> std::io::Result<S> {
    let body = body.to_string();
    let text = format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-doorstep-slot: 0\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(text.as_bytes())?;
    Ok(stream)
}

/// Status, cookie and body of an answer.
pub(crate) fn read<S: Read>(stream: &mut S) -> (u16, String, Value) {
    let text = everything(stream);
    let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
    let cookie = field(head, "set-cookie").map_or("", |line| line.split(';').next().unwrap());
    (
        status(head),
        cookie.to_owned(),
        serde_json::from_str(body).unwrap_or_default(),
    )
}

/// Status, head and body of an answer that came whole; none where the connection ended before.
pub(crate) fn try_read<S: Read>(stream: &mut S) -> Option<(u16, String, Value)> {
    let text = everything(stream);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let whole: usize = field(head, "content-length")?.parse().ok()?;
    (body.len() == whole).then(|| {
        (
            status(head),
            head.to_owned(),
            serde_json::from_str(body).unwrap_or_default(),
        )
    })
}

fn everything<S: Read>(stream: &mut S) -> String {
    let mut bytes = Vec::new();
    // A TLS peer that closes without a goodbye is an error after the answer was read, and so is a peer that was killed.
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn status(head: &str) -> u16 {
    head.split(' ').nth(1).unwrap().parse().unwrap()
}

/// A header of an answer.
pub(crate) fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// What a phone of `person` asks for that knows nothing yet.
pub(crate) fn pull(person: &str) -> Value {
    json!({ "schema": 1, "actor": person, "limit": 500 })
}
