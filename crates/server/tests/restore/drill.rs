//! The drill: a backup, two hundred commands, a restore, other commands, every phone syncs.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_authority::{Storage as _, recovery::Report};
use doorstep_domain::{
    CommandId, Entity, Key, OrderId,
    order::{Act, Finishing, Order, Outcome, State},
    time::HOUR,
};
use doorstep_replica::{EntryState, Mark};
use doorstep_server::{
    backup::make::backup,
    demo::people::{DAUGHTER, DESK, MEMBER, RESIDENT, SECRETARY},
    recover,
};

use super::town::{START, acknowledged, later, place, remark, restored, serve, ticks};
use crate::common::{Server, act, pocket::Pocket};

async fn sync(server: &Server, phones: &mut [Pocket]) {
    for _ in 0..2 {
        for phone in phones.iter_mut() {
            phone.sync(server).await;
        }
    }
}

/// Two hundred commands: an order from beginning to end, another one, and many words.
async fn two_hundred(server: &Server, phones: &mut [Pocket], before: OrderId) -> Vec<OrderId> {
    let mut orders = Vec::new();
    for by in [0, 1] {
        later(server, 1);
        orders.push(place(server, &mut phones[by], START));
        sync(server, phones).await;
    }
    let finish = Act::Finish(Finishing {
        outcome: Outcome::Solved,
        code: Some("4711".into()),
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    });
    for (by, order, step) in [
        (2, orders[0], Act::Accept { generation: 0 }),
        (2, orders[0], Act::Depart),
        (2, orders[0], Act::Arrive),
        (2, orders[0], finish),
        (0, orders[0], Act::Confirm),
    ] {
        later(server, 1);
        phones[by].ask(server, act(order, "yy", step));
        sync(server, phones).await;
    }
    for n in 0..193 {
        let by = [0, 3, 4][n % 3];
        let order = [before, orders[1]][n % 2];
        phones[by].ask(server, remark(order, format!("第 {n} 句")));
        if n % 40 == 0 {
            later(server, 1);
            sync(server, phones).await;
        }
    }
    orders
}

#[tokio::test]
async fn every_phone_brings_back_what_it_was_told_and_the_report_lists_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("backup"));
    let server = serve(&data, START);
    let mut phones = Vec::new();
    for person in [&RESIDENT, &DAUGHTER, &MEMBER, &DESK, &SECRETARY] {
        phones.push(Pocket::of(&server, person).await);
    }
    sync(&server, &mut phones).await;
    ticks(&server).await;
    let before = place(&server, &mut phones[0], START);
    sync(&server, &mut phones).await;
    backup(&data, &file, None).unwrap();

    let orders = two_hundred(&server, &mut phones, before).await;
    sync(&server, &mut phones).await;
    let told: Vec<_> = phones.iter().map(acknowledged).collect();
    // 200 and the order before the backup.
    assert_eq!(told.iter().map(Vec::len).sum::<usize>(), 201);
    let truth = of(&server, orders[0]).await;
    assert_eq!(truth.state, State::Closed);

    // The secretary's phone falls into the river; then the disk dies.
    phones.truncate(4);
    let lost: BTreeSet<(String, u64)> = told[4]
        .iter()
        .map(|(_, partition, seq)| (partition.clone(), *seq))
        .collect();
    assert_eq!(lost.len(), 64);
    later(&server, 60);
    let now = server.app.now();
    let done = restored(server, &data, &file, now);
    assert!(done.key_kept && done.aside.is_some_and(|aside| aside.join("doorstep.sqlite").is_file()));

    let server = serve(&data, now);
    // Other commands, first of all.
    let other = place(&server, &mut phones[1], now);
    phones[3].ask(&server, remark(before, "恢复以后".to_owned()));
    sync(&server, &mut phones).await;
    ticks(&server).await;
    for phone in &phones {
        for entry in phone.replica.entries().iter().filter(|e| e.proof.is_some()) {
            assert!(!matches!(
                phone.replica.mark(&entry.command.key()),
                Mark::Queued | Mark::Local
            ));
        }
    }
    assert_eq!(phones[0].replica.mark(&Key::order(orders[0])), Mark::Received);
    assert!(
        phones[0].replica.orders().any(|o| o.id == orders[0]),
        "it does not vanish meanwhile"
    );
    later(&server, 2 * HOUR / 60_000);
    ticks(&server).await;
    sync(&server, &mut phones).await;

    every_phone_is_right(&server, &phones, &told, &[before, orders[0], orders[1], other]).await;
    let again = of(&server, orders[0]).await;
    assert_eq!(
        (again.state, &again.number, &again.trail),
        (truth.state, &truth.number, &truth.trail)
    );
    let [report] = &*recover::reports(&data).unwrap() else {
        panic!("one recovery");
    };
    assert_eq!(listed(report), lost, "exactly what no phone still had");
    assert_eq!((report.restored, report.contested.len()), (136, 0));
    let words = recover::text(report);
    assert!(
        words.contains("no phone still had: 64") && words.contains("done again: 136"),
        "{words}"
    );
}

/// What a phone was told is done.
type Told = Vec<(CommandId, String, u64)>;

/// Every acknowledged command of a living phone is there, once, and its phone says so. What the lost one had is not.
async fn every_phone_is_right(server: &Server, phones: &[Pocket], told: &[Told], orders: &[OrderId]) {
    let stood = written(server, orders).await;
    for (phone, told) in phones.iter().zip(told) {
        for (id, ..) in told {
            assert_eq!(stood.get(id), Some(&1), "{id}");
        }
        for entry in phone.replica.entries() {
            assert!(matches!(entry.state, EntryState::Settled(_)), "{entry:?}");
        }
    }
    for (id, ..) in &told[4] {
        assert_eq!(stood.get(id), None);
    }
}

/// The sequences that a report calls missing.
fn listed(report: &Report) -> BTreeSet<(String, u64)> {
    let ranges =
        (report.partitions.iter()).flat_map(|part| part.missing.iter().map(|range| (part.partition.clone(), *range)));
    ranges
        .flat_map(|(partition, (from, to))| (from..=to).map(move |seq| (partition.clone(), seq)))
        .collect()
}

/// How often each command stands in the log of these orders.
async fn written(server: &Server, orders: &[OrderId]) -> BTreeMap<CommandId, usize> {
    let keys: Vec<Key> = orders.iter().map(|id| Key::order(*id)).collect();
    let read = server.app.with(move |world, _| {
        Ok(world.store().read(|txn| {
            let mut all = Vec::new();
            for key in &keys {
                all.extend(txn.facts("c:yy", key)?);
            }
            Ok(all)
        })?)
    });
    let (mut count, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for fact in read.await.unwrap() {
        // One command may write several facts, all under its one sequence.
        if let Some(id) = fact.command_id
            && seen.insert((id, fact.seq))
        {
            *count.entry(id).or_default() += 1;
        }
    }
    count
}

/// The order as the server has it.
async fn of(server: &Server, id: OrderId) -> Order {
    let found = server
        .app
        .with(move |world, _| Ok(world.entity("c:yy", &Key::order(id))?));
    match found.await.unwrap() {
        Some(Entity::Order(order)) => *order,
        other => panic!("no order: {other:?}"),
    }
}
