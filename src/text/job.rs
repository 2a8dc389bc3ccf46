//! What members and volunteers read.

texts! {}
