import type { Target } from './permission.ts';

export type ReadTarget =
  | { readonly kind: 'ok'; readonly url: URL; readonly target: Target }
  | { readonly kind: 'bad'; readonly reason: string };

/** Reads where a request goes. `reason` holds nothing of the URL. */
export function readTarget(text: string): ReadTarget {
  if (!URL.canParse(text)) return { kind: 'bad', reason: 'its URL is not absolute, or cannot be read' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { kind: 'bad', reason: 'its URL is neither https nor http' };
  if (url.username !== '' || url.password !== '')
    return { kind: 'bad', reason: 'its URL holds a user name or password; use "auth"' };
  const encrypted = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const port = url.port === '' ? (encrypted ? 443 : 80) : Number(url.port);
  return { kind: 'ok', url, target: { host, port, encrypted } };
}
