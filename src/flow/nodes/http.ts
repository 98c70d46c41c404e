import * as z from 'zod';
import {
  httpMethods,
  instant,
  later,
  milliseconds,
  ownMember,
  requestHeaderProblem,
} from '../../call/index.ts';
import type {
  CommandFailure,
  EffectResultOf,
  HttpAuth,
  HttpBody,
  HttpOrder,
  Instant,
  JsonValue,
  Milliseconds,
} from '../../call/index.ts';
import { compileSchema } from '../../json-schema/index.ts';
import { durationBetween, parseDuration } from '../duration.ts';
import { percentEncoded } from '../expressions/index.ts';
import { effectFailed } from '../failure.ts';
import { dataDipTimeoutSchema } from '../input-settings.ts';
import type { InputDefaults } from '../input-settings.ts';
import { jsonObjectSchema, jsonValueSchema } from '../json-value.ts';
import { checkInto, goWith } from '../into-variable.ts';
import { fail, stay } from '../move.ts';
import type { Move } from '../move.ts';
import { silentEffect, timeToDecide, timeToRequest, timeToSound } from '../node-facts.ts';
import type { FactsContext, NodeFacts } from '../node-facts.ts';
import { defineNode, edge, optionalEdge } from '../node-kind.ts';
import type { NodeChecker } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playSchema } from '../play-item.ts';
import type { Play } from '../play-item.ts';
import { dataDipTime, playRequests } from '../stated-costs.ts';
import type { Turn } from '../turn.ts';

const templateText = 'with {values} in it';

const headerNameSchema = z.string().refine((name) => requestHeaderProblem(name) === null, {
  error: ({ input }) => `cannot be a header: ${requestHeaderProblem(String(input)) ?? ''}`,
});

const authSchema = z
  .union(
    [
      z.strictObject({
        header: headerNameSchema.describe('The header that gets the secret.'),
        setting: z.string().min(1).describe('The app setting that holds it.'),
      }),
      z.strictObject({ identity: z.string().min(1).describe("The scope of a token of the app's identity.") }),
    ],
    { error: 'must be { "header": "…", "setting": "…" } or { "identity": "<scope>" }' },
  )
  .describe('How the request proves who sends it.');

const requestSchema = z.strictObject({
  method: z.enum(httpMethods).optional().describe('What is asked of the address (GET).'),
  url: z.string().min(1).describe(`The address, ${templateText}; they are percent-encoded.`),
  headers: z.record(headerNameSchema, z.string()).optional().describe(`Headers, ${templateText}.`),
  query: z.record(z.string().min(1), z.string()).optional().describe(`Query parameters, ${templateText}.`),
  body: jsonValueSchema.optional().describe(`What is sent: JSON, or a string as it is, ${templateText}.`),
  auth: authSchema.optional(),
  idempotent: z.boolean().optional().describe('Whether a repeat does no harm, whatever the method (false).'),
});

const schema = z
  .strictObject({
    type: z.literal('http'),
    request: requestSchema.describe('What is asked.'),
    timeout: dataDipTimeoutSchema.optional(),
    retries: z.int().min(0).max(5).optional().describe('Further tries, where a repeat does no harm (0).'),
    fill: z
      .strictObject({
        after: durationBetween('0s', '60s').describe('How long the caller hears nothing before it.'),
        play: playSchema,
      })
      .optional()
      .describe('What the caller hears when it takes long.'),
    expect: jsonObjectSchema.optional().describe('The JSON Schema that the body of a 2xx answer holds to.'),
    into: z.string().min(1).optional().describe('The variable that gets the body.'),
    next: nodeReferenceSchema.describe('The node to go to after a 2xx answer.'),
    on: z
      .record(
        z.string().regex(/^(?:[45]xx|[45]\d\d)$/, 'must be a status from 400 to 599, "4xx" or "5xx"'),
        nodeReferenceSchema,
      )
      .optional()
      .describe('The nodes to go to after answers with other statuses.'),
    onError: nodeReferenceSchema.optional().describe('The node to go to when nothing of use came.'),
  })
  .describe("Asks somebody else's system: a data dip.");
