//! `gallery`: a picture of every screen in every look, written by `tests/e2e/gallery.mjs` into `gallery/`; with `--readme` the few
//! that README.md and the manifest show, into `docs/pictures/`.

use crate::{failure::Outcome, setup, test, workshop::Workshop};

/// Builds what the pictures show, then takes them. Further arguments go to the script.
pub(crate) fn run(workshop: &Workshop, rest: &[String]) -> Outcome {
    setup::for_test(workshop)?;
    test::build_for_e2e(workshop)?;
    test::node(workshop)?.arg("tests/e2e/gallery.mjs").args(rest).run()
}
