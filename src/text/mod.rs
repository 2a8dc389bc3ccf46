//! Every sentence on the screen, in Chinese and English, one file per area. A key without both languages does not compile.
//!
//! Texts are plain functions: `text::home::greeting()`, `text::order::accepted_by("刘示例", "15:00")`. The language is one
//! setting for the whole app; changing it mounts the app anew, so nothing here needs to be reactive.

use core::sync::atomic::{AtomicU8, Ordering};

/// Defines texts: `name => "中文", "English";` or `name(arg: &str) => "中文 {arg}", "English {arg}";`.
macro_rules! texts {
    (@one $(#[$doc:meta])* $name:ident; $zh:literal, $en:literal) => {
        $(#[$doc])*
        #[doc = $zh]
        pub fn $name() -> &'static str {
            $crate::text::pick($zh, $en)
        }
    };
    (@one $(#[$doc:meta])* $name:ident ($($arg:ident: $ty:ty),+); $zh:literal, $en:literal) => {
        $(#[$doc])*
        #[doc = $zh]
        pub fn $name($($arg: $ty),+) -> String {
            if $crate::text::lang() == $crate::text::Lang::Zh { format!($zh) } else { format!($en) }
        }
    };
    ($($(#[$doc:meta])* $name:ident $(($($arg:ident: $ty:ty),+ $(,)?))? => $zh:literal, $en:literal;)*) => {
        $($crate::text::texts! { @one $(#[$doc])* $name $(($($arg: $ty),+))?; $zh, $en })*
    };
}
pub(crate) use texts;

pub mod attach;
pub mod common;
pub mod desk;
pub mod detail;
pub mod duty;
pub mod feedback;
pub mod form;
pub mod handover;
pub mod home;
pub mod inbox;
pub mod job;
pub mod me;
pub mod notice;
pub mod order;
pub mod outbox;
pub mod proofs;
pub mod reason;
pub mod session;
pub mod slip;
pub mod time;

/// Stands between two short facts on one line. It holds on to the first, so that no line begins with it.
pub const DOT: &str = "\u{a0}· ";

/// The language of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// 中文, the first language.
    Zh,
    /// English.
    En,
}

/// 0 is Chinese, 1 English.
static LANG: AtomicU8 = AtomicU8::new(0);

/// The language now.
pub fn lang() -> Lang {
    if LANG.load(Ordering::Relaxed) == 0 {
        Lang::Zh
    } else {
        Lang::En
    }
}

/// Changes the language; the caller mounts the app anew.
pub fn set_lang(lang: Lang) {
    LANG.store(u8::from(lang == Lang::En), Ordering::Relaxed);
}

/// One of the two.
pub fn pick(zh: &'static str, en: &'static str) -> &'static str {
    if lang() == Lang::Zh { zh } else { en }
}
