//! `/api/blob/{hash}`: the bytes of attachments, by the address of what the phone sends. Up when the order names them, down to those
//! to whom it names them at that moment.

use axum::{
    body::Bytes,
    extract::{Path, Query, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
};
use doorstep_authority::{BlobOf, Kept, Shown};
use doorstep_domain::{CommunityId, OrderId, Sha256, order::Media};
use serde::Deserialize;

use super::pull::within_limits;
use crate::{
    app::App,
    limiter::BLOBS,
    media, random,
    session::check::check,
    web::{
        body,
        fault::{Fault, Result, too_many},
        slot::Slot,
    },
};

/// Most bytes of one: what the domain takes of any kind, and some.
const BYTES_MAX: usize = 600 * 1024;

/// Which order names them.
#[derive(Debug, Deserialize)]
pub(super) struct About {
    community: CommunityId,
    order: OrderId,
}

fn named(hash: String, about: About) -> Result<BlobOf> {
    let hash = Sha256(hash);
    if !hash.is_well_formed() {
        return Err(Fault::NotFound);
    }
    Ok(BlobOf {
        community: about.community,
        order: about.order,
        hash,
    })
}

/// Takes them, once a command of the same person has named them. What is kept of a photo is its pixels.
pub(super) async fn put(
    State(app): State<App>,
    slot: Slot,
    Path(hash): Path<String>,
    Query(about): Query<About>,
    request: Request,
) -> Result<StatusCode> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let of = named(hash, about)?;
    let asked = of.clone();
    let (person, stands) = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            Ok((who.person, world.awaits_blob(who.person, &asked)?))
        })
        .await?;
    let awaited = match stands {
        Kept::Awaited(awaited) => awaited,
        other => return told(&app, &other, None),
    };
    let (key, now) = (format!("blobs:{person}"), app.now());
    (app.limiter.take(&key, BLOBS, now)).map_err(|until| too_many(until, now))?;
    let sent = body::raw(request, BYTES_MAX).await?;
    let fits = sent.len() == awaited.bytes as usize && random::digest(&sent) == of.hash.0;
    let clean = if fits {
        app.draw(move || media::clean(awaited.media, sent.into())).await?
    } else {
        None
    };
    let Some(blob) = clean else {
        count(&app, awaited.media, "unfit");
        return Err(Fault::Unfit);
    };
    let kept = app.with(move |world, _| Ok(world.keep_blob(person, of, blob)?)).await?;
    if let Kept::New(touched) = &kept {
        app.poke(touched);
    }
    told(&app, &kept, Some(awaited.media))
}

/// What the phone is told, and the figures.
fn told(app: &App, kept: &Kept, media: Option<Media>) -> Result<StatusCode> {
    let (word, answer) = match kept {
        Kept::New(_) => ("new", Ok(StatusCode::NO_CONTENT)),
        Kept::Known => ("known", Ok(StatusCode::NO_CONTENT)),
        Kept::Gone => ("gone", Err(Fault::Gone)),
        Kept::NotYet | Kept::Awaited(_) => ("not_yet", Err(Fault::NotYet)),
    };
    count(app, media.unwrap_or(Media::Unknown), word);
    answer
}

fn count(app: &App, media: Media, outcome: &str) {
    let media = match media {
        Media::Photo => "photo",
        Media::Voice => "voice",
        Media::Unknown => "unknown",
    };
    let labels = format!("media=\"{media}\",outcome=\"{outcome}\"");
    app.metrics.count("doorstep_blobs_total", labels);
}

/// Gives them out.
pub(super) async fn get(
    State(app): State<App>,
    slot: Slot,
    Path(hash): Path<String>,
    Query(about): Query<About>,
) -> Result<([(HeaderName, HeaderValue); 2], Bytes)> {
    let token = slot.token()?;
    within_limits(&app, &token)?;
    let of = named(hash, about)?;
    let shown = app
        .with(move |world, now| {
            let who = check(world, &token, now)?;
            Ok(world.blob(who.person, &of, now)?)
        })
        .await?;
    match shown {
        Shown::Here(blob) => {
            let mime = HeaderValue::from_str(&blob.mime).map_err(|_| Fault::NotFound)?;
            let alone = HeaderValue::from_static("same-origin");
            let headers = [
                (header::CONTENT_TYPE, mime),
                (HeaderName::from_static("cross-origin-resource-policy"), alone),
            ];
            Ok((headers, blob.bytes.into()))
        }
        Shown::Late => Err(Fault::Late),
        Shown::Nothing => Err(Fault::NotFound),
    }
}
