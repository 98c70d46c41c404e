/**
 * Whether a number is a whole multiple of another, as their decimal forms say: 0.3 is one of 0.1, although their
 * binary forms are not. `divisor` is above 0.
 */
export function isMultipleOf(value: number, divisor: number): boolean {
  const [dividend, by] = [decimal(value), decimal(divisor)];
  const exponent = Math.min(dividend.exponent, by.exponent);
  const scaled = ({ digits, exponent: own }: Decimal): bigint => digits * 10n ** BigInt(own - exponent);
  return scaled(dividend) % scaled(by) === 0n;
}

interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimal(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}
