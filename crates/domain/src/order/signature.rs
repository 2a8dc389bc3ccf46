//! The signature (签字) of whoever was at home: a small drawing that travels inside the finish, so that it needs no network of its
//! own and arrives with it or not at all. Personal data: it stays in the erasable part of an order and goes with the contacts.

use core::fmt::Write;

use serde::{Deserialize, Serialize};

/// Width and height of the grid it is drawn on, both reached: 3 to 2 as the pad is, and two steps for each point of a pad on the
/// narrowest phone (320 wide), so that rounding is not seen. Both fit two digits to the base of 36.
pub const GRID: (u16, u16) = (600, 400);
/// Most strokes. A name has at most [`crate::text::NAME_MAX`] characters, a common one about a dozen strokes.
pub const STROKES_MAX: usize = 256;
/// Most points of all strokes together: with [`POINT`] bytes each, an eighth of the 64 KB that a command may have. A signature of
/// three characters has a few hundred.
pub const POINTS_MAX: usize = 2048;
/// Fewest points: a hand that only brushed the pad has signed nothing.
const POINTS_MIN: usize = 2;
/// Bytes of one point in the text.
const POINT: usize = 4;

/// A place on the grid.
pub type Point = (u16, u16);

/// A drawing as text: a point is two digits to the base of 36 for each of x and y, `-` begins another stroke.
///
/// Holds whatever came over the wire; [`is_well_formed`](Self::is_well_formed) says whether it is a drawing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Signature(String);

impl Signature {
    /// The text of a drawing. What does not fit the limits is not well formed.
    pub fn draw(strokes: &[Vec<Point>]) -> Self {
        let digit = |n: u16| char::from_digit(u32::from(n % 36), 36).unwrap_or('0');
        let mut text = String::new();
        for (index, stroke) in strokes.iter().enumerate() {
            if index > 0 {
                text.push('-');
            }
            let numbers = stroke.iter().flat_map(|(x, y)| [x.min(&GRID.0), y.min(&GRID.1)]);
            text.extend(numbers.flat_map(|n| [digit(n / 36), digit(*n)]));
        }
        Self(text)
    }

    /// Whether it is a drawing within the limits.
    pub fn is_well_formed(&self) -> bool {
        self.read(&mut |_, _| {})
    }

    /// The drawing as the `d` of an SVG path on [`GRID`]; none when it is no drawing. A stroke of one point is a dot.
    pub fn path(&self) -> Option<String> {
        let mut path = String::new();
        let fine = self.read(&mut |begins, point| go_to(&mut path, begins, point));
        fine.then_some(path)
    }

    /// Tells `each` every point in turn and whether it begins a stroke; false as soon as it is no drawing within the limits.
    fn read(&self, each: &mut dyn FnMut(bool, Point)) -> bool {
        if self.0.len() > POINTS_MAX * POINT + STROKES_MAX {
            return false;
        }
        let (mut strokes, mut points) = (0, 0);
        for stroke in self.0.as_bytes().split(|b| *b == b'-') {
            let fours = stroke.chunks(POINT);
            strokes += 1;
            points += fours.len();
            if stroke.is_empty() || strokes > STROKES_MAX || points > POINTS_MAX {
                return false;
            }
            for (index, four) in fours.enumerate() {
                let Some(point) = point(four) else { return false };
                each(index == 0, point);
            }
        }
        points >= POINTS_MIN
    }
}

/// Goes on to a point in the `d` of a path, or begins a stroke there. A stroke begins with a dot, since it may be no more.
pub fn go_to(path: &mut String, begins: bool, (x, y): Point) {
    let (to, dot) = if begins { ('M', "l0 0") } else { ('L', "") };
    // Writing to a text can't fail.
    let _ = write!(path, "{to}{x} {y}{dot}");
}

/// The point of four digits, if it lies on the grid.
fn point(four: &[u8]) -> Option<Point> {
    let &[high, low, high_y, low_y] = four else { return None };
    let (x, y) = (36 * digit(high)? + digit(low)?, 36 * digit(high_y)? + digit(low_y)?);
    (x <= GRID.0 && y <= GRID.1).then_some((x, y))
}

/// A digit to the base of 36; one way of writing each, so that equal drawings are equal texts.
const fn digit(byte: u8) -> Option<u16> {
    match byte {
        b'0'..=b'9' => Some((byte - b'0') as u16),
        b'a'..=b'z' => Some((byte - b'a') as u16 + 10),
        _ => None,
    }
}

/// What somebody drew stays out of logs and panics.
impl core::fmt::Debug for Signature {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Signature(****)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Signature {
        Signature(text.to_owned())
    }

    #[test]
    fn what_is_drawn_comes_back_as_a_path() {
        let drawn = Signature::draw(&[vec![(0, 0), (600, 400)], vec![(37, 9)]]);
        assert_eq!(drawn, text("0000gob4-1109"));
        assert_eq!(drawn.path().as_deref(), Some("M0 0l0 0L600 400M37 9l0 0"));
        let beyond = Signature::draw(&[vec![(u16::MAX, u16::MAX), (1, 1)]]);
        assert_eq!(beyond, text("gob40101"), "the edge holds what runs over it");
        assert_eq!(format!("{drawn:?}"), "Signature(****)");
    }

    #[test]
    fn what_is_no_drawing_is_told_apart() {
        let bad = [
            "",
            "-",
            "0000",
            "00",
            "0000000",
            "00000000-",
            "-00000000",
            "0000--0000",
            "GOB40000",
            "gp000000",
            "00b50000",
            "+1+10000",
            "0000 0000",
            "0000é00",
            "签字签字",
        ];
        for bad in bad {
            assert!(!text(bad).is_well_formed() && text(bad).path().is_none(), "{bad}");
        }
    }

    #[test]
    fn a_scribble_has_an_end() {
        let many =
            |strokes: usize, points: usize| Signature::draw(&vec![vec![(5, 5); points]; strokes]).is_well_formed();
        assert!(many(STROKES_MAX, POINTS_MAX / STROKES_MAX) && many(1, POINTS_MAX));
        assert!(!many(STROKES_MAX + 1, 1) && !many(1, POINTS_MAX + 1) && !many(1, 40_000));
    }
}
