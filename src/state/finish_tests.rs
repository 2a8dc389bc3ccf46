//! What `finish` promises a screen, held to account without a browser.

use doorstep_domain::order::{Act, State};

use super::*;
use crate::state::phone_fixture::{ME, ORDER, accept, act, at, give, held, open, phone};

#[test]
fn a_code_has_four_digits_or_is_left_out_on_purpose() {
    let mut form = Form {
        code: "47".into(),
        ..Form::default()
    };
    let problems = finishing(&form, false).unwrap_err();
    assert_eq!(problems.iter().map(|p| p.field).collect::<Vec<_>>(), [CODE]);
    form.check = Check::Nothing;
    assert_eq!(finishing(&form, false).unwrap().code, None);
    form.check = Check::Code;
    form.code = "4729".into();
    assert_eq!(finishing(&form, false).unwrap().code.as_deref(), Some("4729"));
}

#[test]
fn a_signature_is_asked_for_where_it_was_chosen_and_sent_alone() {
    let mut form = Form {
        check: Check::Signature,
        code: "4729".into(),
        ..Form::default()
    };
    let problems = finishing(&form, false).unwrap_err();
    assert_eq!(problems.iter().map(|p| p.field).collect::<Vec<_>>(), [PAD]);
    form.ink.down(1, (10, 10));
    form.ink.goes(1, (90, 90));
    let sent = finishing(&form, false).unwrap();
    assert!(sent.code.is_none() && sent.signature.is_some_and(|s| s.is_well_formed()));
    form.check = Check::Nothing;
    let sent = finishing(&form, false).unwrap();
    assert!(
        sent.code.is_none() && sent.signature.is_none(),
        "what is not chosen is not sent"
    );
    form.check = Check::Code;
    assert!(finishing(&form, false).unwrap().signature.is_none());
}

#[test]
fn money_is_whole_yuan_up_to_the_limit_and_only_where_the_item_knows_it() {
    let form = |amount: &str| Form {
        check: Check::Nothing,
        amount: amount.into(),
        ..Form::default()
    };
    assert_eq!(finishing(&form(" 35 "), true).unwrap().laid_out, 35);
    assert_eq!(finishing(&form(""), true).unwrap().laid_out, 0);
    assert_eq!(finishing(&form("35"), false).unwrap().laid_out, 0);
    for bad in ["201", "3.5", "-1", "三十"] {
        assert_eq!(finishing(&form(bad), true).unwrap_err()[0].field, AMOUNT, "{bad}");
    }
}

#[test]
fn keys_fill_four_boxes_and_take_back() {
    let mut code = String::new();
    for key in ['4', '7', '2', '9', '1'] {
        code = press(&code, Some(key));
    }
    assert_eq!(code, "4729");
    assert_eq!(press(&press(&code, None), None), "47");
    assert_eq!(press("", None), "");
    assert_eq!(press("4", Some('a')), "4");
}

#[test]
fn a_report_is_saved_first_and_then_with_the_community() {
    let mut order = held(ORDER);
    order.state = State::InService;
    assert!(may(&order, ME) && !may(&open(ORDER), ME));
    let mut replica = phone(vec![order]);
    let report = finishing(
        &Form {
            code: "4729".into(),
            ..Form::default()
        },
        false,
    );
    assert_eq!(
        give(&mut replica, 1, act(ORDER, Act::Finish(report.unwrap())), at(15, 0)),
        None
    );
    let command = CommandId::from_bits(1);
    assert_eq!(sent(&replica, command), Some(Sent::Saved));
    let order = replica.orders().find(|o| o.id == ORDER).unwrap();
    assert_eq!(order.state, State::AwaitingConfirm, "it shows at once");
    accept(&mut replica, 1, at(15, 1));
    assert_eq!(sent(&replica, command), Some(Sent::Got));
}
