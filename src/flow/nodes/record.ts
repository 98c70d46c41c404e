import * as z from 'zod';
import { isKey, milliseconds } from '../../call/index.ts';
import type { EffectResultOf, Key, RecordingSettings } from '../../call/index.ts';
import { durationBetween, parseDuration } from '../duration.ts';
import { effectFailed } from '../failure.ts';
import { checkInto, goWith } from '../into-variable.ts';
import { keySchema } from '../key-schema.ts';
import { fail, go, stay } from '../move.ts';
import type { Move } from '../move.ts';
import { playing, silentEffect, timeToDecide, timeToRequest } from '../node-facts.ts';
import type { FactsContext, NodeFacts } from '../node-facts.ts';
import { defineNode, edge, optionalEdge } from '../node-kind.ts';
import type { NodeChecker } from '../node-kind.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playOperations } from '../operation-use.ts';
import { playSchema } from '../play-item.ts';
import type { Recorded } from '../signal.ts';
import { statedCosts } from '../stated-costs.ts';
import type { Turn } from '../turn.ts';

const silenceSchema = durationBetween('1s', '120s');

const schema = z
  .strictObject({
    type: z.literal('record'),
    play: playSchema,
    beep: z.boolean().optional().describe('Whether a tone says when to speak (true).'),
    maxDuration: durationBetween('1s', '120s').optional().describe('The longest recording (60s).'),
    initialSilence: silenceSchema.optional().describe('Silence after which nothing was said (5s).'),
    endSilence: silenceSchema.optional().describe('Silence after speech that ends the recording (3s).'),
    terminators: z.array(keySchema).max(12).optional().describe('Keys that end the recording.'),
    into: z.string().min(1).describe('The variable that gets { id, url, seconds, endedBy }.'),
    store: z
      .strictObject({
        retention: durationBetween('1h', '365d').optional().describe('How long it is kept (30d).'),
      })
      .optional()
      .describe('How the recording is kept.'),
    next: nodeReferenceSchema.describe('The node to go to with a recording.'),
    onNoInput: nodeReferenceSchema.describe('The node to go to when nothing was said.'),
    onFailed: nodeReferenceSchema.optional().describe('The node to go to when nothing could be recorded.'),
  })
  .describe('Records what the caller says.');
type RecordNode = z.infer<typeof schema>;

const memorySchema = z.discriminatedUnion('part', [
  z.object({ part: z.literal('playing') }),
  z.object({ part: z.literal('recording') }),
  z.object({
    part: z.literal('fetching'),
    effect: z.int(),
    endedBy: z.enum(['silence', 'length', 'terminator']),
  }),
]);
type Memory = Readonly<z.infer<typeof memorySchema>>;

const defaultRetention = milliseconds(30 * 24 * 3_600_000);
/** Fetching a recording and keeping it: two minutes of speech are four megabytes. */
const fetchingPatience = milliseconds(30_000);
const statedFetching = 1_000;

/** Records what the caller says and fetches it at once, since Graph soon discards it. */
export const record = defineNode<RecordNode, Memory>({
  type: 'record',
  schema,
  memory: memorySchema,
  requires: () => 'audio',
  edges: (node) => [
    edge('next', node.next, { after: 'input' }),
    edge('onNoInput', node.onNoInput, { after: 'wait' }),
    ...optionalEdge('onFailed', node.onFailed),
  ],
  failureEdge: 'onFailed',
  plays: (node) => [{ play: node.play, pointer: ['play'] }],
  operations: ({ play }, plays) => [
    // One prompt goes with the recording, and a longer list before it.
    ...(play.length > 1 ? playOperations(plays) : [{ operation: 'cancelMediaProcessing' as const }]),
    { operation: 'recordResponse' },
  ],
  facts,
  check,
  enter(node, turn) {
    const started = turn.record(node.play, settingsOf(node));
    if (started === 'recording') return stay({ part: 'recording' });
    return started === 'playing' || started === 'nothingToPlay' ? stay({ part: 'playing' }) : fail(started);
  },
  onSignal(node, memory, signal, turn) {
    switch (signal.kind) {
      case 'playEnded':
        if (memory.part !== 'playing') return stay(memory);
        return signal.failure === null ? recordNow(node, turn) : fail(signal.failure);
      case 'recordingEnded':
        return onRecorded(node, signal.recorded, turn);
      case 'effectResult':
        if (memory.part !== 'fetching' || signal.effect !== memory.effect) return stay(memory);
        return signal.result.kind === 'fetchRecording'
          ? onFetched(node, memory.endedBy, signal.result, turn)
          : stay(memory);
      case 'timer':
        return memory.part === 'fetching' ? fail(notFetched) : stay(memory);
      default:
        return stay(memory);
    }
  },
});

