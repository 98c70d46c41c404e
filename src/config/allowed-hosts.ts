import { isIP } from 'node:net';
import * as z from 'zod';
import type { AllowedHost } from '../call/index.ts';
import { listOf } from './setting-schema.ts';

const form =
  'must be a list of host names (crm.contoso.internal, *.contoso.internal), addresses or ranges (10.1.2.0/24, fd12::/64), each with :port if need be ([fd12::1]:8443)';

/** The value of `HTTP_ALLOWED_HOSTS`. */
export const allowedHosts: z.ZodType<readonly AllowedHost[], string> = listOf(z.string()).transform(
  (entries, context) =>
    entries.flatMap((entry) => {
      const allowed = readAllowedHost(entry);
      if (allowed !== null) return [allowed];
      context.addIssue({ code: 'custom', message: form });
      return [];
    }),
);

/** One entry; null where it is none. */
function readAllowedHost(entry: string): AllowedHost | null {
  return readRange(entry) ?? readName(entry);
}

/** `10.1.2.3`, `10.1.2.0/24`, `10.1.2.0/24:8080`, `fd12::/64`, `[fd12::1]`, `[fd12::]/64:8443`. */
function readRange(entry: string): AllowedHost | null {
  const match = /^(?:\[([^\]]+)\]|([^[\]/]+?))(?:\/(\d{1,3}))?(?::(\d{1,5}))?$/.exec(entry);
  const bare = isIP(entry.split('/')[0] ?? '') === 6 ? /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) : null;
  const address = bare?.[1] ?? match?.[1] ?? match?.[2] ?? '';
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return null;
  const most = family === 4 ? 32 : 128;
  const prefix = Number((bare === null ? match?.[3] : bare[2]) ?? most);
  const port = readPort(bare === null ? match?.[4] : undefined);
  return prefix > most || port === 'bad' ? null : { kind: 'range', address, prefix, port };
}

function readName(entry: string): AllowedHost | null {
  const match = /^(\*\.)?([^*:/?#@[\]\s\\%]+)(?::(\d{1,5}))?$/.exec(entry);
  const text = `https://${match?.[2] ?? ''}`;
  const port = readPort(match?.[3]);
  if (match === null || port === 'bad' || !URL.canParse(text)) return null;
  const name = new URL(text).hostname.replace(/\.$/, '');
  // What a URL reads as an address, such as 127.1, is not meant as a name.
  if (name === '' || isIP(name) !== 0) return null;
  return { kind: 'name', name, subdomains: match[1] !== undefined, port };
}

function readPort(text: string | undefined): number | null | 'bad' {
  if (text === undefined) return null;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : 'bad';
}
