//! Sockets: plain and TLS on one port, the certificate of `--lan`, and the addresses it is for.

mod certificate;
mod io;
mod listener;
mod qr;

use std::net::SocketAddr;

use axum::{extract::connect_info::Connected, serve::IncomingStream};
pub use certificate::{addresses, tls};
pub use listener::Door;
pub use qr::qr;

/// The other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its address.
    pub address: SocketAddr,
    /// It speaks TLS with this process.
    pub tls: bool,
}

impl Connected<IncomingStream<'_, Door>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Door>) -> Self {
        *stream.remote_addr()
    }
}
