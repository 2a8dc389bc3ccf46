//! The outbox page.

texts! {}
