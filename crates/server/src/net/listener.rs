//! One port for plain HTTP and TLS: the first byte tells. A phone types the https address, the person at the machine keeps using
//! localhost.

use core::time::Duration;
use std::{io, sync::Arc};

use axum::serve::Listener;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};

use super::{Peer, io::Io};

/// The first byte of a TLS handshake record.
const HANDSHAKE: u8 = 0x16;
/// A phone on a bad network needs seconds for a handshake; longer is a connection that says nothing.
const PATIENCE: Duration = Duration::from_secs(10);
/// Connections that are ready and not yet taken.
const READY: usize = 64;

/// Accepts connections.
#[derive(Debug)]
pub struct Door {
    ready: mpsc::Receiver<(Io, Peer)>,
    local: Peer,
}

impl Door {
    /// Opens `listener`; with `tls`, for both.
    ///
    /// # Errors
    /// When the socket has no address.
    pub fn open(listener: TcpListener, tls: Option<Arc<ServerConfig>>) -> io::Result<Self> {
        let (send, ready) = mpsc::channel(READY);
        let local = Peer {
            address: listener.local_addr()?,
            tls: tls.is_some(),
        };
        tokio::spawn(accept(listener, tls.map(TlsAcceptor::from), send));
        Ok(Self { ready, local })
    }
}

/// Until the door is dropped.
async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, send: mpsc::Sender<(Io, Peer)>) {
    loop {
        let accepted = tokio::select! {
            () = send.closed() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, address)) = accepted else {
            // Out of file descriptors, most likely: give some time to close.
            sleep(Duration::from_millis(200)).await;
            continue;
        };
        // Small answers go out at once; a connection that can't say so still works.
        let _ = stream.set_nodelay(true);
        let (tls, send) = (tls.clone(), send.clone());
        tokio::spawn(async move {
            if let Ok(Some((io, tls))) = timeout(PATIENCE, greet(stream, tls)).await {
                let _ = send.send((io, Peer { address, tls })).await;
            }
        });
    }
}

async fn greet(stream: TcpStream, tls: Option<TlsAcceptor>) -> Option<(Io, bool)> {
    let Some(tls) = tls else {
        return Some((Io::Plain(stream), false));
    };
    let mut first = [0];
    stream.peek(&mut first).await.ok()?;
    if first[0] == HANDSHAKE {
        let stream = tls.accept(stream).await.ok()?;
        Some((Io::Tls(Box::new(stream)), true))
    } else {
        Some((Io::Plain(stream), false))
    }
}

impl Listener for Door {
    type Io = Io;
    type Addr = Peer;

    async fn accept(&mut self) -> (Io, Peer) {
        match self.ready.recv().await {
            Some(ready) => ready,
            // The accepting task ends only with this door.
            None => core::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Peer> {
        Ok(self.local)
    }
}
