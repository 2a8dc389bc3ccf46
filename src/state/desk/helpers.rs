//! Who can take an order: the people of its community with the skill, each with what speaks for and against them. No ranking of
//! persons: the order is by what the job needs, and every line says why it stands there.

use doorstep_domain::{
    Area, Instant, PersonId, Role,
    order::{Order, State, Step},
    person::Person,
};
use doorstep_replica::Replica;

use crate::text;

/// Somebody who can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says something else about the person")]
pub struct Helper {
    /// Who.
    pub id: PersonId,
    /// By name.
    pub name: String,
    /// 党员, else 志愿者.
    pub member: bool,
    /// The building lies in their zone, or they serve the whole community.
    pub near: bool,
    /// The buildings of their zone; empty for the whole community.
    pub zone: String,
    /// Unfinished orders in hand.
    pub load: usize,
    /// As many as they may hold.
    pub full: bool,
    /// They have another order at that time.
    pub clash: bool,
    /// They were asked for this order and could not.
    pub declined: bool,
    /// They finished an order of this resident before.
    pub before: bool,
    /// The order's skill, which they have; empty when none is needed.
    pub skill: String,
    /// The tail of their phone.
    pub tail: String,
}

impl Helper {
    /// Why they stand where they stand: 会理发；上次来过；管这一片.
    pub fn why(&self) -> String {
        let mut words = Vec::new();
        if self.clash {
            words.push(text::desk::why_clash().to_owned());
        }
        if self.full {
            words.push(text::desk::why_full().to_owned());
        }
        if self.declined {
            words.push(text::desk::why_declined().to_owned());
        }
        if !self.skill.is_empty() {
            words.push(text::desk::why_skill(&self.skill));
        }
        if self.before {
            words.push(text::desk::why_before().to_owned());
        }
        words.push(
            if self.near {
                text::desk::why_near()
            } else {
                text::desk::why_far()
            }
            .to_owned(),
        );
        words.join(text::pick("；", "; "))
    }

    /// They can take it as things stand.
    pub const fn free(&self) -> bool {
        !self.clash && !self.full
    }
}

/// Everybody who can be asked to take `order`: who is free first, then who was not asked for it in vain, then who serves that
/// place, then fewer unfinished orders.
pub fn fitting(replica: &Replica, order: &Order, now: Instant) -> Vec<Helper> {
    let people = replica.shown().values().filter_map(|e| match e {
        doorstep_domain::Entity::Person(person) => Some(&**person),
        _ => None,
    });
    let mut fitting: Vec<Helper> = people.filter_map(|p| helper(replica, order, p, now)).collect();
    doorstep_domain::sort::by_key(&mut fitting, |h| {
        (!h.free(), h.declined, !h.near, h.load, !h.before, h.name.clone(), h.id)
    });
    fitting
}

/// How `person` stands to `order`; none when they can't be asked at all.
fn helper(replica: &Replica, order: &Order, person: &Person, now: Instant) -> Option<Helper> {
    let actor = person.actor(now, std::collections::BTreeSet::new());
    let fits = actor.serves(&order.community, None)
        && order.skill.as_ref().is_none_or(|s| actor.skills.contains(s))
        && !order.resident.is(&person.id)
        && !order.placed_by.is(&person.id)
        && order.holder(person.id).is_none()
        && !represents(replica, order, person.id);
    if !fits {
        return None;
    }
    let held: Vec<&Order> = replica
        .orders()
        .filter(|o| o.community == order.community && o.holder(person.id).is_some())
        .filter(|o| !o.state.is_ended() && o.state != State::AwaitingConfirm)
        .collect();
    let serves = |role| actor.is(role, &order.community);
    Some(Helper {
        id: person.id,
        name: person.profile.name.get().cloned().unwrap_or_default(),
        member: serves(Role::Member),
        near: actor.serves(&order.community, order.building.as_ref()),
        zone: zone(replica, order, &actor.grants),
        load: held.len(),
        full: held.len() >= usize::try_from(person.cap).unwrap_or(usize::MAX),
        clash: held.iter().any(|o| o.id != order.id && o.slot.overlaps(&order.slot)),
        declined: order
            .trail
            .iter()
            .any(|e| e.step == Step::OfferDeclined && e.by.person.is(&person.id)),
        before: came_before(replica, order, person.id),
        skill: order.skill.clone().unwrap_or_default(),
        tail: person.profile.phone_tail.get().cloned().unwrap_or_default(),
    })
}

/// They order for the resident: then they can't serve them.
fn represents(replica: &Replica, order: &Order, person: PersonId) -> bool {
    let resident = order.resident.get().and_then(|id| super::facts::person(replica, *id));
    resident.is_some_and(|r| r.has_proxy(person))
}

