import { isLoopbackUrl } from './loopback-name.ts';

/** The headers that tell from where a request was sent. */
export interface OriginHeaders {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/**
 * Whether a request to a server on this machine may come from a web page of another origin. A foreign page shows in
 * `Origin` (Fetch, section 3.1), a name that somebody re-bound to loopback in `Host`. Programs send no `Origin`.
 */
export function isForeignRequest({ host = '', origin }: OriginHeaders): boolean {
  return !isLoopbackUrl(`http://${host}`) || (origin !== undefined && !isLoopbackUrl(origin));
}
