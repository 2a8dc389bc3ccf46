//! Printed slips and cards.

texts! {}
