//! Which banner stands above the screen, if any: one at a time, and never over a form.

use crate::routes::Route;

/// A banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Banner {
    /// A new version waits.
    Update,
    /// In WeChat the app does not open without a network.
    WeChat,
    /// The browser offers the home screen.
    Install,
}

/// What decides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an independent fact about the moment"
)]
pub struct Moment {
    /// The screen.
    pub route: Route,
    /// A form has unsaved content.
    pub dirty: bool,
    /// Somebody is signed in.
    pub signed_in: bool,
    /// A new version waits.
    pub update: bool,
    /// Runs inside WeChat, and nobody closed the hint.
    pub wechat: bool,
    /// The browser offers to install, and nobody closed the hint.
    pub install: bool,
}

/// The banner for this moment.
pub fn which(moment: &Moment) -> Option<Banner> {
    let form = matches!(
        moment.route,
        Route::NewOrder(_)
            | Route::OrderForm(_)
            | Route::Intake
            | Route::Finish(_)
            | Route::Rate(_)
            | Route::Notice
            | Route::Slip(_)
    );
    if form || moment.dirty {
        return None;
    }
    // The hints wait for a screen on which nothing is being done.
    let calm = moment.signed_in && matches!(moment.route, Route::Home | Route::Me);
    match moment {
        Moment { update: true, .. } => Some(Banner::Update),
        Moment { wechat: true, .. } if calm => Some(Banner::WeChat),
        // The resident's home has a hint of its own.
        Moment {
            install: true,
            route: Route::Me,
            ..
        } if calm => Some(Banner::Install),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(route: Route) -> Moment {
        Moment {
            route,
            dirty: false,
            signed_in: true,
            update: true,
            wechat: true,
            install: true,
        }
    }

    #[test]
    fn nothing_stands_over_a_form() {
        assert_eq!(which(&moment(Route::NewOrder(None))), None);
        assert_eq!(which(&moment(Route::Intake)), None);
        let mut writing = moment(Route::Feedback);
        assert_eq!(which(&writing), Some(Banner::Update));
        writing.dirty = true;
        assert_eq!(which(&writing), None);
    }

    #[test]
    fn hints_wait_for_a_calm_screen_and_come_one_by_one() {
        let mut now = moment(Route::Home);
        assert_eq!(which(&now), Some(Banner::Update));
        now.update = false;
        assert_eq!(which(&now), Some(Banner::WeChat));
        now.wechat = false;
        assert_eq!(which(&now), None);
        now.route = Route::Me;
        assert_eq!(which(&now), Some(Banner::Install));
        now.route = Route::Orders;
        assert_eq!(which(&now), None);
        now.route = Route::Me;
        now.signed_in = false;
        assert_eq!(which(&now), None);
    }
}
