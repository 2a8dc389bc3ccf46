//! The only code that touches the browser: storage, network, lock, feed, timers, service worker. It owns the replica, feeds it
//! events and runs its effects. No rule about orders stands here.

mod attach;
mod boot;
mod broken;
mod bundle;
mod calls;
mod channel;
mod device;
mod events;
mod feed;
mod files;
mod focus;
mod http;
mod idb;
mod install;
mod leader;
mod mark;
mod online;
mod prefs;
mod rules;
mod run;
mod sheet;
mod slots;
mod store;
mod timer;
mod usable;
mod worker;

pub use boot::start;
