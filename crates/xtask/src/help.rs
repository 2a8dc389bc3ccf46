//! `help`: the verbs on one screen.

pub(crate) fn run() {
    println!(
        "\
cargo xtask VERB

  serve [--lan] [--fresh] [-- MORE]
                       install what serving needs, build quickly, run the demo and print its address
                       --lan    for a real phone in the same network: own certificate and a QR
                       --fresh  forget the demo data of the last time
                       --mock   the app alone, on the recorded answers in tests/mock
  test                 everything that must hold before a change lands; what .ci/run calls
  build                release build: the app in dist/, the server with the app inside in target/release/doorstep

  setup serve|build|test
                       install what that verb needs and is missing (the verbs do this by themselves)
  tidy                 the rules of the house that no compiler checks
  budget               what the first load transfers, against its limits (after `build` or `test`)
  bench [--only screens|offline|KIND] [--runs N]
                       figures against their goals, as a table, some minutes beside the builds: `screens` (first visit, repeat start,
                       a step from phone to phone) and `offline` (simulator, cost of a pull, a phone far behind, restart). A missed goal
                       is said and fails nothing. DOORSTEP_DIST and DOORSTEP_BIN name an app and a server that are built already
  soak [--seeds N | --minutes N] [--store sqlite] [--from SEED]
                       the simulator with fresh seeds, 10 000 unless told otherwise: phones and a server under every fault, and what
                       was promised checked. A failing seed is named and made smaller
  mock                 record the answers in tests/mock anew, from the real server
  gallery [--only NAME] [--look LOOK] [--size SIZE] [--readme]
                       a picture of every screen in gallery/; fails when one does not open, is too wide, or has a
                       target too small for a thumb
                       --readme  the pictures of README.md and the manifest in docs/pictures/
  precache             Trunk's hook: service worker list, CSP hashes, compressed copies
  help                 this"
    );
}
