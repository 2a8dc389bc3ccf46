//! I15 progress: with the network up and somebody willing, a new order is placed, taken, done and confirmed, whatever happened before.

use doorstep_authority::StoreError;
use doorstep_domain::{
    Entity, Key, OrderId, PersonId, Slot,
    order::{Act, Finishing, Order, Outcome, State},
};

use crate::{
    acts,
    keep::Keep,
    phone::Place,
    steps::on,
    town::{self, LAST_MEMBER, LAST_RESIDENT},
    world::World,
};

const I15: &str = "I15 progress";

/// One whole job by the two who have kept out of everything.
///
/// # Errors
/// When the store fails.
pub fn check<K: Keep>(world: &mut World<K>) -> Result<(), StoreError> {
    let (Some(resident), Some(member)) = (open_tab(world, LAST_RESIDENT), open_tab(world, LAST_MEMBER)) else {
        return Ok(());
    };
    let id = OrderId::from_bits(u128::from(world.id()) << 16);
    let community = town::community("yy");
    let mut placing = acts::placing(LAST_RESIDENT, world.server.time(world.now), &mut world.dice);
    placing.item = "B01".into();
    placing.mode = doorstep_domain::catalogue::Mode::Door;
    placing.building = Some("b1".into());
    placing.door = town::door(LAST_RESIDENT);
    placing.slot = Slot {
        day: world.server.time(world.now).day().plus(3),
        from: 600,
        to: 660,
    };
    let code = Some(acts::code(LAST_RESIDENT).digits().to_owned());
    let finish = Finishing {
        outcome: Outcome::Solved,
        code,
        signature: None,
        laid_out: 0,
        text: String::new(),
        attached: doorstep_domain::order::Attachments::default(),
    };
    let job = [
        (resident, Act::Place(Box::new(placing)), State::Open),
        (member, Act::Accept { generation: 0 }, State::Accepted),
        (member, Act::Depart, State::EnRoute),
        (member, Act::Arrive, State::InService),
        (member, Act::Finish(finish), State::AwaitingConfirm),
        (resident, Act::Confirm, State::Closed),
    ];
    for (place, act, state) in job {
        let name = act.name();
        world.ask(place, on(id, community.clone(), act));
        world.pass(2_000)?;
        world.settle()?;
        let order = the(world, id)?;
        if order.as_ref().map(|o| o.state) != Some(state) {
            let outbox: Vec<_> = world
                .tab(place)
                .map(|tab| tab.replica.outbox().cloned().collect())
                .unwrap_or_default();
            let what = format!("after {name} the order is {:?}; {outbox:?}", order.map(|o| o.state));
            world.history.broke(I15, what);
            return Ok(());
        }
    }
    Ok(())
}

fn the<K: Keep>(world: &World<K>, id: OrderId) -> Result<Option<Order>, StoreError> {
    Ok(match world.server.entity("c:yy", &Key::order(id))? {
        Some(Entity::Order(order)) => Some(*order),
        _ => None,
    })
}

/// A tab of this person that sends.
fn open_tab<K: Keep>(world: &mut World<K>, person: PersonId) -> Option<Place> {
    let places = world.places();
    places.into_iter().find(|place| {
        let slot = &world.phones[place.phone].slots[place.slot];
        slot.person == person && slot.tabs.first().is_some_and(|tab| tab.life == place.life)
    })
}
