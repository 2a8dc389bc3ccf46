use doorstep_domain::Command;

use super::*;
use crate::state::phone_fixture::{accept, at, community, give, phone};

fn check_in(n: u128) -> Command {
    Command::Duty(DutyCommand::CheckIn {
        duty: DutyId::from_bits(n),
        community: community(),
        station: "s1".into(),
    })
}

#[test]
fn a_stay_begins_and_ends_offline() {
    let mut replica = phone(Vec::new());
    assert_eq!(board(&replica, at(9, 0)).stations.len(), 1);
    assert_eq!(give(&mut replica, 1, check_in(5), at(9, 0)), None);
    let stay = board(&replica, at(10, 5)).current.unwrap();
    assert_eq!(
        (stay.station.as_str(), stay.minutes(at(10, 5)), stay.mark),
        ("3号院站", 65, Mark::Queued)
    );
    let out = Command::Duty(DutyCommand::CheckOut {
        duty: stay.id,
        community: community(),
    });
    assert_eq!(give(&mut replica, 2, out, at(11, 0)), None);
    let after = board(&replica, at(12, 0));
    assert_eq!(after.current, None);
    assert_eq!(after.last[0].minutes(at(12, 0)), 120);
}

#[test]
fn nobody_is_at_two_stations() {
    let mut replica = phone(Vec::new());
    give(&mut replica, 1, check_in(5), at(9, 0));
    accept(&mut replica, 1, at(9, 0));
    let refused = give(&mut replica, 2, check_in(6), at(9, 1)).unwrap();
    assert_eq!(refused.code, doorstep_domain::Code::AlreadyCheckedIn);
}
