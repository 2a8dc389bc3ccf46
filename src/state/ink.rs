//! 签字: what is drawn on the pad. On a grid, so that turning the phone or a keyboard that opens changes nothing about it.

use doorstep_domain::order::{GRID, POINTS_MAX, Point, STROKES_MAX, Signature, go_to};

/// Steps of the grid between two points of a stroke: two or three pixels of a phone, less than the line is thick.
const STEP: u16 = 4;

/// What is drawn, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ink {
    strokes: Vec<Vec<Point>>,
    /// The finger, pen or mouse that draws now, as the browser counts them: a palm that comes down beside it draws nothing.
    pen: Option<i32>,
    /// It is to be signed anew: what is drawn stays until the first stroke of the new one, and does not count.
    again: bool,
}

/// What can't be sent of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nobody has signed.
    Missing,
    /// More strokes than a signature has.
    TooMuch,
}

impl Ink {
    /// A pen comes down.
    pub fn down(&mut self, pen: i32, at: Point) {
        if self.pen.is_some() {
            return;
        }
        if self.again {
            self.strokes.clear();
            self.again = false;
        }
        self.pen = Some(pen);
        self.strokes.push(vec![at]);
    }

    /// A pen that is down goes on to here.
    pub fn goes(&mut self, pen: i32, at: Point) {
        let Some(stroke) = self.strokes.last_mut().filter(|_| self.pen == Some(pen)) else {
            return;
        };
        if stroke.last().is_some_and(|last| far(*last, at)) {
            stroke.push(at);
        }
        if self.strokes.iter().map(Vec::len).sum::<usize>() > POINTS_MAX {
            self.thin();
        }
    }

    /// A pen is lifted, or the browser takes it away.
    pub fn up(&mut self, pen: i32) {
        self.pen = self.pen.filter(|down| *down != pen);
    }

    /// No pen is down: the pad was not on the screen.
    pub const fn lift(&mut self) {
        self.pen = None;
    }

    /// 重签, or after all not.
    pub fn again(&mut self, again: bool) {
        self.again = again && !self.strokes.is_empty();
    }

    /// Whether it waits to be signed anew.
    pub const fn is_again(&self) -> bool {
        self.again
    }

    /// Whether nothing was drawn.
    pub const fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }

    /// The drawing as it is sent.
    ///
    /// # Errors
    /// Why it can't be.
    pub fn signature(&self) -> Result<Signature, Unfit> {
        if self.strokes.len() > STROKES_MAX {
            return Err(Unfit::TooMuch);
        }
        let drawn = Signature::draw(&self.strokes);
        (!self.again && drawn.is_well_formed())
            .then_some(drawn)
            .ok_or(Unfit::Missing)
    }

    /// The drawing so far, as the `d` of an SVG path.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for stroke in &self.strokes {
            for (index, point) in stroke.iter().enumerate() {
                go_to(&mut path, index == 0, *point);
            }
        }
        path
    }

    /// Every other point goes, so that a long signature fits and stays whole.
    fn thin(&mut self) {
        for stroke in &mut self.strokes {
            let last = stroke.len() - 1;
            let mut index = 0;
            stroke.retain(|_| {
                index += 1;
                index % 2 == 1 || index > last
            });
        }
    }
}

/// Whether the pen has moved far enough for another point.
const fn far(from: Point, to: Point) -> bool {
    from.0.abs_diff(to.0) >= STEP || from.1.abs_diff(to.1) >= STEP
}

/// The place on the grid at these shares of width and height; what runs over the edge stays on it.
pub fn point((x, y): (f64, f64)) -> Point {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share between 0 and 1 of a grid that fits"
    )]
    let on = |share: f64, steps: u16| (share.clamp(0.0, 1.0) * f64::from(steps)).round() as u16;
    (on(x, GRID.0), on(y, GRID.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(points: &[Point]) -> Ink {
        let mut ink = Ink::default();
        ink.down(1, points[0]);
        for at in &points[1..] {
            ink.goes(1, *at);
        }
        ink.up(1);
        ink
    }

    #[test]
    fn a_stroke_is_drawn_by_one_pen_and_ends_where_it_is_lifted() {
        let mut ink = drawn(&[(10, 10), (11, 11), (20, 10)]);
        assert_eq!(ink.path(), "M10 10l0 0L20 10", "a tremble is no point of its own");
        ink.goes(1, (90, 90));
        ink.down(2, (30, 30));
        ink.down(3, (300, 300));
        ink.goes(3, (310, 310));
        ink.goes(2, (40, 30));
        ink.up(3);
        ink.up(2);
        assert_eq!(ink.path(), "M10 10l0 0L20 10M30 30l0 0L40 30", "the palm draws nothing");
    }

    #[test]
    fn nothing_and_a_mere_touch_are_no_signature() {
        assert_eq!(Ink::default().signature(), Err(Unfit::Missing));
        assert_eq!(drawn(&[(5, 5)]).signature(), Err(Unfit::Missing));
        assert!(drawn(&[(5, 5), (50, 5)]).signature().is_ok());
    }

    #[test]
    fn signing_anew_keeps_the_drawing_until_the_first_stroke() {
        let mut ink = drawn(&[(10, 10), (20, 10)]);
        ink.again(true);
        assert_eq!((ink.signature(), ink.is_empty()), (Err(Unfit::Missing), false));
        ink.again(false);
        assert!(ink.signature().is_ok(), "after all the one that was there");
        ink.again(true);
        ink.down(1, (70, 70));
        ink.goes(1, (80, 80));
        assert_eq!(ink.path(), "M70 70l0 0L80 80");
        let mut empty = Ink::default();
        empty.again(true);
        assert!(!empty.is_again());
    }

    #[test]
    fn a_long_signature_is_thinned_and_a_scribble_of_too_many_strokes_is_told() {
        let long: Vec<Point> = (0..5000_u16).map(|n| ((n % 100) * 6, (n / 100) * 8)).collect();
        let ink = drawn(&long);
        assert!(ink.signature().is_ok());
        let last = *long.last().unwrap();
        assert!(ink.path().starts_with("M0 0") && ink.path().ends_with(&format!("L{} {}", last.0, last.1)));
        let mut dots = Ink::default();
        for _ in 0..=STROKES_MAX {
            dots.down(1, (9, 9));
            dots.up(1);
        }
        assert_eq!(dots.signature(), Err(Unfit::TooMuch));
    }

    #[test]
    fn places_are_shares_of_the_pad_and_stay_on_it() {
        assert_eq!(point((0.0, 0.0)), (0, 0));
        assert_eq!(point((0.5, 0.25)), (300, 100));
        assert_eq!(point((1.2, -3.0)), (600, 0));
        assert_eq!(point((f64::NAN, f64::INFINITY)), (0, 400));
    }
}
