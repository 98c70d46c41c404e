import * as z from 'zod';
import { instant, later, milliseconds, ownMember } from '../../call/index.ts';
import type { CommandFailure, EffectResultOf, Instant } from '../../call/index.ts';
import { compileSchema } from '../../json-schema/index.ts';
import { parseDuration } from '../duration.ts';
import { effectFailed } from '../failure.ts';
import { httpFacts, httpSchema, orderOf } from '../http/index.ts';
import type { HttpNode } from '../http/index.ts';
import { checkInto, goWith } from '../into-variable.ts';
import { fail, stay } from '../move.ts';
import type { Move } from '../move.ts';
import { defineNode, edge, optionalEdge } from '../node-kind.ts';
import type { NodeChecker } from '../node-kind.ts';
import { playOperations } from '../operation-use.ts';
import { dataDipTime } from '../stated-costs.ts';
import type { Turn } from '../turn.ts';

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
  schema: httpSchema,
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
  failureEdge: 'onError',
  plays: (node) => (node.fill === undefined ? [] : [{ play: node.fill.play, pointer: ['fill', 'play'] }]),
  operations: (_node, plays) => playOperations(plays),
  facts: httpFacts,
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
  const way = wayFor(node, result.status);
  if (way === undefined) return fail(effectFailed(unexpected(result.status)));
  return goWith(result.body, node.into, way.to, turn, way.outcome);
}

/** Section 2.1: 2xx is `next`; of `on` the exact status, then its hundred; undefined: a failure. */
function wayFor({ next, on = {} }: HttpNode, status: number): { outcome: string; to: string } | undefined {
  if (status >= 200 && status < 300) return { outcome: 'next', to: next };
  for (const outcome of [String(status), `${Math.floor(status / 100)}xx`]) {
    const to = ownMember(on, outcome);
    if (to !== undefined) return { outcome, to };
  }
  return undefined;
}

const unexpected = (status: number): CommandFailure => ({
  code: 'http',
  status,
  subcode: null,
  message: `The other side answered ${status}, for which the node has no way out.`,
});

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
