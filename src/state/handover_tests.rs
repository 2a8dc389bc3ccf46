//! What `handover` promises: nothing is lost on the way through a file or through codes, whatever the order they are read in.

use doorstep_domain::order::{Act, Finishing, Outcome};

use super::*;
use crate::state::phone_fixture::{ORDER, act, at, give, held, phone};

fn outbox_of_two() -> Replica {
    let mut replica = phone(vec![held(ORDER)]);
    give(&mut replica, 1, act(ORDER, Act::Arrive), at(9, 0));
    let finishing = Finishing {
        outcome: Outcome::Solved,
        code: Some("4729".into()),
        signature: None,
        laid_out: 0,
        text: "剪好了，老人家很高兴。".repeat(30),
        attached: doorstep_domain::order::Attachments::default(),
    };
    give(&mut replica, 2, act(ORDER, Act::Finish(finishing)), at(9, 40));
    replica
}

#[test]
fn a_file_is_read_as_it_was_written_and_changes_nothing_here() {
    let replica = outbox_of_two();
    let text = file(&replica, at(10, 0)).unwrap();
    let Read::Whole(parcel) = Pieces::default().add(&format!("\u{feff}{text}\n")) else {
        panic!("{text}");
    };
    assert_eq!(*parcel, replica.parcel(at(10, 0)));
    assert_eq!(parcel.entries.len(), 2);
    assert_eq!(replica.outbox().count(), 2, "it still goes out by itself");
    assert_eq!(file(&phone(vec![held(ORDER)]), at(10, 0)), None);
}

#[test]
fn codes_are_put_together_in_any_order_and_twice_read_is_once_read() {
    let text = file(&outbox_of_two(), at(10, 0)).unwrap();
    let all = codes(&text);
    assert!(all.len() > 2, "{}", all.len());
    assert!(all.iter().all(|code| crate::state::qr::qr(code).is_some()));
    let mut pieces = Pieces::default();
    for (read, code) in all.iter().rev().enumerate() {
        let got = pieces.add(code);
        if read + 1 < all.len() {
            assert_eq!(got, Read::Waits(read + 1, all.len()));
            assert_eq!(pieces.add(code), Read::Waits(read + 1, all.len()));
        } else {
            assert!(matches!(got, Read::Whole(parcel) if parcel.entries.len() == 2));
        }
    }
    assert!(
        matches!(Pieces::default().add(&all.join("\n")), Read::Whole(_)),
        "pasted together"
    );
}

#[test]
fn what_is_not_ours_or_was_changed_is_strange() {
    let text = file(&outbox_of_two(), at(10, 0)).unwrap();
    let mut all = codes(&text);
    all[0] = all[0].replace("author", "authro");
    let mut pieces = Pieces::default();
    let last = all.iter().map(|code| pieces.add(code)).last();
    assert_eq!(last, Some(Read::Strange));
    for other in [
        "",
        "https://example.org/join#abc",
        "DS1",
        "DS1 0/0 0 x",
        "DS1 5/2 0 x",
        "{}",
        "{\"parcel\":2}",
    ] {
        assert_eq!(Pieces::default().add(other), Read::Strange, "{other}");
    }
}

#[test]
fn who_carries_it_sees_what_and_when_and_no_words() {
    let replica = outbox_of_two();
    let seen = carried(&replica, &replica.parcel(at(10, 0)), at(10, 0));
    assert!(seen.own);
    assert_eq!(seen.lines.len(), 2);
    assert!(seen.lines[1].starts_with("办完了"), "{:?}", seen.lines);
    for secret in ["剪好了", "4729", "王示例", "0401"] {
        assert!(seen.lines.iter().all(|line| !line.contains(secret)));
    }
}

#[test]
fn the_desk_reads_the_words_and_how_it_is_vouched_for() {
    let parcel = outbox_of_two().parcel(at(10, 0));
    let lines = content(&parcel.entries[1]);
    assert!(lines.iter().any(|(_, text)| text.contains("剪好了")));
    assert!(lines.iter().any(|(_, text)| text.contains("4729")));
}
