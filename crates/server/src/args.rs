//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

/// 家门口 Doorstep: the sync server of a community's service centre, with the app inside.
#[derive(Debug, Parser)]
#[command(name = "doorstep", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Serves the app and its data.
    Serve(Serve),
}

/// How to serve.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Folder for the database, the receipt key and the lock.
    #[arg(long)]
    pub data: PathBuf,
    /// Fills an empty folder with invented people and orders, and lets anybody become one of them.
    #[arg(long)]
    pub demo: bool,
    /// Makes its own certificate for the addresses of this machine and shows a QR, so that a phone in the same network can try it.
    #[arg(long)]
    pub lan: bool,
    /// Another database. This build has SQLite only.
    #[arg(long)]
    pub database: Option<String>,
    /// The address people open, as printed on cards, such as https://doorstep.example.cn; behind a reverse proxy.
    #[arg(long)]
    pub site_url: Option<String>,
    /// How many reverse proxies stand in front and append to X-Forwarded-For; 0 trusts the header from nobody.
    #[arg(long, default_value_t = 0)]
    pub proxies: usize,
}

impl Serve {
    /// What can't work, in words for the person who typed it.
    ///
    /// # Errors
    /// The sentence to print.
    pub fn check(&self) -> Result<(), String> {
        if let Some(url) = &self.database
            && url != "sqlite"
        {
            return Err(format!(
                "this build has SQLite only, in the folder given by --data; it can't open `{}`",
                url.split(':').next().unwrap_or_default()
            ));
        }
        if let Some(url) = &self.site_url {
            let plain = url.starts_with("https://") || url.starts_with("http://");
            if !plain || url.trim_end_matches('/').matches('/').count() != 2 {
                return Err("--site-url is a scheme and a host, such as https://doorstep.example.cn".to_owned());
            }
        }
        if self.lan && self.site_url.is_some() {
            return Err("--lan makes its own certificate; behind a proxy with --site-url it is not needed".to_owned());
        }
        Ok(())
    }
}
