//! Photos and a voice note (照片、录音): the order only names them, by the address of the bytes that the phone sends, which travel by a
//! queue of their own. Personal data: the list stays in the erasable part of an order and goes with the contacts, and whoever may
//! not read it may not have the bytes.

use core::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::model::Order;
use crate::{
    ids::{PersonId, Sha256},
    reason::{Code, Field, Reason},
    seen::Seen,
    world::Ctx,
};

/// Most photos of one person on one order: what is broken, from far and from near, and two more.
pub const PHOTOS_MAX: usize = 4;
/// Most bytes of one photo, as the phone sends it: 1600 pixels at a quality that shows a scratch.
pub const PHOTO_BYTES_MAX: u32 = 400 * 1024;
/// Most bytes of one voice note: its seconds at twice what the phone asks of its recorder, since some do not listen.
pub const VOICE_BYTES_MAX: u32 = 500 * 1024;
/// Longest voice note in seconds.
pub const VOICE_SECONDS_MAX: u16 = 60;

/// What an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Media {
    /// 照片.
    Photo,
    /// 录音.
    Voice,
    /// A kind this build does not know.
    Unknown,
}

/// What a phone says of something it will send by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    /// The address of the bytes it sends.
    pub hash: Sha256,
    /// What it is.
    pub media: Media,
    /// How many bytes.
    pub bytes: u32,
    /// How long it plays, of a voice note.
    pub seconds: u16,
}

/// One attachment of an order. Its bytes may come later, or never.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// What the phone said.
    pub what: Attached,
    /// Whose phone has it, and brings it.
    pub by: PersonId,
}

/// Attachments as a text, a line each: what it is, bytes, seconds, address, and whose phone has it (`-` before the server knows).
/// A text, because the first load of every phone has room for nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attachments(String);

impl Attachments {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them. What is missing or strange makes one that is not well formed.
    pub fn list(&self) -> Vec<Attachment> {
        let mut words = self.0.as_bytes().split(|b| *b <= b' ');
        let mut list = Vec::new();
        while let Some(media) = words.next().filter(|word| !word.is_empty()) {
            let mut next = || words.next().unwrap_or(&[]);
            let media = match media {
                b"photo" => Media::Photo,
                b"voice" => Media::Voice,
                _ => Media::Unknown,
            };
            let (bytes, seconds) = (number(next()), number(next()));
            let mut text = || core::str::from_utf8(next()).unwrap_or_default();
            list.push(Attachment {
                what: Attached {
                    hash: Sha256::from(text()),
                    media,
                    bytes,
                    seconds: u16::try_from(seconds).unwrap_or(u16::MAX),
                },
                by: text().parse().unwrap_or(PersonId::from_bits(0)),
            });
        }
        list
    }

    /// The addresses of their bytes.
    pub fn blobs(&self) -> Vec<Sha256> {
        self.list().into_iter().map(|one| one.what.hash).collect()
    }

    fn add(&mut self, one: &Attached, by: &dyn core::fmt::Display) {
        let media = match one.media {
            Media::Photo => "photo",
            Media::Voice => "voice",
            Media::Unknown => "unknown",
        };
        let end = if self.0.is_empty() { "" } else { "\n" };
        // Writing to a text can't fail.
        let _ = write!(self.0, "{end}{media} {} {} {} {by}", one.bytes, one.seconds, one.hash);
    }
}

impl FromIterator<Attached> for Attachments {
    fn from_iter<I: IntoIterator<Item = Attached>>(said: I) -> Self {
        let mut all = Self::default();
        said.into_iter().for_each(|one| all.add(&one, &'-'));
        all
    }
}

impl FromIterator<Attachment> for Attachments {
    fn from_iter<I: IntoIterator<Item = Attachment>>(named: I) -> Self {
        let mut all = Self::default();
        named.into_iter().for_each(|one| all.add(&one.what, &one.by));
        all
    }
}

/// A number in digits; anything else is too large for whatever it counts.
fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |n: u32, digit| match digit.wrapping_sub(b'0') {
        digit @ 0..=9 => n.saturating_mul(10).saturating_add(digit.into()),
        _ => u32::MAX,
    })
}

impl Attached {
    /// Whether it can be what it says.
    pub fn is_well_formed(&self) -> bool {
        let fits = match self.media {
            Media::Photo => self.bytes <= PHOTO_BYTES_MAX && self.seconds == 0,
            Media::Voice => self.bytes <= VOICE_BYTES_MAX && (1..=VOICE_SECONDS_MAX).contains(&self.seconds),
            Media::Unknown => false,
        };
        fits && self.bytes > 0 && self.hash.is_well_formed()
    }
}