function recordNow(node: RecordNode, turn: Turn): Move<Memory> {
  const started = turn.record([], settingsOf(node));
  return typeof started === 'string' ? stay({ part: 'recording' }) : fail(started);
}

function onRecorded(node: RecordNode, recorded: Recorded, turn: Turn): Move<Memory> {
  // Whoever speaks has stopped dialling: no key of this time is meant for the next node.
  turn.keys.drop();
  turn.renewSteps();
  switch (recorded.kind) {
    case 'nothingSaid':
      return go(node.onNoInput, 'onNoInput');
    case 'failed':
      return fail(recorded.failure);
    case 'recorded': {
      const { location, accessToken, endedBy } = recorded;
      const retention =
        node.store?.retention === undefined ? defaultRetention : parseDuration(node.store.retention);
      const effect = turn.start({ kind: 'fetchRecording', location, accessToken, retention });
      turn.setTimer(fetchingPatience, 'plain');
      return stay({ part: 'fetching', effect, endedBy });
    }
  }
}

function onFetched(
  node: RecordNode,
  endedBy: string,
  result: EffectResultOf<'fetchRecording'>,
  turn: Turn,
): Move<Memory> {
  if (result.outcome === 'failed') return fail(effectFailed(result.failure));
  const { id, url, seconds } = result;
  return goWith({ id, url, seconds, endedBy }, node.into, node.next, turn);
}

const notFetched = effectFailed({
  code: 'media',
  status: null,
  subcode: null,
  message: 'The recording could not be fetched in time.',
});

function settingsOf(node: RecordNode): RecordingSettings {
  return {
    beep: node.beep ?? true,
    maxDuration: parseDuration(node.maxDuration ?? '60s'),
    initialSilence: parseDuration(node.initialSilence ?? '5s'),
    endSilence: parseDuration(node.endSilence ?? '3s'),
    terminators: (node.terminators ?? []).filter((key): key is Key => isKey(key)),
  };
}

const terms =
  "Graph's terms restrict keeping recordings: the caller must know, and the law of both ends may ask for more.";

function check(node: RecordNode, checker: NodeChecker): void {
  checker.remark('FLOW-RECORDING-TERMS', ['type'], terms);
  checkInto(checker, node.into, { is: 'a recording is JSON', fits: ['json'] });
}

function facts(node: RecordNode, context: FactsContext): NodeFacts {
  const { initialSilence, maxDuration } = settingsOf(node);
  const prompt = playing(node.play, false, context);
  const fetched = silentEffect(statedFetching);
  const after = timeToDecide + (fetched.longest ?? 0);
  return {
    ...prompt,
    longest:
      prompt.longest === null
        ? null
        : prompt.longest + timeToRequest + initialSilence + maxDuration + timeToDecide + fetchingPatience,
    requests: prompt.requests + 1,
    silence: {
      through: null,
      before: prompt.silence.before ?? timeToRequest,
      within: Math.max(prompt.silence.within, timeToDecide + timeToRequest),
      after,
      failing: Math.max(prompt.silence.failing, after + statedCosts.durableHop),
    },
    typeAhead: 'drops',
    assigns: { [node.into]: null },
  };
}
