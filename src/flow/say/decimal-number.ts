/** A decimal number by its digits: no rounding happens before a currency asks for it. */
export interface DecimalNumber {
  readonly negative: boolean;
  readonly whole: number;
  /** The digits behind the point; zeros at its end are kept where they were written. */
  readonly fraction: string;
}

const written = /^(-?)(\d{1,400})(?:\.(\d{1,400}))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Larger numbers have no names that anybody understands on the phone. */
const mostWholeDigits = 15;
const mostFractionDigits = 20;

/**
 * The number that a text says, as people and JSON write it; null where it says none, or one with more than 15
 * digits before or 20 behind the point.
 */
export function parseDecimal(text: string): DecimalNumber | null {
  const [, sign = '', before = '', behind = '', exponent = '0'] = written.exec(text.trim()) ?? [];
  if (before === '') return null;
  const shifted = shift(before, behind, Number(exponent));
  const whole = shifted.whole.replace(/^0+(?=\d)/, '');
  if (whole.length > mostWholeDigits || shifted.fraction.length > mostFractionDigits) return null;
  const isZero = !/[1-9]/.test(whole + shifted.fraction);
  return { negative: sign === '-' && !isZero, whole: Number(whole), fraction: shifted.fraction };
}

/** Moves the point to the right, for a negative exponent to the left. */
function shift(before: string, behind: string, places: number): { whole: string; fraction: string } {
  if (places === 0) return { whole: before, fraction: behind };
  const digits = before + behind;
  const point = before.length + places;
  if (point <= 0) return { whole: '0', fraction: '0'.repeat(-point) + digits };
  return { whole: digits.slice(0, point).padEnd(point, '0'), fraction: digits.slice(point) };
}

/** The number in units and minor units of which `digits` decimals make one unit; halves are rounded away from zero. */
export function roundTo(value: DecimalNumber, digits: number): { whole: number; minor: number } {
  const kept = Number(value.fraction.slice(0, digits).padEnd(digits, '0'));
  const up = Number(value.fraction.charAt(digits)) >= 5 ? 1 : 0;
  const minor = kept + up;
  const carry = minor === 10 ** digits;
  return carry ? { whole: value.whole + 1, minor: 0 } : { whole: value.whole, minor };
}
