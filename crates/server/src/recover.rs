//! `doorstep recovery`: what a recovery has brought back and what no phone still had, in words; and ending one.

use std::{
    fmt::Write as _,
    fs::{self, OpenOptions},
    io,
    path::Path,
};

use doorstep_authority::recovery::{self, Report};
use doorstep_store_sqlite::backup as file;

use crate::{
    backup::{BackupError, Result, check::moment},
    data_dir::{DATABASE, private},
};

/// Beside the database while the server is asked to end the window.
const END: &str = "recovery-end";

/// The reports of the data in the folder `data`, whoever serves it; the latest last.
///
/// # Errors
/// When there is no database, or it can't be read.
pub fn reports(data: &Path) -> Result<Vec<Report>> {
    let database = data.join(DATABASE);
    if !database.is_file() {
        return Err(BackupError::Nothing(data.to_owned()));
    }
    Ok(file::look(&database, |txn| recovery::reports(txn))??)
}

/// Asks the server to end the window: at its next second, or at its start.
///
/// # Errors
/// When the folder can't be written.
pub fn ask_to_end(data: &Path) -> io::Result<()> {
    private(
        OpenOptions::new().write(true).create(true).truncate(true),
        &data.join(END),
    )
    .map(drop)
}

/// Whether somebody asked; asking is over with it.
pub fn is_asked_to_end(data: &Path) -> bool {
    fs::remove_file(data.join(END)).is_ok()
}

/// A report in words. Ids and numbers only: names are in the app.
pub fn text(report: &Report) -> String {
    let mut text = String::new();
    // Writing to a String can't fail.
    let _ = write(&mut text, report);
    text
}

fn write(out: &mut String, report: &Report) -> core::fmt::Result {
    let opened = moment(report.opened);
    writeln!(out, "恢复 {opened}（{} → {}）", report.lost_epoch, report.epoch)?;
    writeln!(out, "Recovery of {opened} ({} -> {})", report.lost_epoch, report.epoch)?;
    match report.closed {
        Some(at) => writeln!(out, "  已结束 closed {}", moment(at))?,
        None => writeln!(out, "  进行中，到 open until {}", moment(report.until))?,
    }
    writeln!(out, "  补回 brought back and done again: {}", report.restored)?;
    writeln!(out, "  等结束后补 held until it closes: {}", report.held)?;
    writeln!(
        out,
        "  新的，等结束后办 new, waiting until it closes: {}",
        report.waiting
    )?;
    writeln!(out, "  对不上，要人看 contested, for staff: {}", report.contested.len())?;
    for one in &report.contested {
        let (at, what, about, why) = (moment(one.at), &one.what, &one.about, &one.why);
        let (partition, seq, actor) = (&one.partition, one.seq, one.actor);
        writeln!(out, "    {at}  {what}  {about}  {partition} {seq}  by {actor}: {why}")?;
    }
    let missing: u64 = (report.partitions.iter().flat_map(|p| &p.missing))
        .map(|(from, to)| to - from + 1)
        .sum();
    writeln!(out, "  没有手机还留着的 no phone still had: {missing}")?;
    for part in report.partitions.iter().filter(|p| !p.missing.is_empty()) {
        let ranges: Vec<String> = part
            .missing
            .iter()
            .map(|(from, to)| {
                if from == to {
                    from.to_string()
                } else {
                    format!("{from}-{to}")
                }
            })
            .collect();
        let (partition, epoch) = (&part.partition, &part.epoch);
        writeln!(
            out,
            "    {partition} ({epoch}, {} … {}): {}",
            part.high,
            part.seen,
            ranges.join(", ")
        )?;
    }
    if missing > 0 {
        writeln!(
            out,
            "  号码里也可能是到期自动记的，不一定是谁做的事。\n  \
             A number may also be a deadline's own entry, or a refusal that left evidence, and nobody's act."
        )?;
    }
    Ok(())
}
