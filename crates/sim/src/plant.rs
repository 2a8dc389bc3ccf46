//! Planted bugs: the proof that the checker can fail. Each is put in where the parts meet (the store, the server's door, the phone's
//! disk), so that the code that ships carries no switch. One is on at a time; none is the real thing.

use clap::ValueEnum;

/// A mistake somebody could make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Plant {
    /// No mistake.
    #[default]
    None,
    /// The server forgets that it judged a command before.
    SkipDedup,
    /// The server answers before the disk has it; a kill loses what was answered.
    ReceiptBeforeCommit,
    /// The server takes the phone's clock for its own.
    TrustDeviceTime,
    /// A pull does not tell what has gone out of sight.
    ForgetTombstone,
    /// A pull compares with one sequence for the whole server instead of one per partition.
    OneSequence,
    /// A session that ended takes the unsent commands with it.
    ReauthWipesOutbox,
    /// Members get the service code, so that their phone can check it.
    CodeOnThePhone,
    /// The pool shows the door before anybody took the order.
    AddressInThePool,
    /// The server judges by a row that is one change old.
    StaleRead,
    /// An erased field stays in its row.
    KeepErased,
    /// Now and then a fact is not written to the log.
    LostFact,
    /// The answer that is kept is not the one that was given.
    OtherAnswer,
    /// No deadline is ever set.
    NoDeadlines,
    /// The server does not keep which number a client used last.
    ForgetNumbers,
    /// The answers of a batch are one place off.
    ShiftedAnswers,
    /// A missing number does not stop what comes after it.
    SkipGaps,
    /// The cursor runs ahead of the rows of its page.
    PageLosesRow,
    /// 已存好 is said before the disk has it.
    SavedBeforeDurable,
    /// A new build starts with an empty outbox.
    UpgradeDropsOutbox,
    /// A reset does not clear what was there before.
    ResetKeepsRows,
    /// Two people on one phone share one store.
    SharedStore,
    /// A failed call is repeated at once.
    NoBackoff,
    /// What was refused is not there any more after a restart.
    RefusedForgotten,
    /// What was received is thrown away at once, so nothing can be sent again after a restore.
    ReceivedForgotten,
    /// The bytes of an attachment are received and not kept.
    BytesNotKept,
    /// They stay when their order is erased.
    BytesOutliveOrder,
    /// Whoever knows their address is given them.
    BytesForAnybody,
    /// A phone that could not send them lets go of them.
    BytesSentOnce,
    /// Nobody tells the phones that the data went back.
    RestoreUnnoticed,
}

impl Plant {
    /// Every mistake.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::value_variants()
            .iter()
            .copied()
            .filter(|plant| *plant != Self::None)
    }

    /// Its name on the command line.
    pub fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}
