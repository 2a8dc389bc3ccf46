//! How the person wants the screen to be. Kept per browser, applied before the first paint by a script in `index.html`.

use doorstep_dom::prelude::*;

use crate::text::Lang;

/// Light, dark, or what the phone says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// What the phone says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// A step of type size, 1 to 4; `None` is the usual one (2 in 长辈版).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size(pub Option<u8>);

/// The preferences, as signals: the settings screen writes them and dispatches [`super::Intent::Prefs`].
#[derive(Clone, Copy, Debug)]
pub struct Prefs {
    /// 长辈版.
    pub elder: RwSignal<bool>,
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// Type size.
    pub size: RwSignal<Size>,
    /// Language; changing it mounts the app anew.
    pub lang: RwSignal<Lang>,
}

impl Prefs {
    /// The usual ones.
    pub fn new() -> Self {
        Self {
            elder: RwSignal::new(false),
            theme: RwSignal::new(Theme::Auto),
            size: RwSignal::new(Size(None)),
            lang: RwSignal::new(Lang::Zh),
        }
    }
}

impl Default for Prefs {
    fn default() -> Self {
        Self::new()
    }
}
