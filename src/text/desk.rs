//! The desk.

texts! {}
