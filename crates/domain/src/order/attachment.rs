//! Photos and a voice note (照片、录音): the order only names them, by the address of the bytes that the phone sends, which travel by a
//! queue of their own. Personal data: the list stays in the erasable part of an order and goes with the contacts, and whoever may
//! not read it may not have the bytes.

use serde::{Deserialize, Serialize};

use super::model::Order;
use crate::{
    ids::{PersonId, Sha256},
    reason::{Code, Field, Reason},
    seen::Seen,
    time::Instant,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// 照片.
    Photo,
    /// 录音.
    Voice,
    /// A kind this build does not know.
    #[serde(other)]
    Unknown,
}

/// What a phone says of something it will send by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// The address of the bytes it sends.
    pub hash: Sha256,
    /// What it is.
    pub media: Media,
    /// How many bytes.
    pub bytes: u32,
    /// How long it plays, of a voice note.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub seconds: u16,
}

/// One attachment of an order. Its bytes may come later, or never.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// What the phone said.
    pub what: Attached,
    /// Whose phone has it, and brings it.
    pub by: PersonId,
    /// When the server learned of it.
    pub at: Instant,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(n: &u16) -> bool {
    *n == 0
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
    pub fn attachments(&self) -> &[Attachment] {
        self.attachments.get().map_or(&[], Vec::as_slice)
    }

    /// Whether `person` said that this comes.
    pub fn expects(&self, hash: &Sha256, person: PersonId) -> Option<&Attachment> {
        let named = |a: &&Attachment| a.what.hash == *hash && a.by == person;
        self.attachments().iter().find(named)
    }

    /// Takes in what is new. Once the contacts are erased nothing is, since no timer would take it away again.
    pub(super) fn attach(&mut self, new: &[Attachment]) {
        if self.contacts_erased || new.is_empty() {
            return;
        }
        let mut all = self.attachments.take().unwrap_or_default();
        for one in new {
            if !has(&all, one) {
                all.push(one.clone());
            }
        }
        self.attachments = Seen::known(all);
    }
}

fn has(all: &[Attachment], one: &Attachment) -> bool {
    all.iter().any(|a| a.what.hash == one.what.hash)
}

/// What somebody attaches, checked: only what can be, each once, and no more than fit on an order that has `before` already.
///
/// # Errors
/// When one can't be what it says, or there are too many at once.
pub(super) fn attach(ctx: Ctx<'_>, before: &[Attachment], said: &[Attached]) -> Result<Vec<Attachment>, Reason> {
    if said.iter().any(|one| !one.is_well_formed()) {
        return Err(Reason::field(Code::FieldInvalid, Field::Attachment));
    }
    let photos = |list: &[&Attached]| list.iter().filter(|a| a.media == Media::Photo).count();
    let all: Vec<&Attached> = said.iter().collect();
    if photos(&all) > PHOTOS_MAX || all.len() - photos(&all) > 1 {
        let limit = u32::try_from(PHOTOS_MAX).unwrap_or(u32::MAX);
        return Err(Reason::field(Code::FieldTooLong, Field::Attachment).limit(limit));
    }
    let mine: Vec<&Attached> = (before.iter().filter(|a| a.by == ctx.actor.person))
        .map(|a| &a.what)
        .collect();
    // What would be too much on top of earlier rounds is left out: it is no reason to refuse what was done.
    let room = PHOTOS_MAX.saturating_sub(photos(&mine));
    let mut new: Vec<Attachment> = Vec::new();
    for what in said {
        let full = what.media == Media::Photo && new.iter().filter(|a| a.what.media == Media::Photo).count() >= room;
        let known = mine.iter().any(|a| a.hash == what.hash) || new.iter().any(|a| a.what.hash == what.hash);
        if !full && !known {
            new.push(Attachment {
                what: what.clone(),
                by: ctx.actor.person,
                at: ctx.now,
            });
        }
    }
    Ok(new)
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
