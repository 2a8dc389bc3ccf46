//! The notice before the first order, and what is not certified.

texts! {}
