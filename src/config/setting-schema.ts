import * as z from 'zod';
import type { Milliseconds } from '../call/index.ts';
import { lengthBetween } from '../flow/index.ts';
import { isProtectedUrl } from '../loopback/index.ts';

/** An absolute URL; https, or http on loopback. */
export const url = z
  .string()
  .trim()
  .refine(isWebUrl, 'must be an absolute URL such as https://ivr.contoso.com')
  .refine(isSafeUrl, 'must be https; plain http is allowed on loopback only');

/** A URL to which paths are appended: no query, its trailing slashes cut off. */
export const baseUrl = url
  .refine((text) => !/[?#]/.test(text), 'must be without a query')
  .transform((text) => text.replace(/\/+$/, ''));

/** A GUID, in lower case. */
export const guid = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a GUID');

export const text = z.string().trim().min(1, 'must not be empty');

/** A storage connection string: what names an account, an endpoint, or the emulator. */
export const storageConnectionString = text.regex(
  /(?:^|;)\s*(?:UseDevelopmentStorage|AccountName|BlobEndpoint|QueueEndpoint|SharedAccessSignature)\s*=/i,
  'must be a storage connection string, such as "UseDevelopmentStorage=true" or "DefaultEndpointsProtocol=https;AccountName=…"',
);

/** A whole number within bounds, both included. */
export const wholeNumber = (least: number, most: number): z.ZodType<number, string> => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((number) => number >= least && number <= most, message);
};

/**
 * How long ended calls are kept: a length as flows write it, or a number of days. Their ids guard against starting twice,
 * and a request for a call waits for its next try for up to six days: no less than seven. No durable back end promises
 * more than ninety.
 */
export const retention: z.ZodType<Milliseconds, string> = z
  .string()
  .trim()
  .regex(/^\d+(\.\d+)?(ms|s|m|h|d)?$/, 'must be a length of time such as "7d" or "336h", or a number of days')
  .transform((given) => (/[a-z]$/.test(given) ? given : `${given}d`))
  .pipe(lengthBetween('7d', '90d'));

/** A comma-separated list; spaces around its members do not count. */
export const listOf = (member: z.ZodType<string, string>): z.ZodType<string[], string> =>
  z
    .string()
    .transform((list) =>
      list
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(member).min(1, 'must name at least one'));

function isWebUrl(candidate: string): boolean {
  if (!URL.canParse(candidate)) return false;
  return ['https:', 'http:'].includes(new URL(candidate).protocol);
}

function isSafeUrl(candidate: string): boolean {
  if (!isWebUrl(candidate)) return true;
  return isProtectedUrl(candidate);
}
