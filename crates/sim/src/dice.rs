//! Chance that can be repeated: the same seed gives the same numbers on every machine.

/// Dice of a seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub const fn below(&mut self, end: u64) -> u64 {
        let roll = self.roll();
        if end == 0 { 0 } else { roll % end }
    }

    /// A place in something that is `len` long; 0 when it is empty.
    pub fn place(&mut self, len: usize) -> usize {
        pick(self.roll(), len)
    }

    /// A number of milliseconds from `low` to below `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high.saturating_sub(low)).unwrap_or(0);
        low.saturating_add(i64::try_from(self.below(width)).unwrap_or(0))
    }

    /// True once in `n` times.
    pub const fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// True `percent` times in a hundred.
    pub const fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// A place in something that is `len` long, from any number; 0 when it is empty.
pub fn pick(number: u64, len: usize) -> usize {
    let len = u64::try_from(len).unwrap_or(u64::MAX);
    usize::try_from(number.checked_rem(len).unwrap_or(0)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_nothing_leaves_its_bounds() {
        let (mut one, mut two) = (Dice::new(7), Dice::new(7));
        for _ in 0..1000 {
            assert_eq!(one.roll(), two.roll());
            assert!((-5..9).contains(&one.between(-5, 9)));
            two.roll();
        }
        assert_eq!(pick(9, 0), 0);
    }
}
