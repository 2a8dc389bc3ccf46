//! A photo, decoded and drawn anew: what comes out holds pixels and nothing else, no place, no time, no make of a phone.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
    metadata::Orientation,
};

/// The longer side of what is kept: a scratch on a tap is seen, and a page of small print is not.
const SIDE: u32 = 1600;
/// The longer side of what is taken: a camera that did not listen, and no bomb of a million pixels a side.
const SIDE_MAX: u32 = 4096;
/// Most bytes of a picture in memory.
const ALLOC_MAX: u64 = 4096 * 4096 * 4;
/// As the phone's own.
const QUALITY: u8 = 80;

/// The same picture, upright and small enough, as a JPEG with nothing beside it; none when it can't be decoded within the limits.
pub(super) fn anew(sent: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(sent)).with_guessed_format().ok()?;
    let known = matches!(
        reader.format()?,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    );
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(ALLOC_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok().filter(|_| known)?;
    let (width, height) = decoder.dimensions();
    if width > SIDE_MAX || height > SIDE_MAX || decoder.total_bytes() > ALLOC_MAX {
        return None;
    }
    // How the camera was held stands beside the pixels, and goes with the rest of what stands there.
    let held = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(held);
    if picture.width().max(picture.height()) > SIDE {
        picture = picture.resize(SIDE, SIDE, FilterType::Triangle);
    }
    let mut drawn = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut drawn, QUALITY);
    picture.into_rgb8().write_with_encoder(encoder).ok()?;
    Some(drawn)
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    fn encoded(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        let picture = RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
        });
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// `jpeg` with an EXIF block that says where it was taken, and that the camera lay on its side.
    pub(crate) fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPS 29.56301 SECRET PLACE");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn nothing_but_pixels_is_left_and_they_stand_upright() {
        let sent = with_exif(&encoded(60, 20, ImageFormat::Jpeg));
        let kept = anew(&sent).unwrap();
        for word in [&b"Exif"[..], b"SECRET"] {
            assert!(sent.windows(word.len()).any(|w| w == word));
            assert!(!kept.windows(word.len()).any(|w| w == word));
        }
        let kept = image::load_from_memory(&kept).unwrap();
        assert_eq!((kept.width(), kept.height()), (20, 60), "it was turned");
    }

    #[test]
    fn every_kind_a_camera_makes_becomes_a_jpeg_of_a_fair_size() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let kept = anew(&encoded(2000, 500, format)).unwrap();
            let kept = ImageReader::new(Cursor::new(kept)).with_guessed_format().unwrap();
            assert_eq!(kept.format(), Some(ImageFormat::Jpeg));
            assert_eq!(kept.into_dimensions().unwrap(), (1600, 400));
        }
    }

    #[test]
    fn what_is_no_picture_or_a_bomb_is_told_apart() {
        let bomb = encoded(5000, 8, ImageFormat::Png);
        let mut half = encoded(64, 64, ImageFormat::Png);
        half.truncate(60);
        let page = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
        for bad in [bomb, half, page, Vec::new(), b"GIF89a".to_vec(), vec![0xff, 0xd8, 0xff]] {
            assert!(anew(&bad).is_none());
        }
    }
}
