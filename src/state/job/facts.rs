//! What whoever serves reads of an order: the service by name, whom to call, where to go.

use core::fmt::Write as _;

use doorstep_domain::{
    BuildingId, Entity, Key,
    catalogue::{Item, Mode},
    order::Order,
    place::Community,
};
use doorstep_replica::Replica;

use crate::text::{self, Lang};

/// What whoever holds an order needs to know of the person, as far as this copy shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whom to ask for.
    pub name: Option<String>,
    /// Where to go.
    pub address: Option<String>,
    /// A map of the way there.
    pub map: Option<String>,
    /// The number to dial.
    pub phone: Option<String>,
    /// What the resident wants us to know.
    pub note: Option<String>,
    /// The health note.
    pub health: Option<String>,
    /// Contacts were shown once and are hidden again.
    pub hidden: bool,
}

/// The facts of `order`.
pub fn facts(replica: &Replica, order: &Order) -> Facts {
    let community = community(replica, order);
    let contact = order.contact.get();
    let full = |text: Option<&String>| text.filter(|t| !t.is_empty()).cloned();
    Facts {
        name: full(contact.and_then(|c| c.name.get())),
        address: address(community, order),
        map: community.and_then(|c| map_link(c, order.building.as_ref())),
        phone: contact.and_then(|c| c.phone.get()).map(|p| p.dial().to_owned()),
        note: full(order.note.get()),
        health: full(order.health.get()),
        hidden: order.contacts_hidden,
    }
}

/// The service's name: the full one for those inside, the neutral one for everybody else. An English name stands only where it
/// reveals no more than the neutral one.
pub fn title(item: Option<&Item>, inside: bool) -> String {
    let Some(item) = item else {
        return text::job::some_service().to_owned();
    };
    let neutral = item.title != item.public_title;
    match (text::lang(), inside || !neutral) {
        (Lang::Zh, true) => item.title.clone(),
        (Lang::Zh, false) => item.public_title.clone(),
        (Lang::En, true) => item.title_en.clone(),
        (Lang::En, false) => text::job::neutral_en().to_owned(),
    }
}

/// A catalogue item on this phone.
pub fn item<'a>(replica: &'a Replica, order: &Order) -> Option<&'a Item> {
    match replica.shown().get(&Key::item(&order.item)) {
        Some(Entity::Item(item)) => Some(item),
        _ => None,
    }
}

/// The community of an order, if this phone has it.
pub fn community<'a>(replica: &'a Replica, order: &Order) -> Option<&'a Community> {
    match replica.shown().get(&Key::community(&order.community)) {
        Some(Entity::Community(community)) => Some(community),
        _ => None,
    }
}

/// 宜园小区 3 号楼: the building, as written on its wall.
pub fn building(community: Option<&Community>, id: Option<&BuildingId>) -> Option<String> {
    let building = community?.building(id?)?;
    Some(format!("{}{}", building.estate, building.name))
}

/// 宜园小区 3 号楼 2 单元 0401 室, as far as this copy shows it; none when nobody travels.
pub fn address(community: Option<&Community>, order: &Order) -> Option<String> {
    let building = building(community, order.building.as_ref())?;
    let door = order.contact.get().and_then(|c| c.door.get());
    Some(match door.filter(|d| !d.is_empty()) {
        Some(door) => format!("{building} {door}"),
        None => building,
    })
}

/// A map for the way there. It leaves the phone only when it is tapped, and says the building, never the door.
pub fn map_link(community: &Community, building: Option<&BuildingId>) -> Option<String> {
    let place = self::building(Some(community), building)?;
    let mut link = "https://uri.amap.com/search?view=map&callnative=1&keyword=".to_owned();
    for byte in format!("{}{place}", community.name).bytes() {
        // Writing into a string can't fail.
        let _ = write!(link, "%{byte:02X}");
    }
    Some(link)
}

/// The icon of a way of serving.
pub const fn mode_icon(mode: Mode) -> &'static str {
    match mode {
        Mode::Door => "walk",
        Mode::Errand => "basket",
        Mode::Centre => "home",
        Mode::Phone => "phone",
    }
}
