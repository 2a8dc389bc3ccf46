//! Messages.

texts! {}
