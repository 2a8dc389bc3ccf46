//! The promises every store keeps, kept by SQLite on a real file.

#![cfg(not(target_arch = "wasm32"))]

mod kept;

use kept::Kept;

doorstep_authority::conformance_suite!(Kept::new, reopen = Kept::reopen);
