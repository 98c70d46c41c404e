import { basename } from 'node:path';
import type { Library } from '../library/index.ts';

export interface Health {
  readonly status: 200 | 503;
  readonly body:
    { readonly status: 'ok' } | { readonly status: 'degraded'; readonly problems: readonly string[] };
}

/** What of the app did not load. The app runs all the same: what did takes its calls. */
export function healthOf({ problems }: Pick<Library, 'problems'>): Health {
  const told = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, code, message }) => `${basename(file)}:${line} ${code} ${message}`);
  return told.length === 0
    ? { status: 200, body: { status: 'ok' } }
    : { status: 503, body: { status: 'degraded', problems: told } };
}
