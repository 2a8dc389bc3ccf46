//! Where a request came from and under which name it knows this server.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use super::fault::{Fault, Result};
use crate::{app::App, net::Peer};

/// Of a request.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The address that limits count, a /64 for version 6.
    pub address: String,
    /// Scheme, host and port, without a slash at the end.
    pub base: String,
    /// The host without its port.
    pub host: String,
    /// The port, as text; empty for the scheme's own.
    pub port: String,
    /// The browser keeps a `Secure` cookie from here.
    pub secure: bool,
}

impl Origin {
    /// Reads it from the connection and the headers.
    pub fn of(parts: &Parts, app: &App) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<Peer>>().map_or(LOCAL, |info| info.0);
        let named = parts
            .headers
            .get(header::HOST)
            .and_then(|v| v.to_str().ok())
            .or_else(|| parts.uri.authority().map(axum::http::uri::Authority::as_str));
        let (host, port) = split(named.filter(|name| is_plain(name)).unwrap_or("localhost"));
        let scheme = if peer.tls { "https" } else { "http" };
        let joined = if port.is_empty() {
            host.to_owned()
        } else {
            format!("{host}:{port}")
        };
        let base = match &app.config.site_url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("{scheme}://{joined}"),
        };
        Self {
            address: bucket(client(peer.address.ip(), &parts.headers, app.config.proxies)),
            secure: peer.tls || base.starts_with("https://") || is_loopback(host),
            host: host.to_owned(),
            port: port.to_owned(),
            base,
        }
    }

    /// Refuses what can't keep a sign-in.
    ///
    /// # Errors
    /// [`Fault::Insecure`].
    pub const fn must_be_secure(&self) -> Result<()> {
        if self.secure { Ok(()) } else { Err(Fault::Insecure) }
    }
}

impl FromRequestParts<App> for Origin {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        Ok(Self::of(parts, app))
    }
}

/// A request without a connection: a test.
const LOCAL: Peer = Peer {
    address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
    tls: false,
};

/// Names of this machine that browsers trust without TLS.
pub fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// Nothing that could break out of an attribute or a header.
fn is_plain(name: &str) -> bool {
    name.bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
}

fn split(name: &str) -> (&str, &str) {
    match name.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (name, ""),
    }
}

/// The address of the phone: what the outermost trusted proxy saw, counted from the right.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: usize) -> IpAddr {
    let chain: Vec<_> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    let wanted = chain.len().checked_sub(proxies).filter(|_| proxies > 0);
    wanted.and_then(|at| chain.get(at)?.parse().ok()).unwrap_or(peer)
}

fn bucket(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => ip.to_string(),
            None => Ipv6Addr::from(u128::from(ip) >> 64 << 64).to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_forged_header_does_not_change_the_address() {
        let peer = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 9));
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("1.2.3.4, 5.6.7.8"));
        assert_eq!(client(peer, &headers, 0), peer);
        assert_eq!(client(peer, &headers, 1), IpAddr::V4(Ipv4Addr::new(5, 6, 7, 8)));
        assert_eq!(client(peer, &headers, 3), peer);
    }

    #[test]
    fn neighbours_of_one_v6_network_share_a_bucket() {
        let one = "2001:db8:1:2:aaaa::1".parse().unwrap();
        let other = "2001:db8:1:2:bbbb::2".parse().unwrap();
        assert_eq!(bucket(one), bucket(other));
        assert_eq!(bucket("::ffff:10.0.0.1".parse().unwrap()), "10.0.0.1");
    }

    #[test]
    fn only_names_of_this_machine_are_trusted_without_tls() {
        for yes in ["localhost", "resident.localhost", "127.0.0.1", "[::1]"] {
            assert!(is_loopback(yes), "{yes}");
        }
        for no in ["192.168.1.5", "localhost.example.cn", "evil-localhost"] {
            assert!(!is_loopback(no), "{no}");
        }
        assert_eq!(split("[::1]:8080"), ("[::1]", "8080"));
        assert_eq!(split("[::1]"), ("[::1]", ""));
    }
}
