//! What comes as an attachment is what it says it is, and nothing of where and with what it was made stays in it.

mod photo;
mod voice;

use doorstep_authority::Blob;
use doorstep_domain::order::Media;

/// Bytes that may be given out, made of what a phone sent; none when they are not what a phone of ours makes. May take a while.
pub(crate) fn clean(media: Media, sent: Vec<u8>) -> Option<Blob> {
    match media {
        Media::Photo => Some(Blob {
            mime: "image/jpeg".to_owned(),
            bytes: photo::anew(&sent)?,
        }),
        Media::Voice => Some(Blob {
            mime: voice::kind(&sent)?.to_owned(),
            bytes: sent,
        }),
        Media::Unknown => None,
    }
}
