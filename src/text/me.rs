//! 我的, consents, devices, settings.

texts! {}
