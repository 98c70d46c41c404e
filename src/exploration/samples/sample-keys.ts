import * as z from 'zod';
import { isKeys } from '../../call/index.ts';
import { compilePattern, valueChecker, valueCheckSchema } from '../../flow/index.ts';
import type { Dictionary } from '../dictionary.ts';
import type { Random } from '../random.ts';
import { samplePattern } from './sample-pattern.ts';

/** What of a `collect` says which keys are right. */
export const collectSchema = z.object({
  type: z.literal('collect'),
  into: z.string(),
  minDigits: z.number().default(1),
  maxDigits: z.number().default(32),
  terminator: z.string().default('#'),
  pattern: z.string().optional(),
  check: valueCheckSchema.optional(),
  confirm: z.object({ accept: z.string().default('1'), reject: z.string().default('2') }).optional(),
});
export type CollectForm = Readonly<z.infer<typeof collectSchema>>;

const mostTries = 300;
/** Longer values are allowed, and not worth the keys. */
const longestUsual = 12;

/** Keys that a `collect` takes, without its terminator; null: none was found. */
export function sampleKeys(form: CollectForm, dictionary: Dictionary, random: Random): string | null {
  const accepts = takesKeys(form);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const keys = candidate(form, dictionary, random);
    if (accepts(keys)) return keys;
  }
  return null;
}

/** Keys that it does not take, though they are keyed in like some; null: it takes whatever has keys. */
export function sampleWrongKeys(form: CollectForm, random: Random): string | null {
  const accepts = takesKeys(form);
  const length = Math.min(form.maxDigits, longestUsual);
  const tooShort = form.minDigits > 1 ? random.digits(random.between(1, form.minDigits - 1)) : null;
  for (let tries = 0; tries < 20; tries += 1) {
    const keys = tooShort !== null && random.chance(0.5) ? tooShort : random.digits(length);
    if (!accepts(keys)) return keys;
  }
  return tooShort;
}

/** Whether a `collect` takes these keys for a value. */
export function takesKeys({
  minDigits,
  maxDigits,
  terminator,
  pattern,
  check,
}: CollectForm): (keys: string) => boolean {
  const whole = pattern === undefined ? null : compilePattern(`\\A(?:${pattern})\\z`);
  const checks = check === undefined ? null : valueChecker(check);
  return (keys: string): boolean =>
    isKeys(keys) &&
    keys.length >= minDigits &&
    keys.length <= maxDigits &&
    (terminator === '' || !keys.includes(terminator)) &&
    (whole === null || (whole.kind === 'ok' && whole.matches(keys))) &&
    (checks === null || checks(keys));
}

function candidate(form: CollectForm, dictionary: Dictionary, random: Random): string {
  const { minDigits, maxDigits, pattern, check } = form;
  const most = Math.max(minDigits, Math.min(maxDigits, longestUsual));
  // A value that can be told from chance is of use to the search for secrets.
  const length = random.chance(0.7) ? most : random.between(minDigits, most);
  if (check !== undefined && typeof check === 'object') return sampleDate(check.date, random);
  if (pattern !== undefined && random.chance(0.8)) return samplePattern(pattern, random) ?? '';
  const word = random.maybeOf(dictionary.texts.filter((text) => text !== '' && isKeys(text)));
  const start = word !== undefined && random.chance(0.5) ? word : '';
  return start + random.digits(Math.max(0, length - start.length));
}

function sampleDate(format: string, random: Random): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return format
    .replace('YYYY', () => String(random.between(1930, 2024)))
    .replace('YY', () => two(random.between(0, 99)))
    .replace('MM', () => two(random.between(1, 12)))
    .replace('DD', () => two(random.between(1, 31)));
}