type HttpNode = z.infer<typeof schema>;

const memorySchema = z.object({
  effect: z.int(),
  enteredAt: z.number(),
  method: z.string(),
  url: z.string(),
  /** When nothing will come any more. */
  until: z.number(),
});
type Memory = Readonly<z.infer<typeof memorySchema>>;

/** What the effect may take beyond its own time limits. */
const slack = 10_000;
/** A fill without any audio would begin again at once, for ever. */
const shortestPause = 1_000;

/** Asks somebody else's system, and fills the time if that takes long. Keys meanwhile stay type-ahead. */
export const http = defineNode<HttpNode, Memory>({
  type: 'http',
  schema,
  memory: memorySchema,
  requires: (node) => (node.fill === undefined ? 'nothing' : 'audio'),
  edges: (node) => [
    edge('next', node.next),
    ...Object.entries(node.on ?? {}).map(([status, to]) => ({
      outcome: status,
      to,
      pointer: ['on', status],
    })),
    ...optionalEdge('onError', node.onError),
  ],
  failureEdge: (node) => node.onError,
  plays: (node) => (node.fill === undefined ? [] : [{ play: node.fill.play, pointer: ['fill', 'play'] }]),
  facts,
  caption: (node) => `${node.request.method ?? 'GET'} ${node.request.url}`,
  check,
  enter(node, turn) {
    const order = orderOf(node, turn);
    const effect = turn.start({ kind: 'http', ...order });
    const url = order.url.split(/[?#]/, 1)[0] ?? '';
    const until = later(turn.now, dataDipTime(order.timeout, order.retries) + slack);
    const asked = { effect, enteredAt: turn.now, method: order.method, url, until };
    return rest(
      asked,
      node.fill === undefined ? null : later(turn.now, parseDuration(node.fill.after)),
      turn,
    );
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'effectResult':
        if (signal.effect !== memory.effect || signal.result.kind !== 'http') return stay(memory);
        turn.stopPlaying();
        return onAnswer(node, memory, signal.result, turn);
      case 'timer':
        if (turn.now >= memory.until) return onAnswer(node, memory, tooLate, turn);
        return rest(memory, startFill(node, turn), turn);
      case 'playEnded':
        // A fill that cannot be played is silence: what was asked is still coming.
        return rest(memory, signal.failure === null ? nextFill(node, turn) : null, turn);
      default:
        return stay(memory);
    }
  },
});

/** Waits for the answer, or until the caller hears the fill; `fillAt` null: not again, or it sounds now. */
function rest(memory: Memory, fillAt: Instant | null, turn: Turn): Move<Memory> {
  const wakeAt = Math.min(fillAt ?? Infinity, memory.until);
  turn.setTimer(milliseconds(Math.max(0, wakeAt - turn.now)), 'plain');
  return stay(memory);
}

/** Plays the fill. Gives when it is due again where nothing sounds now. */
function startFill(node: HttpNode, turn: Turn): Instant | null {
  return turn.play(node.fill?.play ?? []) === 'nothingToPlay' ? nextFill(node, turn) : null;
}

/** The fill comes again `after` its own end. */
function nextFill({ fill }: HttpNode, { now }: Turn): Instant | null {
  if (fill === undefined) return null;
  const pause = parseDuration(fill.after);
  return later(now, fill.play.length === 0 ? Math.max(pause, shortestPause) : pause);
}

const tooLate: EffectResultOf<'http'> = {
  kind: 'http',
  outcome: 'failed',
  failure: { code: 'http', status: null, subcode: null, message: 'The data dip has not ended in time.' },
};

function onAnswer(node: HttpNode, memory: Memory, result: EffectResultOf<'http'>, turn: Turn): Move<Memory> {
  const status = result.outcome === 'done' ? result.status : result.failure.status;
  const { method, url, enteredAt } = memory;
  turn.note({ kind: 'http', method, url, status, until: turn.now }, instant(enteredAt));
  if (result.outcome === 'failed') return fail(effectFailed(result.failure));
  const to = edgeFor(node, result.status);
  if (to === undefined) return fail(effectFailed(unexpected(result.status)));
  return goWith(result.body, node.into, to, turn);
}

/** Section 2.1: 2xx is `next`; of `on` the exact status, then its hundred; undefined: a failure. */
function edgeFor({ next, on = {} }: HttpNode, status: number): string | undefined {
  if (status >= 200 && status < 300) return next;
  return ownMember(on, String(status)) ?? ownMember(on, `${Math.floor(status / 100)}xx`);
}

const unexpected = (status: number): CommandFailure => ({
  code: 'http',
  status,
  subcode: null,
  message: `The other side answered ${status}, for which the node has no way out.`,
});

/** The request with every value worked out; the secret of a setting never comes near the flow. */
function orderOf(node: HttpNode, turn: Turn): HttpOrder {
  const { request, expect } = node;
  const headers = Object.entries(request.headers ?? {}).map(
    ([name, value]) => [name, turn.text(value, 'header')] as const,
  );
  return {
    method: request.method ?? 'GET',
    url: urlOf(request, turn),
    headers: Object.fromEntries(headers),
    body: request.body === undefined ? null : bodyOf(turn.json(request.body)),
    auth: request.auth === undefined ? null : authOf(request.auth),
    timeout: timeoutOf(node, turn.defaults),
    retries: node.retries ?? 0,
    idempotent: request.idempotent ?? false,
    expect: expect ?? null,
  };
}

/** Of each try. */
const timeoutOf = ({ timeout }: HttpNode, { http: dataDips }: InputDefaults): Milliseconds =>
  parseDuration(timeout ?? dataDips?.timeout ?? '5s');

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

const authOf = (auth: z.infer<typeof authSchema>): HttpAuth =>
  'identity' in auth ? { kind: 'identity', scope: auth.identity } : { kind: 'setting', ...auth };

function check(node: HttpNode, checker: NodeChecker): void {
  const { url, query, headers, body } = node.request;
  const written = { url, query, headers, body } as const;
  for (const [member, value] of Object.entries(written)) {
    if (value === undefined) continue;
    checker.template(value, ['request', member]);
    if (member === 'url' || member === 'query') checker.discloses('url', value, ['request', member]);
  }
  const expected = node.expect === undefined ? null : compileSchema(node.expect);
  for (const { place, message } of expected?.kind === 'bad' ? expected.problems : [])
    checker.problem('FLOW-BAD-SCHEMA', ['expect', ...place], `This JSON Schema ${message}.`);
  checkInto(checker, node.into, { is: 'a body is JSON, or text', fits: ['json', 'string'] });
}

/** Silent until the fill, or for as long as it may take. */
function facts(node: HttpNode, context: FactsContext): NodeFacts {
  const time = dataDipTime(
    timeoutOf(node, context.defaults),
    triesAgain(node.request) ? (node.retries ?? 0) : 0,
  );
  const assigns = node.into === undefined ? {} : { assigns: { [node.into]: null } };
  const silent = { ...silentEffect(time), ...assigns };
  if (node.fill === undefined) return silent;
  const pause = parseDuration(node.fill.after);
  if (pause >= time || node.fill.play.length === 0) return silent;
  return { ...silent, ...filled(node.fill.play, pause, time, context) };
}

/** Section 2.1: only what does no harm is repeated. */
const triesAgain = ({ method = 'GET', idempotent = false }: HttpNode['request']): boolean =>
  idempotent || method === 'GET' || method === 'PUT' || method === 'DELETE';

/** An answer may come before the fill sounds, which makes a silent way through, or between two fills. */
function filled(
  play: Play,
  pause: number,
  time: number,
  context: FactsContext,
): Pick<NodeFacts, 'requests' | 'silence'> {
  const toSound = pause + timeToDecide + timeToSound(play, context);
  // From then on it is asked for, and sounds until it is cut.
  const toAnswer = toSound - timeToRequest + timeToDecide;
  return {
    requests: Math.ceil(time / Math.max(pause, 1)) * playRequests(play.length) + 1,
    silence: {
      through: toAnswer,
      before: toSound,
      within: timeToDecide + toSound,
      after: timeToDecide + toAnswer,
      failing: toAnswer,
    },
  };
}
