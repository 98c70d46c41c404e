import type { HttpAuth, HttpBody, HttpOrder, JsonValue } from '../../call/index.ts';
import { parseDuration } from '../duration.ts';
import { percentEncoded } from '../expressions/index.ts';
import type { InputDefaults } from '../input-settings.ts';
import type { Turn } from '../turn.ts';
import type { HttpNode } from './http-schema.ts';

/** The request with every value worked out; the secret of a setting never comes near the flow. */
export function orderOf(node: HttpNode, turn: Turn): HttpOrder {
  const { request, expect } = node;
  const headers = Object.entries(request.headers ?? {}).map(
    ([name, value]) => [name, turn.text(value, 'header')] as const,
  );
  return {
    ...triesOf(node, turn.defaults),
    url: urlOf(request, turn),
    isHostWritten: writtenHost.test(request.url),
    headers: Object.fromEntries(headers),
    body: request.body === undefined ? null : bodyOf(turn.json(request.body)),
    auth: request.auth === undefined ? null : authOf(request.auth),
    expect: expect ?? null,
  };
}

/** A template's `{` begins a value that is worked out in the call. */
const writtenHost = /^https?:\/\/[^/?#{]+(?:[/?#]|$)/i;

/** What is tried, how often and how long, with the defaults of section 2.1. */
export function triesOf(
  { request, timeout, retries = 0 }: HttpNode,
  { http: dataDips }: InputDefaults,
): Tries {
  const { method = 'GET', idempotent = false } = request;
  return { method, idempotent, retries, timeout: parseDuration(timeout ?? dataDips?.timeout ?? '5s') };
}
type Tries = Pick<HttpOrder, 'method' | 'idempotent' | 'retries' | 'timeout'>;

/** Parameters of `query` follow those that the URL has; a fragment stays at the end. */
function urlOf({ url, query }: HttpNode['request'], turn: Turn): string {
  const [address = '', ...fragment] = turn.text(url, 'url').split('#');
  const parameters = Object.entries(query ?? {}).map(
    ([name, value]) => `${percentEncoded(name)}=${percentEncoded(turn.text(value, 'text'))}`,
  );
  const joined = parameters.length === 0 ? '' : `${address.includes('?') ? '&' : '?'}${parameters.join('&')}`;
  return [address + joined, ...fragment].join('#');
}

const bodyOf = (value: JsonValue): HttpBody =>
  typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'json', value };

const authOf = (auth: NonNullable<HttpNode['request']['auth']>): HttpAuth =>
  'identity' in auth ? { kind: 'identity', scope: auth.identity } : { kind: 'setting', ...auth };
