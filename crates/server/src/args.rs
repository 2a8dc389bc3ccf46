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
    /// Writes a backup of everything into one file; also beside a running server.
    Backup(Backup),
    /// Opens a backup, reads all of it, and says what it holds.
    Verify(Verify),
    /// Restores a backup; what is there is moved aside. The server must not run.
    Restore(Restore),
    /// Says what came back after a restore and what no phone still had; also beside a running server.
    Recovery(Recovery),
}

/// What to back up, and where to.
#[derive(Clone, Debug, Args)]
pub struct Backup {
    /// The data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// The file to write.
    #[arg(long)]
    pub to: PathBuf,
    /// Seals it with the key in this file: any text of at least 20 characters, such as `openssl rand -base64 32` makes. Keep it in
    /// another place too: without it the backup is worth nothing.
    #[arg(long)]
    pub key_file: Option<PathBuf>,
}

/// What to look at.
#[derive(Clone, Debug, Args)]
pub struct Verify {
    /// The backup.
    pub file: PathBuf,
    /// The key it was sealed with.
    #[arg(long)]
    pub key_file: Option<PathBuf>,
}

/// What to restore, and where.
#[derive(Clone, Debug, Args)]
pub struct Restore {
    /// The data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// The backup.
    #[arg(long)]
    pub from: PathBuf,
    /// The key it was sealed with.
    #[arg(long)]
    pub key_file: Option<PathBuf>,
    /// Minutes in which phones bring back what came after the backup.
    #[arg(long, default_value_t = 120)]
    pub window: u32,
    /// Moves the database that is there aside.
    #[arg(long)]
    pub yes: bool,
}

/// Whose recovery.
#[derive(Clone, Debug, Args)]
pub struct Recovery {
    /// The data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// Ends the time in which phones bring things back, now.
    #[arg(long)]
    pub end: bool,
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
    /// Writes a backup into this folder each night.
    #[arg(long)]
    pub backup_dir: Option<PathBuf>,
    /// Seals them with the key in this file.
    #[arg(long, requires = "backup_dir")]
    pub backup_key_file: Option<PathBuf>,
    /// How many stay.
    #[arg(long, default_value_t = 14, requires = "backup_dir")]
    pub backup_keep: usize,
    /// When, in China: hours and minutes.
    #[arg(long, default_value = "03:00", requires = "backup_dir", value_parser = minute)]
    pub backup_at: u16,
}

/// A time of day as a minute of the day.
fn minute(text: &str) -> Result<u16, String> {
    let time = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    });
    time.ok_or_else(|| "a time of day, such as 03:00".to_owned())
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
