import * as z from 'zod';
import { assertNever } from '../../call/index.ts';
import { passesLuhn } from '../expressions/index.ts';

/** `check` of a collect: Luhn (ISO/IEC 7812-1), mod 97 (ISO 7064), or a date of digits. */
export const valueCheckSchema = z.union(
  [
    z.enum(['luhn', 'mod97']).describe('Check digits: Luhn, or ISO 7064 MOD 97-10 as in an IBAN.'),
    z
      .strictObject({
        date: z
          .string()
          .regex(/^(?=.*D)(?=.*M)(?:DD|MM|YYYY|YY)+$/, 'must be made of DD, MM and YYYY or YY, each once')
          .refine(namesEachPartOnce, 'must name each part once')
          .describe('How the day is keyed in: DD, MM and YYYY or YY, each once, in this order.'),
      })
      .describe('The keys must be a day that exists.'),
  ],
  { error: 'must be "luhn", "mod97" or { "date": "DDMMYYYY" }' },
);
export type ValueCheck = z.infer<typeof valueCheckSchema>;

function namesEachPartOnce(format: string): boolean {
  const parts = format.replace('YYYY', 'YY');
  return ['DD', 'MM', 'YY'].every((part) => parts.indexOf(part) === parts.lastIndexOf(part));
}

/** The test that `check` stands for. */
export function valueChecker(check: ValueCheck): (value: string) => boolean {
  if (check === 'luhn') return passesLuhn;
  if (check === 'mod97') return mod97;
  if (typeof check === 'object') return (value) => isDate(check.date, value);
  return assertNever(check, 'check');
}

/** How many digits a value must have to pass; null where that is not one number. */
export function checkedLength(check: ValueCheck): number | null {
  return typeof check === 'object' ? check.date.length : null;
}

/** ISO 7064 MOD 97-10: the number leaves 1. Worked out digit by digit, so any length will do. */
function mod97(value: string): boolean {
  if (!/^\d{3,}$/.test(value)) return false;
  let remainder = 0;
  for (const digit of value) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A day that exists in the Gregorian calendar. Without a year 29 February counts; YY means 20YY. */
function isDate(format: string, value: string): boolean {
  if (value.length !== format.length || !/^\d+$/.test(value)) return false;
  const part = (letters: string): number | null => {
    const start = format.indexOf(letters);
    return start < 0 ? null : Number(value.slice(start, start + letters.length));
  };
  const shortYear = part('YY');
  const year = part('YYYY') ?? (shortYear === null ? 2000 : 2000 + shortYear);
  const month = part('MM') ?? 1;
  const day = part('DD') ?? 1;
  const days = daysOfMonth[month - 1];
  if (days === undefined || day < 1) return false;
  return day <= (month === 2 && isLeapYear(year) ? 29 : days);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
