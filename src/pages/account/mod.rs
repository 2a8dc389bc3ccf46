//! Who somebody is here: sign-in, consent, devices, settings, remarks.

mod consents;
mod devices;
mod feedback;
mod join;
mod me;
mod no_proofs;
mod notice;
mod settings;
mod setup;
mod staff;

pub use consents::Consents;
pub use devices::Devices;
pub use feedback::Feedback;
pub use join::Join;
pub use me::Me;
pub use no_proofs::NoProofs;
pub use notice::Notice;
pub use settings::Settings;
pub use setup::SetUp;
pub use staff::StaffSignIn;
