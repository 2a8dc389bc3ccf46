//! 说一句话下单: an order whose content is said. It asks for no time of its own; the desk agrees on one when it has listened.

use doorstep_domain::{
    Command, CommandId, OrderId,
    order::{Act, Attached, Channel, OrderCommand, Placing, ServiceCode},
};

use super::keeper::home_person;
use crate::state::{App, attach, slots};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Asked, under this id.
    Asked(CommandId),
    /// The notice comes before the first order.
    NoNotice,
    /// The community does not take spoken orders, or nobody is there to order for.
    NotOffered,
}

/// Orders what `said` says, for whom the person orders now. Subscribes.
pub fn say(app: App, order: OrderId, said: Vec<Attached>) -> Said {
    let ask = || {
        let item = attach::spoken_item(app)?;
        let resident = home_person(app)?;
        if resident.consents.notice.is_none() {
            return Some(Said::NoNotice);
        }
        let community = app.community_by(&resident.home.as_ref()?.community)?;
        let own = app.person_id() == Some(resident.id);
        let placing = Placing {
            mode: *item.modes.first()?,
            item: item.code,
            resident: resident.id,
            channel: if own { Channel::App } else { Channel::Proxy },
            building: None,
            door: String::new(),
            contact_name: String::new(),
            contact_phone: None,
            slot: *slots::upcoming(community.hours(), app.now()).first()?,
            note: String::new(),
            health: String::new(),
            // The low half of a fresh id is the phone's CSPRNG; the service code has no better source.
            code: ServiceCode::from_random(u32::try_from(app.fresh() & 0xffff_ffff).unwrap_or(0)),
            number: String::new(),
            // Two things said on one day are two orders.
            despite_duplicate: true,
            wish: None,
            attached: said.into_iter().collect(),
        };
        Some(Said::Asked(app.ask(Command::Order(OrderCommand {
            order,
            community: community.id,
            act: Act::Place(Box::new(placing)),
        }))))
    };
    ask().unwrap_or(Said::NotOffered)
}
