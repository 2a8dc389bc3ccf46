//! `GET /api/feed?slot=0&actor=…`: a stream that says hello, then says when there is news. It ends when the session is ended or
//! the server stops; the phone comes back by itself.

use core::{convert::Infallible, time::Duration};
use std::sync::Arc;

use axum::{
    extract::{Query, State},
    http::{HeaderName, HeaderValue},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use doorstep_domain::PersonId;
use doorstep_protocol::feed::FeedEvent;
use futures_util::stream;
use serde::Deserialize;
use tokio::{sync::watch, time::sleep};

use crate::{
    app::App,
    feed::{Listener, Wake},
    session::check::check_as,
    web::{fault::Result, slot::Slot},
};

/// Shorter than the idle limits of the proxies that people put in front.
const PING: Duration = Duration::from_secs(25);
/// Writes within this time are one poke.
const GATHER: Duration = Duration::from_millis(40);

/// Who listens.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    actor: PersonId,
}

/// Opens the stream.
pub(super) async fn feed(State(app): State<App>, slot: Slot, Query(named): Query<Named>) -> Result<Response> {
    let token = slot.token()?;
    let (who, scopes, life) = app
        .with(move |world, now| {
            let who = check_as(world, &token, named.actor, now)?;
            Ok((who, world.scopes(named.actor, now)?, world.life()))
        })
        .await?;
    let (number, listener) = app.hub.join(who.person, &who.id, scopes);
    let stream = stream::unfold(
        Open {
            ending: app.ending.subscribe(),
            app,
            number,
            listener,
            first: Some(FeedEvent::Hello {
                epoch: life.epoch,
                boot: life.boot,
            }),
            over: false,
        },
        next,
    );
    let sse = Sse::new(stream).keep_alive(KeepAlive::new().interval(PING).text("ping"));
    // Proxies that gather answers would hold the pokes back.
    let unbuffered = [(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    )];
    Ok((unbuffered, sse).into_response())
}

/// An open stream; leaves the hub when it is dropped, however that comes.
struct Open {
    app: App,
    number: u64,
    listener: Arc<Listener>,
    ending: watch::Receiver<bool>,
    first: Option<FeedEvent>,
    over: bool,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.app.hub.leave(self.number);
    }
}

async fn next(mut open: Open) -> Option<(core::result::Result<Event, Infallible>, Open)> {
    if let Some(hello) = open.first.take() {
        return Some((Ok(written(&hello)), open));
    }
    while !open.over && !*open.ending.borrow() {
        tokio::select! {
            _ = open.ending.changed() => return None,
            () = open.listener.wait() => sleep(GATHER).await,
        }
        let event = match open.listener.take() {
            Wake::Nothing => continue,
            Wake::Ended => {
                open.over = true;
                FeedEvent::Session
            }
            Wake::News { anew } => {
                if anew {
                    look_up(&open).await;
                }
                FeedEvent::News
            }
        };
        return Some((Ok(written(&event)), open));
    }
    None
}

/// Listens for what the person reads now; when that can't be told, for what they read before.
async fn look_up(open: &Open) {
    let person = open.listener.person();
    if let Ok(scopes) = open.app.with(move |world, now| Ok(world.scopes(person, now)?)).await {
        open.listener.listen_for(scopes);
    }
}

fn written(event: &FeedEvent) -> Event {
    Event::default().data(serde_json::to_string(event).unwrap_or_default())
}
