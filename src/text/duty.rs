//! Station duty.

texts! {}
