//! Who somebody is here: sign-in, consent, devices, settings, remarks.

mod ask;
mod browser;
mod consents;
mod devices;
mod feedback;
mod field;
mod join;
mod me;
mod my_data;
mod no_proofs;
mod notice;
mod people;
mod settings;
mod setup;
mod sign_out;
mod staff;
mod storage;
mod summary;
mod ties;

pub use browser::OtherBrowser;
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
