//! What `outbox` promises a screen, held to account without a browser.

use doorstep_domain::{
    Code, DutyId,
    order::{Finishing, Outcome},
};

use super::*;
use crate::state::phone_fixture::{ORDER, act, at, community, cut, give, gone_from, held, open, phone, pulled, refuse};

fn finishing(text: &str) -> Act {
    Act::Finish(Finishing {
        outcome: Outcome::Solved,
        code: Some("4729".into()),
        signature: None,
        laid_out: 0,
        text: text.into(),
        attached: doorstep_domain::order::Attachments::default(),
    })
}

#[test]
fn every_line_is_a_sentence_and_what_was_refused_stands_first() {
    let mut replica = phone(vec![held(ORDER), open(doorstep_domain::OrderId::from_bits(11))]);
    let other = doorstep_domain::OrderId::from_bits(11);
    give(&mut replica, 1, act(ORDER, finishing("剪好了")), at(9, 0));
    give(&mut replica, 2, act(other, Act::Accept { generation: 0 }), at(9, 1));
    let check_in = DutyCommand::CheckIn {
        duty: DutyId::from_bits(5),
        community: community(),
        station: "s1".into(),
    };
    give(&mut replica, 3, Command::Duty(check_in), at(9, 2));
    refuse(&mut replica, 2, Code::AlreadyTaken.into(), at(9, 3));
    let all = lines(&replica, at(9, 5));
    let sentences: Vec<_> = all.iter().map(|l| l.sentence.as_str()).collect();
    assert_eq!(
        sentences,
        [
            "接单：上门走访，今天 15:00–16:00",
            "办完了：独居探访，今天 15:00–16:00",
            "签到：3号院站"
        ]
    );
    assert!(all[0].is_refused() && !all[1].is_refused());
    assert_eq!(head(&replica), Head::Refused(1));
    assert_eq!(all[1].edit, Some(Edit::Screen(Route::Finish(ORDER))));
}

#[test]
fn what_was_given_up_is_read_with_its_reason_and_waits_no_more() {
    let mut replica = phone(vec![held(ORDER)]);
    give(&mut replica, 1, act(ORDER, Act::Called), at(9, 0));
    give(&mut replica, 2, act(ORDER, finishing("剪好了")), at(9, 1));
    refuse(&mut replica, 1, Code::WrongState.into(), at(9, 2));
    refuse(&mut replica, 2, Code::Reassigned.into(), at(9, 2));
    let give_up = |replica: &mut Replica, id, why, now| {
        let command_id = CommandId::from_bits(id);
        replica.update(doorstep_replica::Event::Discard { command_id, why }, now);
    };
    give_up(&mut replica, 1, Some(WhyNot::Mistake), at(9, 3));
    give_up(&mut replica, 2, Some(WhyNot::ByPhone), at(9, 4));
    let read: Vec<_> = gone(&replica, at(9, 5))
        .into_iter()
        .map(|g| (g.sentence, g.why))
        .collect();
    let said = |what: &str, why| (format!("{what}：独居探访，今天 15:00–16:00"), why);
    assert_eq!(read, [said("办完了", "已经打电话办了"), said("打过电话", "弄错了")]);
    assert_eq!(lines(&replica, at(9, 5)), []);
    assert_eq!(head(&replica), Head::Fine);
}

#[test]
fn copied_text_has_the_persons_words_and_nothing_of_others() {
    let mut replica = phone(vec![held(ORDER)]);
    give(&mut replica, 1, act(ORDER, finishing("剪好了")), at(9, 0));
    let text = lines(&replica, at(9, 5)).remove(0).copy;
    assert!(text.contains("剪好了"), "{text}");
    for secret in ["王示例", "0056", "0401", "4729", "敲重"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

#[test]
fn the_head_says_the_gravest_thing() {
    let mut replica = phone(vec![held(ORDER)]);
    assert_eq!(head(&replica), Head::Fine);
    give(&mut replica, 1, act(ORDER, Act::Called), at(9, 0));
    cut(&mut replica, at(9, 0));
    assert_eq!(head(&replica), Head::Offline(1));
    replica.update(
        doorstep_replica::Event::Pulled(Err(doorstep_replica::Failure::Reauth)),
        at(9, 1),
    );
    assert_eq!(head(&replica), Head::SignIn);
}

#[test]
fn proof_for_an_order_that_was_lost_stays_with_what_it_was_and_goes_to_the_staff() {
    let mut replica = phone(vec![held(ORDER)]);
    give(&mut replica, 1, act(ORDER, Act::Arrive), at(15, 0));
    give(&mut replica, 2, act(ORDER, finishing("剪好了")), at(15, 40));
    assert!(
        lines(&replica, at(15, 41)).iter().all(|l| !l.stray),
        "it is still in hand"
    );
    gone_from(&mut replica, ORDER, at(16, 0));
    assert!(replica.orders().all(|o| o.id != ORDER), "the row is gone");
    let tray = lines(&replica, at(16, 1));
    let sentences: Vec<_> = tray.iter().map(|l| l.sentence.as_str()).collect();
    let was = |what: &str| format!("{what}：上门走访，今天 15:00–16:00，YY1042");
    assert_eq!(sentences, [was("到了"), was("办完了")]);
    assert!(tray.iter().all(|l| l.stray && !l.evidence));
    assert!(
        tray.iter()
            .all(|l| !l.copy.contains("王示例") && !l.copy.contains("0401"))
    );
    refuse(&mut replica, 1, Code::Reassigned.into(), at(16, 2));
    refuse(&mut replica, 2, Code::Reassigned.into(), at(16, 2));
    assert!(lines(&replica, at(16, 3)).iter().all(|l| l.evidence));
    assert_eq!(head(&replica), Head::Fine, "nothing is left to do about it");
}

#[test]
fn a_clock_is_worth_a_word_when_it_is_off_by_more_than_five_minutes() {
    let mut replica = phone(vec![held(ORDER)]);
    assert_eq!(clock_off(&replica), None, "it was never measured");
    for (server, off) in [
        ((9, 5), None),
        ((9, 21), Some(21)),
        ((8, 52), Some(-8)),
        ((8, 56), None),
    ] {
        pulled(&mut replica, Vec::new(), at(server.0, server.1), at(9, 0));
        assert_eq!(clock_off(&replica), off);
    }
}
