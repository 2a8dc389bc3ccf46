// The orders of the demo by what they show. Numbers are those of crates/server/src/demo.

/** The address of the demo's order number `n`. */
export const order = (n) => `/order/de400000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
