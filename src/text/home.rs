//! The resident's home.

texts! {}
