//! A certificate of our own for the addresses of this machine, kept in the data folder: a phone that was told to go on is not
//! asked again after a restart.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket},
    path::Path,
    sync::Arc,
};

use tokio_rustls::rustls::{
    self, ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};

use crate::data_dir::private;

/// The addresses at which a phone in the same network finds this machine.
pub fn addresses(listen: SocketAddr) -> Vec<IpAddr> {
    if !listen.ip().is_unspecified() {
        return vec![listen.ip()];
    }
    // Connecting a datagram socket sends nothing; it only asks the system which address it would use.
    let route = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    route.map(|address| vec![address.ip()]).unwrap_or_default()
}

/// TLS with the certificate kept in `folder` for `addresses` and localhost; made when it is missing.
///
/// # Errors
/// When it can't be made, kept or used.
pub fn tls(folder: &Path, addresses: &[IpAddr]) -> io::Result<Arc<ServerConfig>> {
    let mut names: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    names.push("localhost".to_owned());
    let stem = names.join("_").replace(':', "-");
    let (certificate, key) = (
        folder.join(format!("lan-{stem}.pem")),
        folder.join(format!("lan-{stem}.key")),
    );
    if !(certificate.exists() && key.exists()) {
        let made = rcgen::generate_simple_self_signed(names).map_err(io::Error::other)?;
        keep(&key, &made.signing_key.serialize_pem())?;
        keep(&certificate, &made.cert.pem())?;
    }
    let certificate = CertificateDer::from_pem_slice(&fs::read(certificate)?).map_err(io::Error::other)?;
    let key = PrivateKeyDer::from_pem_slice(&fs::read(key)?).map_err(io::Error::other)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .map_err(io::Error::other)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn keep(path: &Path, text: &str) -> io::Result<()> {
    let mut file = private(OpenOptions::new().write(true).create(true).truncate(true), path)?;
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_certificate_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let here = [IpAddr::V4(Ipv4Addr::new(192, 168, 1, 5))];
        tls(folder.path(), &here).unwrap();
        let name = folder.path().join("lan-192.168.1.5_localhost.pem");
        let first = fs::read(&name).unwrap();
        tls(folder.path(), &here).unwrap();
        assert_eq!(fs::read(&name).unwrap(), first);
    }

    #[test]
    fn a_chosen_address_is_the_only_one() {
        let listen = "10.1.2.3:8080".parse().unwrap();
        assert_eq!(addresses(listen), ["10.1.2.3".parse::<IpAddr>().unwrap()]);
    }
}
