import * as z from 'zod';
import { milliseconds } from '../call/index.ts';
import type { Milliseconds } from '../call/index.ts';

const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

const unitLength = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** A length of time as an author writes it, like VoiceXML's: `250ms`, `3s`, `1.5s`, `5m`, `1h`, and `30d` besides. */
const durationSchema = z
  .string()
  .regex(pattern, 'must be a duration such as "250ms", "3s", "5m" or "1h"')
  .describe('A length of time: a number and ms, s, m, h or d.');

/** The length of `text`, rounded to whole milliseconds. `text` has passed `durationSchema`. */
export function parseDuration(text: string): Milliseconds {
  const [, number, unit] = pattern.exec(text) ?? [];
  const length = unitLength.get(unit ?? '');
  if (number === undefined || length === undefined) throw new RangeError(`Not a duration: ${text}`);
  return milliseconds(Math.round(Number(number) * length));
}

/** A duration schema that also holds the value between two lengths, both included. */
export function durationBetween(least: string, most: string): z.ZodType<string, string> {
  return durationSchema
    .refine(
      (text) => {
        if (!pattern.test(text)) return true;
        const length = parseDuration(text);
        return length >= parseDuration(least) && length <= parseDuration(most);
      },
      { message: `must be between ${least} and ${most}`, params: { code: 'FLOW-OUT-OF-RANGE' } },
    )
    .describe(`A length of time from ${least} to ${most}: a number and ms, s, m, h or d.`);
}

/** The same for what is read at once: the length in milliseconds. */
export function lengthBetween(least: string, most: string): z.ZodType<Milliseconds, string> {
  return durationBetween(least, most).transform(parseDuration);
}
