//! A QR for a terminal: two rows of modules in one row of half blocks.

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code; scanners want four, terminals are small.
const MARGIN: i32 = 2;

/// `text` as lines to print. Dark terminals show it inverted, which phones read too; empty when it is too long.
pub fn qr(text: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::L) else {
        return String::new();
    };
    let width = i32::try_from(code.width()).unwrap_or(0);
    let dark = |x: i32, y: i32| {
        let inside = (0..width).contains(&x) && (0..width).contains(&y);
        let place = usize::try_from(x).ok().zip(usize::try_from(y).ok());
        inside && place.is_some_and(|place| code[place] == Color::Dark)
    };
    let mut lines = String::new();
    for y in (-MARGIN..width + MARGIN).step_by(2) {
        for x in -MARGIN..width + MARGIN {
            // Printed light on dark: a block is a light module.
            lines.push(match (dark(x, y), dark(x, y + 1)) {
                (false, false) => '█',
                (false, true) => '▀',
                (true, false) => '▄',
                (true, true) => ' ',
            });
        }
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_finder_of_the_first_corner_is_there() {
        let drawn = qr("https://192.168.1.5:8080/");
        let rows: Vec<Vec<char>> = drawn.lines().map(|line| line.chars().collect()).collect();
        // One light row, then the finder's seven dark modules in a row, below two rows of margin.
        assert!(rows[0].iter().all(|c| *c == '█'));
        assert_eq!(rows[1][2..9].iter().collect::<String>(), " ▄▄▄▄▄ ");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    }
}
