//! The bundles of screens beside the one that starts: which there are, and how far each has come to this page.

/// Screens that travel together. The home of residents and the sign-in are in none: they are the app that starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// What everybody has: 下单, orders, 消息, 我的.
    Everyday,
    /// What members and volunteers work with.
    Member,
    /// 工作台.
    Desk,
    /// Photos and voice.
    Attach,
}

impl Bundle {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Everyday, Self::Member, Self::Desk, Self::Attach];
}

/// How far a bundle has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fetched {
    /// Nobody asked for it yet.
    #[default]
    No,
    /// It is on its way.
    Asked,
    /// It did not come; asking again is worth a try.
    Failed,
    /// Its screens can be shown.
    Here,
}

/// How far each has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bundles([Fetched; 4]);

impl Bundles {
    /// How far `bundle` has come.
    pub const fn of(self, bundle: Bundle) -> Fetched {
        self.0[bundle as usize]
    }

    /// Notes how far it has come.
    pub const fn put(&mut self, bundle: Bundle, fetched: Fetched) {
        self.0[bundle as usize] = fetched;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bundle_has_a_place_of_its_own() {
        for one in Bundle::ALL {
            let mut bundles = Bundles::default();
            bundles.put(one, Fetched::Here);
            let here: Vec<_> = Bundle::ALL
                .into_iter()
                .filter(|b| bundles.of(*b) == Fetched::Here)
                .collect();
            assert_eq!(here, [one]);
        }
    }
}
