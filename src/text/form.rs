//! The order form.

texts! {}
