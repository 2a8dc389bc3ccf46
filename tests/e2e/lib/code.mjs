// Codes as printed on a card: ten characters of Crockford's base 32, the first four find the row, the last one is a check.

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Luhn's check over 32 digits, as the server computes it. */
function check(values) {
  const sum = [...values].reverse().reduce((all, value, at) => {
    const weighed = value * (at % 2 === 0 ? 2 : 1);
    return all + Math.floor(weighed / 32) + weighed % 32;
  }, 0);
  return DIGITS[(32 - sum % 32) % 32];
}

/** A code that finds the same row as `code` and is well formed, and is not it: what somebody guesses. `nth`: each another one. */
export function guess(code, nth) {
  const values = [...code.replaceAll('-', '').slice(0, 9)].map((digit) => DIGITS.indexOf(digit));
  values[8] = (values[8] + nth) % 32;
  return values.map((value) => DIGITS[value]).join('') + check(values);
}