impl Order {
    /// The attachments that this copy shows, oldest first.
    pub fn attachments(&self) -> Vec<Attachment> {
        self.attachments.get().map(Attachments::list).unwrap_or_default()
    }

    /// What `person` said of this, if they said that it comes.
    pub fn expects(&self, hash: &Sha256, person: PersonId) -> Option<Attached> {
        let mut all = self.attachments().into_iter();
        all.find(|a| a.what.hash == *hash && a.by == person).map(|a| a.what)
    }

    /// Takes in what is new. Once the contacts are erased nothing is, since no timer would take it away again.
    pub(super) fn attach(&mut self, new: &Seen<Attachments>) {
        let Some(new) = new.get().filter(|_| !self.contacts_erased) else {
            return;
        };
        match self.attachments.get_mut() {
            Some(all) => {
                all.0.push('\n');
                all.0.push_str(&new.0);
            }
            None => self.attachments = Seen::known(new.clone()),
        }
    }
}

/// What somebody attaches, checked: only what can be, each once, and no more than fit on an order that has `before` already. Hidden
/// when there is nothing new.
///
/// # Errors
/// When one can't be what it says, or there are too many at once.
pub(super) fn attach(ctx: Ctx<'_>, before: &[Attachment], said: &Attachments) -> Result<Seen<Attachments>, Reason> {
    let said = said.list();
    if !said.iter().all(|one| one.what.is_well_formed()) {
        return Err(Reason::field(Code::FieldInvalid, Field::Attachment));
    }
    let is_photo = |a: &&Attachment| a.what.media == Media::Photo;
    let photos = said.iter().filter(is_photo).count();
    if photos > PHOTOS_MAX || said.len() > photos + 1 {
        return Err(Reason::field(Code::FieldTooLong, Field::Attachment).limit(4));
    }
    let by = ctx.actor.person;
    // What would be too much on top of earlier rounds is left out: it is no reason to refuse what was done.
    let mut room = PHOTOS_MAX.saturating_sub(before.iter().filter(|a| a.by == by).filter(is_photo).count());
    let mut new: Vec<Attachment> = Vec::new();
    for one in said {
        let is_one = |a: &Attachment| a.by == by && a.what.hash == one.what.hash;
        let photo = usize::from(is_photo(&&one));
        if room >= photo && !before.iter().any(is_one) && !new.iter().any(is_one) {
            room -= photo;
            new.push(Attachment { by, ..one });
        }
    }
    Ok(Seen::from(
        Some(new.into_iter().collect()).filter(|all: &Attachments| !all.is_empty()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(media: Media, bytes: u32, seconds: u16) -> Attached {
        Attached {
            hash: Sha256("0123456789abcdef".repeat(4)),
            media,
            bytes,
            seconds,
        }
    }

    #[test]
    fn what_is_written_is_read_and_nothing_strange_becomes_something() {
        let said = [one(Media::Voice, 77, 9), one(Media::Photo, 5, 0)];
        let text: Attachments = said.clone().into_iter().collect();
        let hash = &said[0].hash;
        assert_eq!(text.0, format!("voice 77 9 {hash} -\nphoto 5 0 {hash} -"));
        assert!(text.list().into_iter().map(|a| a.what).eq(said.clone()));
        let kept = said.map(|what| Attachment {
            what,
            by: PersonId::from_bits(7),
        });
        let text: Attachments = kept.clone().into_iter().collect();
        assert_eq!(text.list(), kept);
        assert!(Attachments::default().list().is_empty());
        for strange in [
            "photo",
            "photo x y z",
            "film 5 0 ab -",
            "photo 5 0",
            "photo 99999999999999 0 ab -",
        ] {
            let list = Attachments(strange.to_owned()).list();
            assert!(list.iter().all(|a| !a.what.is_well_formed()), "{strange}");
        }
    }

    #[test]
    fn only_what_a_phone_makes_is_well_formed() {
        assert!(one(Media::Photo, PHOTO_BYTES_MAX, 0).is_well_formed());
        assert!(one(Media::Voice, VOICE_BYTES_MAX, VOICE_SECONDS_MAX).is_well_formed());
        let bad = [
            one(Media::Photo, 0, 0),
            one(Media::Photo, PHOTO_BYTES_MAX + 1, 0),
            one(Media::Photo, 5, 3),
            one(Media::Voice, 5, 0),
            one(Media::Voice, 5, VOICE_SECONDS_MAX + 1),
            one(Media::Unknown, 5, 0),
            Attached {
                hash: "abc".into(),
                ..one(Media::Photo, 5, 0)
            },
        ];
        for bad in bad {
            assert!(!bad.is_well_formed(), "{bad:?}");
        }
    }
}
