//! The server of Doorstep: HTTP over the authority, sessions, the embedded web app and the demo.
//!
//! [`serve::run`] starts everything; [`web::router`] is the same application without sockets, which the tests call directly.
//! Rules about orders live in `domain`, rules about storage in `authority`; here is only who may speak for whom, and how bytes
//! come in and go out.

pub mod api;
pub mod app;
pub mod args;
pub mod assets;
pub mod backup;
pub mod chores;
pub mod data_dir;
pub mod demo;
pub mod feed;
pub mod journal;
pub mod limiter;
pub mod log;
mod media;
pub mod metrics;
pub mod net;
pub mod random;
pub mod recover;
pub mod serve;
pub mod session;
pub mod store;
pub mod ticker;
pub mod time;
pub mod web;
