//! What an order is about, in words for the desk. Phone and door are hidden here: the desk looks at them on record.

use doorstep_domain::{
    Entity, Instant, Key, PersonId,
    catalogue::{Item, Mode},
    order::{By, Order, Part},
    person::Person,
    place::Community,
};
use doorstep_replica::Replica;

use crate::{
    state::{card, home},
    text::{self, DOT},
};

/// What the item of `order` is.
pub fn item<'a>(replica: &'a Replica, order: &Order) -> Option<&'a Item> {
    card::item_of(replica, &order.item)
}

/// Its title in the language of the screen; the code while the catalogue has not come.
pub fn title(replica: &Replica, order: &Order) -> String {
    item(replica, order).map_or_else(|| order.item.to_string(), card::item_title)
}

/// The community of `order`.
pub fn community<'a>(replica: &'a Replica, order: &Order) -> Option<&'a Community> {
    match replica.shown().get(&Key::community(&order.community)) {
        Some(Entity::Community(community)) => Some(community),
        _ => None,
    }
}

/// 宜园小区 3号楼; empty when nobody travels.
pub fn building(replica: &Replica, order: &Order) -> String {
    let words = order.building.as_ref().zip(community(replica, order));
    words
        .map(|(building, community)| home::building_words(community, building))
        .unwrap_or_default()
}

/// Whom to ask for.
pub fn name(order: &Order) -> String {
    let contact = order.contact.get();
    contact.and_then(|c| c.name.get().cloned()).unwrap_or_default()
}

/// 尾号 0056, or that it is hidden.
pub fn phone(order: &Order) -> String {
    let contact = order.contact.get();
    let tail = contact.and_then(|c| c.phone_tail.get()).filter(|t| !t.is_empty());
    tail.map_or_else(|| text::desk::hidden().to_owned(), |tail| text::desk::phone_tail(tail))
}

/// 上门, 跑腿送达, 到中心或站点, 电话.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Door => text::desk::mode_door(),
        Mode::Errand => text::desk::mode_errand(),
        Mode::Centre => text::desk::mode_centre(),
        Mode::Phone => text::desk::mode_phone(),
    }
}

/// A person this device knows.
pub fn person(replica: &Replica, id: PersonId) -> Option<&Person> {
    match replica.shown().get(&Key::person(id)) {
        Some(Entity::Person(person)) => Some(person),
        _ => None,
    }
}

/// Their name; the word for somebody unknown when this device does not know them.
pub fn person_name(replica: &Replica, id: PersonId) -> String {
    let known = person(replica, id).and_then(|p| p.profile.name.get().cloned());
    known.unwrap_or_else(|| text::desk::someone().to_owned())
}

/// Who did something: the part, and the name where this device knows it.
pub fn by(replica: &Replica, by: &By) -> String {
    let name = by
        .person
        .get()
        .and_then(|id| person(replica, *id))
        .and_then(|p| p.profile.name.get());
    let part = part(by.part);
    match name {
        Some(name) if by.part != Part::Timer => format!("{name}{DOT}{part}"),
        _ => part.to_owned(),
    }
}

/// In which part.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Resident => text::desk::part_resident(),
        Part::Proxy => text::desk::part_proxy(),
        Part::Member => text::desk::part_member(),
        Part::Staff => text::desk::part_staff(),
        Part::Secretary => text::desk::part_secretary(),
        Part::Department => text::desk::part_department(),
        Part::Timer => text::desk::part_timer(),
    }
}

/// 12:08 网上下单.
pub fn came_in(order: &Order, now: Instant) -> String {
    let when = text::time::moment(order.clocks.first, now);
    text::desk::came_in(&when, text::order::channel(order.channel))
}

#[cfg(test)]
mod tests {
    use doorstep_domain::{Seen, order::State};

    use super::*;
    use crate::state::desk::fixture::{DESK, device, order};

    #[test]
    fn the_desk_reads_the_tail_and_never_the_number() {
        let mut o = order(1, State::Open);
        assert_eq!(phone(&o), "尾号 0002");
        if let Some(contact) = o.contact.get_mut() {
            contact.phone = Seen::known(crate::state::desk::fixture::phone());
        }
        assert_eq!(phone(&o), "尾号 0002");
        o.contact = Seen::hidden();
        assert_eq!(phone(&o), "已隐藏");
    }

    #[test]
    fn people_are_named_where_this_device_knows_them() {
        let replica = device(Vec::new());
        let staff = By {
            part: Part::Staff,
            person: Seen::known(DESK),
        };
        assert_eq!(by(&replica, &staff), "郑示例\u{a0}· 社工");
        assert_eq!(by(&replica, &By::TIMER), "到时间自动");
        assert_eq!(person_name(&replica, PersonId::from_bits(77)), "一位同志");
    }
}
