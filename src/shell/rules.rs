//! What commands do, a part of the app of its own: a home that shows what is stored starts without, and every screen on which
//! something can be done comes with it. A start whose outbox is not empty waits for it, since nothing else reads its entries.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the macro tells of a file that did not come through the function's own result"
)]

use std::cell::Cell;

use doorstep_replica::Rules;
use wasm_split_helpers::wasm_split;

use super::timer;

/// How long until a file that did not come is asked for again, in milliseconds.
const AGAIN_MS: i32 = 3_000;

thread_local! {
    static RULES: Cell<Option<Rules>> = const { Cell::new(None) };
}

/// The file did not come.
struct Missing;

impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[wasm_split(rules, fallible)]
fn door() -> Result<Rules, Missing> {
    Ok(Rules::standard())
}

/// The rules, if they are here.
pub(super) fn here() -> Option<Rules> {
    RULES.get()
}

/// Fetches them; none when their file did not come. Asking again tries again.
pub(super) async fn fetch() -> Option<Rules> {
    if here().is_none()
        && let Ok(rules) = door().await
    {
        RULES.set(Some(rules));
    }
    here()
}

/// Waits for them, however often they have to be fetched.
pub(super) async fn awaited() -> Rules {
    loop {
        if let Some(rules) = fetch().await {
            return rules;
        }
        timer::pause(AGAIN_MS).await;
    }
}
