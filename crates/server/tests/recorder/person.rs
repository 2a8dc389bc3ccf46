//! One person: their session, a whole first pull, and what becomes of what they can do at once.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use doorstep_domain::{
    Entity, Instant, OrderId,
    catalogue::Pool,
    order::{Act, Order, State, Why},
};
use doorstep_protocol::{
    Lease, PullReply, PushResult, Row,
    session::{Device, Revealed, SignedIn},
};
use doorstep_server::demo::{
    order_id,
    people::{DemoPerson, MEMBER, MEMBER2, VOLUNTEER},
};
use serde::Serialize;
use serde_json::json;

use super::{get, open, phone_of, pull, push};
use crate::common::{Phone, act};

/// The order that 张示例 takes while 李示例 still sees it in the pool.
const LOST: OrderId = order_id(9);

/// What the mock says to one person.
#[derive(Serialize)]
pub(super) struct Recording {
    /// The answer to signing in, and to asking who is.
    session: SignedIn,
    /// Their devices.
    devices: Vec<Device>,
    /// The pages of a pull, by the cursor they follow; the last one brings nothing.
    pages: Vec<Page>,
    /// A block of order numbers, by community.
    leases: BTreeMap<String, Lease>,
    /// What becomes of an order in the pool when they take it: members and volunteers.
    scenes: Vec<Scene>,
    /// Contacts that the desk may look at, by order.
    reveals: BTreeMap<OrderId, Revealed>,
}

#[derive(Serialize)]
struct Page {
    after: Option<String>,
    reply: PullReply,
}

#[derive(Serialize)]
struct Scene {
    order: OrderId,
    act: &'static str,
    result: PushResult,
    /// What the next pull brings.
    rows: Vec<Row>,
    upto: BTreeMap<String, u64>,
}

/// Records one person.
pub(super) async fn record(start: Instant, person: &DemoPerson) -> Recording {
    let server = open(start);
    let mut phone = phone_of(&server, person).await;
    let session = get(&mut phone, "/api/session").await;
    let mut devices: Vec<Device> = get(&mut phone, "/api/session/devices").await;
    for device in &mut devices {
        // A random handle.
        "mock".clone_into(&mut device.id);
    }
    let pages = pages(&mut phone).await;
    let last = pages.last().unwrap().reply.cursor.clone();
    let mut leases = BTreeMap::new();
    for partition in pages.last().unwrap().reply.upto.keys() {
        let Some(community) = partition.strip_prefix("c:") else {
            continue;
        };
        let lease = pull(&mut phone, Some(&last), Some(community)).await.lease;
        leases.extend(lease.map(|lease| (community.to_owned(), lease)));
    }
    let orders: Vec<Order> = pages.iter().flat_map(|page| orders(&page.reply)).collect();
    let mut scenes = Vec::new();
    let takes = [MEMBER, MEMBER2, VOLUNTEER].iter().any(|one| one.who == person.who);
    for order in orders.iter().filter(|order| takes && in_pool(order)) {
        scenes.push(scene(start, person, order, &last).await);
    }
    let mut reveals = BTreeMap::new();
    for order in &orders {
        let wish = json!({ "community": order.community, "order": order.id, "why": Why::NotReachable });
        let answer = phone.post("/api/reveal", &wish).await;
        if answer.status == StatusCode::OK {
            reveals.insert(order.id, answer.read());
        }
    }
    Recording {
        session,
        devices,
        pages,
        leases,
        scenes,
        reveals,
    }
}

/// A whole first pull, and the one after it.
async fn pages(phone: &mut Phone<'_>) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    loop {
        let after = pages.last().map(|page| page.reply.cursor.clone());
        let reply = pull(phone, after.as_deref(), None).await;
        let quiet = after.as_ref() == Some(&reply.cursor);
        assert!(!quiet || reply.rows.is_empty() && !reply.more && !reply.reset);
        pages.push(Page { after, reply });
        if quiet {
            return pages;
        }
    }
}

fn orders(reply: &PullReply) -> Vec<Order> {
    let entities = reply.rows.iter().filter_map(Row::entity);
    entities
        .filter_map(|entity| match entity {
            Entity::Order(order) => Some(*order),
            _ => None,
        })
        .collect()
}

fn in_pool(order: &Order) -> bool {
    order.state == State::Open && order.pool == Pool::Open
}

/// `person` takes `order`, in a demo where nothing else was done, after the pull that ended at `cursor`.
async fn scene(start: Instant, person: &DemoPerson, order: &Order, cursor: &str) -> Scene {
    let server = open(start);
    let accept = |generation| act(order.id, order.community.as_str(), Act::Accept { generation });
    if (person.who, order.id) == (MEMBER.who, LOST) {
        let mut first = phone_of(&server, &MEMBER2).await;
        let reply = push(&mut first, 1, &accept(order.generation)).await;
        assert_eq!(reply.results[0].outcome.word(), "applied");
    }
    let mut phone = phone_of(&server, person).await;
    let result = push(&mut phone, 2, &accept(order.generation)).await.results.remove(0);
    let reply = pull(&mut phone, Some(cursor), None).await;
    assert!(!reply.reset && !reply.more);
    Scene {
        order: order.id,
        act: "accept",
        result,
        rows: reply.rows,
        upto: reply.upto,
    }
}
