//! The verbs of the command line, each in its place. What they have to say goes to stdout, in Chinese and English.

use std::{
    error::Error,
    io::Write as _,
    path::{Path, PathBuf},
};

use crate::{
    args::{Backup, Recovery, Restore, Verb, Verify},
    backup::{self, restore::Wish, seal::SealKey},
    recover, serve,
    time::{Machine, TimeSource as _},
};

/// Any error: it is printed and ends the process.
type Outcome = Result<(), Box<dyn Error>>;

/// Does what was asked.
///
/// # Errors
/// A sentence for the person who asked.
pub fn run(verb: &Verb) -> Outcome {
    match verb {
        Verb::Serve(args) => serve::run(args),
        Verb::Backup(args) => back_up(args),
        Verb::Verify(args) => verify(args),
        Verb::Restore(args) => restore(args),
        Verb::Recovery(args) => recovery(args),
    }
}

fn say(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

fn key(path: Option<&PathBuf>) -> backup::Result<Option<SealKey>> {
    path.map(|path| SealKey::read(path)).transpose()
}

fn back_up(args: &Backup) -> Outcome {
    let key = key(args.key_file.as_ref())?;
    backup::make::backup(&args.data, &args.to, key.as_ref())?;
    let checked = backup::check::verify(&args.to, key.as_ref(), &args.data, Machine::default().now())?;
    say(&format!("{}\n{checked}", args.to.display()))
}

fn verify(args: &Verify) -> Outcome {
    let key = key(args.key_file.as_ref())?;
    let scratch = std::env::temp_dir();
    let now = Machine::default().now();
    say(&backup::check::verify(&args.file, key.as_ref(), &scratch, now)?.to_string())
}

fn restore(args: &Restore) -> Outcome {
    let key = key(args.key_file.as_ref())?;
    let wish = Wish {
        data: &args.data,
        from: &args.from,
        key: key.as_ref(),
        window: args.window,
        yes: args.yes,
    };
    say(&backup::restore::restore(&wish, Machine::default().now())?.to_string())
}

fn recovery(args: &Recovery) -> Outcome {
    if args.end {
        return end(&args.data);
    }
    let reports = recover::reports(&args.data)?;
    if reports.is_empty() {
        return say("这里没有恢复过数据。\nThis data was never restored.\n");
    }
    reports.iter().try_for_each(|report| say(&recover::text(report)))
}

fn end(data: &Path) -> Outcome {
    recover::reports(data)?;
    recover::ask_to_end(data)?;
    say("服务会马上结束恢复时间；没在运行的话，启动以后结束。\nThe server ends it within seconds, or when it starts.\n")
}
