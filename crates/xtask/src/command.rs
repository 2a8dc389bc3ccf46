//! One child process: shown before it runs, its output passed straight through, its bad end a sentence.

use crate::failure::Outcome;
use std::{
    ffi::OsStr,
    fmt::Write as _,
    path::Path,
    process::{Command, Stdio},
};

/// A command being put together. Nothing runs before `run`, `output` or `become_it`.
pub(crate) struct Cmd {
    command: Command,
    shown: String,
}

impl Cmd {
    pub(crate) fn new(program: &str) -> Self {
        let mut command = Command::new(program);
        // Set by an outer `cargo run`; children that start cargo again must see their own.
        for inherited in [
            "CARGO_MANIFEST_DIR",
            "CARGO_MANIFEST_PATH",
            "CARGO_PKG_NAME",
            "CARGO_PKG_VERSION",
        ] {
            command.env_remove(inherited);
        }
        Self {
            command,
            shown: program.to_owned(),
        }
    }

    pub(crate) fn folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        let _ = write!(self.shown, " {}", argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<I: IntoIterator<Item = impl AsRef<OsStr>>>(self, arguments: I) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// The command as a person would type it.
    #[cfg(test)]
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    /// Runs to the end with all output visible; a non-zero exit is a failure.
    pub(crate) fn run(mut self) -> Outcome {
        println!("$ {}", self.shown);
        let status = self
            .command
            .status()
            .map_err(|error| format!("`{}` did not start: {error}", self.shown))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("`{}` ended with {status}", self.shown).into())
        }
    }

    /// Runs unseen and returns what it wrote to standard output; a non-zero exit is a failure with its last words.
    pub(crate) fn output(mut self) -> Outcome<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("`{}` did not start: {error}", self.shown))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let words = String::from_utf8_lossy(&output.stderr);
        Err(format!("`{}` ended with {}: {}", self.shown, output.status, words.trim()).into())
    }

    /// Replaces this process with the command, so that signals reach it and nothing is left behind when it is ended.
    /// Returns only if that failed.
    pub(crate) fn become_it(mut self) -> Outcome {
        println!("$ {}", self.shown);
        #[cfg(unix)]
        {
            let error = std::os::unix::process::CommandExt::exec(&mut self.command);
            Err(format!("`{}` did not start: {error}", self.shown).into())
        }
        #[cfg(not(unix))]
        self.run()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_end_names_the_command_and_its_words() {
        let failure = Cmd::new("sh")
            .args(["-c", "echo broken >&2; exit 3"])
            .output()
            .unwrap_err()
            .to_string();
        assert!(failure.contains("exit status: 3"), "{failure}");
        assert!(failure.ends_with("broken"), "{failure}");
    }

    #[test]
    fn a_missing_program_is_a_sentence() {
        let failure = Cmd::new("no-such-program").output().unwrap_err().to_string();
        assert!(failure.starts_with("`no-such-program` did not start"), "{failure}");
    }
}
