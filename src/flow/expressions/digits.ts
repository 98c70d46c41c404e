/** A decimal number as people and JSON write it: a minus sign at most, digits, a point, an exponent. */
const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The number that a text says, undefined if it says none. Leading zeros are allowed: callers key them in. */
export function parseNumber(text: string): number | undefined {
  return decimal.test(text) ? Number(text) : undefined;
}

/** One or more of the digits 0 to 9 and nothing else. */
export function isDigits(text: string): boolean {
  return /^[0-9]+$/.test(text);
}

/** Luhn's check (ISO/IEC 7812-1 annex B) over at least two digits; anything else does not pass. */
export function passesLuhn(text: string): boolean {
  if (text.length < 2 || !isDigits(text)) return false;
  let sum = 0;
  for (let place = 0; place < text.length; place++) {
    const digit = text.charCodeAt(text.length - 1 - place) - 48;
    const doubled = place % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
