//! Five hundred phones listen when the server goes and comes back, once asked to end and once killed: all of them return, nobody hears of
//! an error, and each has what was written meanwhile.

use std::{sync::Arc, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    net::TcpStream,
    sync::{Barrier, Semaphore},
    task::JoinSet,
    time::sleep,
};

use crate::{
    notebook::{Notebook, Told, remarks},
    running::{RESIDENT, Running, pull},
};

const PHONES: usize = 500;
/// Tabs of one session; one more than six would end the oldest.
const TABS: usize = 5;
/// Calls under way at once: a process may often have no more than a thousand open files.
const CALLS: usize = 200;
/// Phones come back within this time of losing the feed, each at its own moment.
const JITTER: u64 = 2_000;
/// The server goes and comes back so often.
const LIVES: usize = 3;

/// One phone.
struct Phone {
    port: u16,
    cookie: String,
    /// Its place among all.
    place: usize,
    cursor: Value,
    /// Remarks it has, and how many there were in the beginning.
    remarks: usize,
    before: usize,
    calls: Arc<Semaphore>,
}

type Feed = Lines<BufReader<TcpStream>>;

impl Phone {
    fn head(&self, method: &str, path: &str, length: usize) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-doorstep-slot: 0\r\ncookie: {}\r\n\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n",
            self.cookie
        )
    }

    /// An open feed, and the boot that its hello names; none while the server is away.
    async fn listen(&self) -> Option<(Feed, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.ok()?;
        let path = format!("/api/feed?slot=0&actor={RESIDENT}");
        stream.write_all(self.head("GET", &path, 0).as_bytes()).await.ok()?;
        let mut lines = BufReader::new(stream).lines();
        let status = lines.next_line().await.ok().flatten()?;
        assert_eq!(status, "HTTP/1.1 200 OK", "phone {}", self.place);
        let hello = said(&mut lines).await?;
        assert_eq!(hello["kind"], "hello", "{hello}");
        Some((lines, hello["boot"].as_str().unwrap().to_owned()))
    }

    /// Asks for everything since the last time; false when the server went away meanwhile.
    async fn sync(&mut self) -> bool {
        loop {
            let mut ask = pull(RESIDENT);
            if !self.cursor.is_null() {
                ask["cursor"] = self.cursor.clone();
            }
            let Some(page) = self.post("/api/pull", &ask).await else {
                return false;
            };
            let rows = page["rows"].as_array().unwrap().iter();
            self.remarks += rows.filter(|row| row["key"]["kind"] == "feedback").count();
            self.cursor = page["cursor"].clone();
            if page["more"] != true {
                return true;
            }
        }
    }

    async fn post(&self, path: &str, body: &Value) -> Option<Value> {
        let body = body.to_string();
        let _turn = self.calls.acquire().await.unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.ok()?;
        let text = self.head("POST", path, body.len()) + &body;
        stream.write_all(text.as_bytes()).await.ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        assert!(head.starts_with("HTTP/1.1 200 OK"), "phone {}: {head}", self.place);
        serde_json::from_str(body).ok()
    }

    /// Its turn to come back: different for each, and for each life.
    fn turn(&self, life: usize) -> Duration {
        let count = u64::try_from(self.place * LIVES + life + 1).unwrap();
        let mixed = count.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        Duration::from_millis(mixed % JITTER)
    }

    /// Lives through it all: listens, and comes back until it hears a server that it has not heard before.
    async fn live(mut self, all: Arc<Barrier>) {
        let mut known = String::new();
        sleep(self.turn(0)).await;
        for life in 0..LIVES {
            let mut feed = loop {
                match self.listen().await {
                    Some((feed, boot)) if boot != known && self.sync().await => {
                        known = boot;
                        break feed;
                    }
                    // Away, or not quite gone yet.
                    _ => sleep(self.turn(life)).await,
                }
            };
            all.wait().await;
            // Two remarks a life: one while phones were on their way, one now. Everybody hears that there is news, once or more.
            let expected = self.before + 2 * (life + 1);
            while self.remarks < expected {
                let news = said(&mut feed).await.expect("the server is there");
                assert_eq!(news["kind"], "news", "{news}");
                assert!(self.sync().await);
            }
            assert_eq!(self.remarks, expected, "phone {}", self.place);
            all.wait().await;
            while said(&mut feed).await.is_some() {}
            sleep(self.turn(life)).await;
        }
    }
}

/// The next thing a feed says; none when it ended.
async fn said(feed: &mut Feed) -> Option<Value> {
    loop {
        let line = feed.next_line().await.ok().flatten()?;
        if let Some(text) = line.strip_prefix("data: ") {
            return serde_json::from_str(text.trim()).ok();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_phones_come_back_and_nobody_hears_of_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut server = Running::start(&data, &["--demo"]);
    let port = server.port;
    let mut book = Notebook::new(1, &server.enter("resident"));
    let before = remarks(&server, &server.enter("resident")).len();
    let calls = Arc::new(Semaphore::new(CALLS));
    let all = Arc::new(Barrier::new(PHONES + 1));
    let mut phones = JoinSet::new();
    for session in 0..PHONES / TABS {
        let cookie = server.enter("resident");
        for tab in 0..TABS {
            let phone = Phone {
                port,
                cookie: cookie.clone(),
                place: session * TABS + tab,
                cursor: Value::Null,
                remarks: 0,
                before,
                calls: Arc::clone(&calls),
            };
            phones.spawn(phone.live(Arc::clone(&all)));
        }
    }
    for life in 0..LIVES {
        assert_eq!(book.send(port), Told::Done);
        all.wait().await;
        let figures = server.page("/metrics");
        assert!(
            figures.contains(&format!("doorstep_feed_streams {PHONES}")),
            "{figures}"
        );
        assert_eq!(book.send(port), Told::Done);
        all.wait().await;
        let figures = server.page("/metrics");
        assert!(
            figures.contains("route=\"/api/pull\",method=\"POST\",status=\"200\""),
            "{figures}"
        );
        assert!(!figures.contains("status=\"5"), "{figures}");
        if life + 1 == LIVES {
            break;
        }
        if life == 0 {
            server.signal("TERM");
            assert!(
                server.child.wait().unwrap().success(),
                "it ends in order, whoever listens"
            );
        }
        drop(server);
        server = Running::restart(&data, port, &["--demo"]);
    }
    drop(server);
    while let Some(phone) = phones.join_next().await {
        phone.unwrap();
    }
}