fn came_before(replica: &Replica, order: &Order, person: PersonId) -> bool {
    let Some(resident) = order.resident.get() else {
        return false;
    };
    replica
        .orders()
        .any(|o| o.id != order.id && o.resident.is(resident) && o.finish.as_ref().is_some_and(|f| f.by == person))
}

fn zone(replica: &Replica, order: &Order, grants: &[doorstep_domain::Grant]) -> String {
    let community = super::facts::community(replica, order);
    let names = grants.iter().filter_map(|g| match (&g.area, g.role) {
        (Area::Zone(c, buildings), Role::Member | Role::Volunteer) if *c == order.community => Some(buildings),
        _ => None,
    });
    let names = names
        .flatten()
        .filter_map(|b| community?.building(b))
        .map(|b| b.name.clone());
    names.collect::<Vec<_>>().join(text::pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use doorstep_domain::Seen;

    use super::*;
    use crate::state::desk::fixture::{LI, WANG, ZHANG, at, device, device_of, order, people, tomorrow};

    fn names(helpers: &[Helper]) -> Vec<&str> {
        helpers.iter().map(|h| h.name.as_str()).collect()
    }

    #[test]
    fn who_serves_the_building_comes_first_then_who_has_less_in_hand() {
        let o = order(1, State::Open);
        let found = fitting(&device(vec![o.clone()]), &o, at(0));
        // 张 serves 4号楼 only, the order is at 3号楼.
        assert_eq!(names(&found), ["李示例", "张示例"]);
        assert_eq!((found[1].near, found[1].zone.as_str()), (false, "4号楼"));

        let mut asked = o.clone();
        asked.trail = vec![doorstep_domain::order::Entry {
            at: at(0),
            claimed: None,
            by: doorstep_domain::order::By {
                part: doorstep_domain::order::Part::Member,
                person: Seen::known(LI),
            },
            step: Step::OfferDeclined,
            why: None,
        }];
        let found = fitting(&device(vec![asked.clone()]), &asked, at(0));
        assert_eq!(
            names(&found),
            ["张示例", "李示例"],
            "who could not is not asked first again"
        );

        let mut there = o.clone();
        there.building = Some("yy-4".into());
        let mut other = order(2, State::Accepted);
        other.slot = tomorrow(9);
        let found = fitting(&device(vec![there.clone(), other]), &there, at(0));
        assert_eq!(names(&found), ["张示例", "李示例"]);
        assert_eq!(found[1].load, 1);
    }

    #[test]
    fn whoever_has_another_order_at_that_time_or_no_room_comes_last_and_it_says_so() {
        let o = order(1, State::Open);
        let found = fitting(&device(vec![o.clone(), order(2, State::Accepted)]), &o, at(0));
        assert_eq!(names(&found), ["张示例", "李示例"]);
        assert!(found[1].clash && found[1].why().contains("同一时间"));
        let three: Vec<_> = (2..5)
            .map(|n| {
                let mut other = order(n, State::Accepted);
                other.slot = tomorrow(8 + n);
                other
            })
            .chain([o.clone()])
            .collect();
        let found = fitting(&device(three), &o, at(0));
        assert!(found[1].full && !found[1].free());
    }

    #[test]
    fn nobody_is_suggested_who_lacks_the_skill_or_stands_on_the_other_side() {
        let mut o = order(1, State::Open);
        o.skill = Some("低压电工证".into());
        assert!(fitting(&device(vec![o.clone()]), &o, at(0)).is_empty());
        o.skill = None;
        o.placed_by = Seen::known(LI);
        assert_eq!(names(&fitting(&device(vec![o.clone()]), &o, at(0))), ["张示例"]);
        let mut all = people();
        if let Some(wang) = all.iter_mut().find(|p| p.id == WANG) {
            wang.proxies.push(doorstep_domain::person::Proxy {
                person: ZHANG,
                relation: "侄子".into(),
                since: at(0),
            });
        }
        let device = device_of(crate::state::desk::fixture::DESK, all, vec![o.clone()]);
        assert!(fitting(&device, &o, at(0)).is_empty());
    }

    #[test]
    fn whoever_came_before_is_told() {
        let o = order(1, State::Open);
        let mut past = order(2, State::Closed);
        past.finish = Some(doorstep_domain::order::Finish {
            by: LI,
            at: at(-5000),
            claimed: None,
            outcome: doorstep_domain::order::Outcome::Solved,
            proof: doorstep_domain::order::Proof::Code,
            signature: doorstep_domain::Seen::hidden(),
            laid_out: 0,
        });
        let found = fitting(&device(vec![o.clone(), past]), &o, at(0));
        assert!(found[0].before && found[0].why().contains("上次来过"));
    }
}
