//! QR codes as the path of an SVG: one square per dark module, drawn row by row.

use core::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// Modules a side, with the quiet zone of four.
    pub size: usize,
    /// The `d` of the path.
    pub path: String,
}

/// Modules of quiet zone on each side, as the standard asks.
const QUIET: usize = 4;

/// The code that holds `text`; none when it is too long for one.
pub fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|c| **c == Color::Dark).count();
            if run > 0 {
                // Writing to a string can't fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some(Qr {
        size: width + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_its_finder_pattern() {
        let code = qr("https://doorstep.example.cn/join#0123456789abcdef").unwrap();
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        assert_eq!((code.size - 2 * QUIET - 17) % 4, 0, "a width is 17 + 4 × version");
        assert!(qr(&"x".repeat(5000)).is_none());
    }
}
