//! A free port near the one a person expects.

use crate::failure::Outcome;
use std::net::TcpListener;

/// How many ports after the wished one are tried.
const TRIES: u16 = 20;

/// The first port from `wished` upward that can be listened on at `address`.
pub(crate) fn free_from(address: &str, wished: u16) -> Outcome<u16> {
    (wished..wished.saturating_add(TRIES))
        .find(|port| TcpListener::bind((address, *port)).is_ok())
        .ok_or_else(|| format!("no free port between {wished} and {}", wished.saturating_add(TRIES)).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let found = free_from("127.0.0.1", port).unwrap();
        assert!(found > port, "{found} is not after {port}");
    }
}
