//! Erasing leaves no bytes: not in the database, not in its WAL, whatever the pages went through.

use doorstep_authority::{
    Blob, Instant, Storage as _,
    suite::sample::{Dice, YY, entity, hash, order},
};

mod kept;

use kept::{Kept, hits};

fn write(kept: &Kept, bits: u64, fields: Vec<(String, String)>) {
    kept.write(YY, move |txn| {
        let seq = txn.advance(YY, Instant(1))?;
        let mut row = entity(seq, "order", &["all"]);
        row.personal.extend(fields);
        txn.put_entity(YY, seq, Instant(1), &order(u128::from(bits) + 1), &row)
    })
    .expect("a write");
}

#[test]
fn erased_photos_are_in_no_file() {
    const WORD: &str = "GPS 29.56301";
    let kept = Kept::new();
    for bits in 0..40_u128 {
        kept.write(YY, move |txn| {
            let bytes = WORD.repeat(1 + usize::try_from(bits).unwrap() * 300).into_bytes();
            let mime = "image/jpeg".to_owned();
            txn.put_blob(YY, &order(bits), &hash(bits), &Blob { mime, bytes })
        })
        .expect("a write");
    }
    kept.store().checkpoint().expect("a checkpoint in between");
    assert!(hits(&kept, WORD) > 0, "the test writes what it looks for");
    for bits in 0..40_u128 {
        kept.write(YY, move |txn| txn.delete_blob(YY, &order(bits), &hash(bits)))
            .expect("an erasure");
    }
    kept.store().checkpoint().expect("a checkpoint");
    assert_eq!(hits(&kept, WORD), 0);
}

#[test]
fn erased_fields_are_in_no_file() {
    const WORD: &str = "王桂英住三号楼";
    let kept = Kept::new();
    let mut dice = Dice::new(3);
    // Fields grow, shrink and move between pages, some larger than a page, before they go.
    for round in 0..4_000 {
        let bits = dice.below(300);
        let mut fields = Vec::new();
        for field in ["order.contact", "order.note", "order.remarks"] {
            let times = match dice.below(12) {
                0 => 300,
                1 | 2 => 40,
                n => n,
            };
            if times > 3 {
                let text = WORD.repeat(usize::try_from(times).unwrap());
                fields.push((field.to_owned(), format!("\"{round}{text}\"")));
            }
        }
        write(&kept, bits, fields);
        if round == 2_000 {
            kept.store().checkpoint().expect("a checkpoint in between");
        }
    }
    assert!(hits(&kept, WORD) > 0, "the test writes what it looks for");
    for bits in 0..300 {
        write(&kept, bits, Vec::new());
    }
    kept.store().checkpoint().expect("a checkpoint");
    assert_eq!(hits(&kept, WORD), 0);
    let kept = kept.reopen();
    assert_eq!(hits(&kept, WORD), 0);
}
