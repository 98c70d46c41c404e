import type { TokenCredential } from '@azure/core-auth';
import { requestHeaderProblem } from '../call/index.ts';
import type { CommandFailure, HttpBody, HttpOrder } from '../call/index.ts';
import { errorCode } from '../call/index.ts';
import { failed } from './failure.ts';
import { acceptedCodings } from './read-body.ts';
import type { Target } from './permission.ts';

export interface Authority {
  readonly settings: (name: string) => string | undefined;
  /** Null where the app has no identity. */
  readonly identity: TokenCredential | null;
}

export type RequestHeaders =
  | { readonly kind: 'ok'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'failed'; readonly failure: CommandFailure };

/** The bytes of a body. */
export const bodyBytes = (body: HttpBody): Buffer =>
  Buffer.from(body.kind === 'json' ? JSON.stringify(body.value) : body.text);

/**
 * The headers of a request: ours where the author says nothing, the author's, and who we are. No value of a header is
 * ever part of a failure.
 */
export async function requestHeaders(
  order: HttpOrder,
  target: Target,
  userAgent: string,
  authority: Authority,
): Promise<RequestHeaders> {
  const headers = new Map([
    ['accept', 'application/json, */*;q=0.5'],
    ['accept-encoding', acceptedCodings],
    ['user-agent', userAgent],
  ]);
  if (order.body !== null)
    headers.set(
      'content-type',
      order.body.kind === 'json' ? 'application/json' : 'text/plain; charset=utf-8',
    );
  for (const [name, value] of Object.entries(order.headers)) {
    const problem = requestHeaderProblem(name) ?? valueProblem(value);
    if (problem !== null)
      return refused('http', `The header ${JSON.stringify(name)} cannot be sent: ${problem}.`);
    headers.set(name.toLowerCase(), value);
  }
  const own = await proof(order, target, authority);
  if (own.kind === 'failed') return own;
  if (own.kind === 'header') headers.set(own.name, own.value);
  if (order.body !== null) headers.set('content-length', String(bodyBytes(order.body).length));
  else if (order.method !== 'GET') headers.set('content-length', '0');
  return { kind: 'ok', headers: Object.fromEntries(headers) };
}

type Proof =
  | { readonly kind: 'none' }
  | { readonly kind: 'header'; readonly name: string; readonly value: string }
  | Extract<RequestHeaders, { readonly kind: 'failed' }>;

async function proof({ auth }: HttpOrder, target: Target, authority: Authority): Promise<Proof> {
  if (auth === null) return { kind: 'none' };
  if (auth.kind === 'identity') return token(auth.scope, target, authority);
  const problem = requestHeaderProblem(auth.header);
  if (problem !== null)
    return refused('http', `The header ${JSON.stringify(auth.header)} of "auth" cannot be sent: ${problem}.`);
  const value = authority.settings(auth.setting)?.trim();
  if (value === undefined)
    return refused(
      'settings',
      `The setting ${auth.setting}, which a request needs, is missing. Set it as an application setting.`,
    );
  if (valueProblem(value) !== null)
    return refused(
      'settings',
      `The setting ${auth.setting} cannot be sent in a header: ${valueProblem(value) ?? ''}.`,
    );
  return { kind: 'header', name: auth.header.toLowerCase(), value };
}

async function token(scope: string, target: Target, { identity }: Authority): Promise<Proof> {
  if (identity === null)
    return refused(
      'settings',
      'A request needs a token of the app\'s identity, and with GRAPH_CREDENTIAL=none there is none. Use "auth" with a setting there.',
    );
  if (!target.encrypted)
    return refused(
      'http',
      "A token of the app's identity was not sent, since plain http would be read on the way; use https.",
    );
  try {
    const got = await identity.getToken(scope);
    if (got !== null) return { kind: 'header', name: 'authorization', value: `Bearer ${got.token}` };
    return refused('http', `No token of the app's identity was given for the scope ${scope}.`);
  } catch (error) {
    // The library's messages may quote what it was sent: only what kind of failure it was is passed on.
    return refused(
      'http',
      `No token of the app's identity for the scope ${scope} (${errorCode(error)}). The app may have no identity, or the scope may be wrong; check AZURE_CLIENT_ID.`,
    );
  }
}

const refused = (
  code: 'http' | 'settings',
  message: string,
): Extract<RequestHeaders, { kind: 'failed' }> => ({
  kind: 'failed',
  failure: failed(code, message),
});

/** Line breaks would begin another header; Node takes one byte a character (RFC 9110, 5.5). */
function valueProblem(value: string): string | null {
  if (/[\r\n\0]/.test(value)) return 'its value holds a line break';
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
    ? null
    : 'its value holds a character that headers do not have';
}
