//! Camera, microphone, and the lane of attachments: all of it travels with the bundle of photos and voice, after the first screen stands.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the macro tells of a file that did not come through the function's own result"
)]

mod js;
mod keep;
mod lane;
mod line;
mod photo;
mod show;
mod voice;
mod witness;

use std::rc::Rc;

use doorstep_domain::{Sha256, order::Attached};
use doorstep_replica::{BlobRow, Replica};
use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;

use super::{device, run::Shell};
use crate::state::attach::{AttachWish, Of, Shown, Trouble};

/// Does what is wished, once the code for it is here.
pub(super) fn start(shell: &Rc<Shell>, wish: AttachWish) {
    let shell = Rc::clone(shell);
    spawn_local(async move {
        if let Ok(run) = runner().await {
            run(shell, wish);
        }
    });
}

/// The file with the code did not come.
struct NotHere;

impl From<wasm_split_helpers::SplitLoaderError> for NotHere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

#[wasm_split(attach, fallible)]
fn runner() -> Result<fn(Rc<Shell>, AttachWish), NotHere> {
    Ok(run_here)
}

fn run_here(shell: Rc<Shell>, wish: AttachWish) {
    match wish {
        AttachWish::Photo(of, taking, into) => photo::take(shell, of, taking, into),
        AttachWish::Record(of, taking, into) => spawn_local(voice::record(shell, of, taking, into)),
        AttachWish::Stop => voice::stop(),
        AttachWish::Remove(order, hash) => spawn_local(async move { lane::remove(&shell, order, &hash).await }),
        AttachWish::Show(of, hash, into) => spawn_local(async move {
            let shown = show::find(&shell, &of, &hash).await;
            // The screen may be gone by now.
            if let Some(Shown::Here(url)) = into.try_set(shown) {
                show::close(&url);
            }
        }),
        AttachWish::Close(url) => show::close(&url),
        AttachWish::Look => spawn_local(async move {
            lane::look(&shell).await;
            witness::watch(shell.app());
        }),
        AttachWish::List(into) => {
            // The screen may be gone by now.
            into.try_set(lane::list(&shell));
        }
        AttachWish::Again => lane::again(&shell),
        AttachWish::Leave => witness::leave(shell.app()),
    }
}

/// Puts bytes on disk, under the address that the order will name them by.
async fn keep(shell: &Rc<Shell>, of: Of, bytes: &Uint8Array, mut attached: Attached) -> Result<Attached, Trouble> {
    let person = shell.app().peek(|r, _| Replica::person(r)).ok_or(Trouble::Missing)?;
    attached.hash = Sha256(js::sha256(bytes).await.map_err(|_| Trouble::Missing)?);
    attached.bytes = bytes.length();
    let row = BlobRow {
        hash: attached.hash.clone(),
        order: of.order,
        community: of.community,
        bytes: attached.bytes,
        made: device::now(),
        seconds: attached.seconds,
    };
    let rows = keep::rows(person).await.map_err(|_| Trouble::NoRoom)?;
    let known = rows.iter().any(|one| one.hash == row.hash && one.order == row.order);
    if !known && !lane::has_room(&rows, row.bytes) {
        return Err(Trouble::NoRoom);
    }
    keep::put(person, &row, bytes).await.map_err(|_| Trouble::NoRoom)?;
    lane::look_again(shell).await;
    Ok(attached)
}
