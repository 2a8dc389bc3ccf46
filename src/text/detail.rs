//! One order, as the resident's side reads it.

texts! {}
