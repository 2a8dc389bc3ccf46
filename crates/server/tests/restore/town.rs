//! The demo's people on real files, and what they do.

use std::path::Path;

use doorstep_domain::{
    Command, CommandId, Instant, OrderId,
    order::{Act, Channel, Placing, ServiceCode},
};
use doorstep_replica::EntryState;
use doorstep_server::{
    app::Config,
    backup::restore::{Restored, Wish, restore},
    data_dir::Home,
    demo::{self, people::RESIDENT},
    random,
};

use crate::{
    common::{NOON, Server, act, pocket::Pocket},
    placing::placing,
};

/// What the orders of this test say.
pub(crate) const HEALTH: &str = "心脏装了起搏器";

/// A server over the data in this folder, which is filled if it is empty.
pub(crate) fn serve(data: &Path, now: Instant) -> Server {
    let config = Config {
        demo: true,
        ..Config::default()
    };
    serve_as(data, now, config)
}

pub(crate) fn serve_as(data: &Path, now: Instant, config: Config) -> Server {
    let home = Home::open(data).unwrap();
    let world = home.world(now).unwrap();
    if config.demo {
        demo::admit(&world, true, now).unwrap();
    }
    doorstep_server::journal::replay(&**world.store(), home.journal(), now).unwrap();
    Server::over(world, home, config, now)
}

/// The server ends, and this backup is restored.
pub(crate) fn restored(server: Server, data: &Path, from: &Path, now: Instant) -> Restored {
    drop(server);
    let wish = Wish {
        data,
        from,
        key: None,
        window: 120,
        yes: true,
    };
    restore(&wish, now).unwrap()
}

/// Places an order of the resident.
pub(crate) fn place(server: &Server, phone: &mut Pocket, now: Instant) -> OrderId {
    let order = OrderId(uuid(random::command_id()));
    let placing = Placing {
        channel: if phone.person == RESIDENT.id() {
            Channel::App
        } else {
            Channel::Proxy
        },
        health: HEALTH.to_owned(),
        code: ServiceCode::from_random(4711),
        ..placing("B01", RESIDENT.id(), now.day().plus(2))
    };
    phone.ask(server, act(order, "yy", Act::Place(Box::new(placing))));
    order
}

const fn uuid(id: CommandId) -> uuid::Uuid {
    id.0
}

pub(crate) fn remark(order: OrderId, text: String) -> Command {
    act(order, "yy", Act::Remark { text })
}

/// What the phone was told is done, with partition and sequence.
pub(crate) fn acknowledged(phone: &Pocket) -> Vec<(CommandId, String, u64)> {
    let entries = phone.replica.entries().iter();
    entries
        .filter_map(|entry| match &entry.state {
            EntryState::Acknowledged(receipt) | EntryState::Settled(receipt) => {
                Some((entry.command_id, receipt.partition.clone(), receipt.seq))
            }
            _ => None,
        })
        .collect()
}

pub(crate) fn later(server: &Server, minutes: i64) {
    server.time.advance(minutes * doorstep_domain::time::MINUTE);
}

/// Deadlines, and the end of a window.
pub(crate) async fn ticks(server: &Server) {
    doorstep_server::ticker::due(&server.app).await.unwrap();
}

pub(crate) const START: Instant = NOON;
