//! Sign-in and first set-up.

texts! {}
