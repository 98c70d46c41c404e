import { assertNever, defectCode } from '../call/index.ts';
import type {
  CallEvent,
  CallFacts,
  CallId,
  CallRecord,
  FlowId,
  GraphCallId,
  Instant,
  NodeName,
  TranscriptEntry,
} from '../call/index.ts';
import type { FieldsOf, TellEvent, Telling } from '../telemetry/index.ts';
import { ToldOnce } from './told-once.ts';

/*
 * What is told of a call: what its transcript says, without the keys, numbers and words in it.
 *
 * T2  `sequence` numbers what is told of a call in an order that a replay repeats: 0 its start, 1 its answer, from 2 on the
 *     entries of its transcript in their order, and after those its end and its defects.
 */

/** One step of a call, as its orchestration saw it. */
export interface ToldStep {
  readonly call: CallFacts;
  /** Null: Graph has no call yet. */
  readonly graphCallId: GraphCallId | null;
  readonly flow: CalledFlow;
  /** Null: the call begins. */
  readonly event: CallEvent | null;
  /** Null: nobody has answered yet. */
  readonly answeredAt: Instant | null;
  readonly transcript: readonly TranscriptEntry[];
  /** How many entries there were before these. */
  readonly entriesBefore: number;
}

/** The flow that was called. */
interface CalledFlow {
  readonly id: FlowId;
  readonly version: string;
  /** Of which kind a node is, of the flow that was called or of one that it enters; null: not known. */
  readonly kindOf: (flow: FlowId, node: NodeName) => string | null;
}

export interface CallTeller {
  readonly step: (step: ToldStep) => void;
  /** The end of a call, and what was wrong with the program, if that is what ended it. */
  readonly end: (record: CallRecord) => void;
}

const startSequence = 0;
const answerSequence = 1;
const firstEntrySequence = 2;

type OfStep = FieldsOf<'ivr.tone_gap'>;
type OfCall = Pick<OfStep, 'callId' | 'graphCallId' | 'flow' | 'flowVersion'>;

/** Something that is told of a call, with its number (T2). */
interface Numbered {
  readonly sequence: number;
  readonly telling: Telling;
}

/** Tells of calls, each thing once (T1). */
export function callTeller(log: TellEvent): CallTeller {
  const told = new ToldOnce();
  const tell = (call: CallId, happenings: readonly Numbered[]): void => {
    for (const {
      sequence,
      telling: [level, event, fields, at],
    } of happenings)
      if (told.claim(call, sequence)) log(level, event, fields, at);
  };
  return {
    step: (step) => tell(step.call.id, [...beginnings(step), ...entries(step)]),
    end: (record) => tell(record.callId, endings(record)),
  };
}

const ofCall = (
  call: CallId,
  graphCallId: GraphCallId | null,
  flow: Pick<CalledFlow, 'id' | 'version'>,
): OfCall => ({
  callId: call,
  graphCallId,
  flow: flow.id,
  flowVersion: flow.version,
});

/** That the call has started, or has been answered. */
function beginnings({ call, graphCallId, flow, event, answeredAt }: ToldStep): readonly Numbered[] {
  const about = { ...ofCall(call.id, graphCallId, flow), node: null, subflow: null };
  if (event === null) {
    const { direction, startedAt } = call;
    const fields = { ...about, sequence: startSequence, direction };
    return [{ sequence: startSequence, telling: ['info', 'ivr.call.started', fields, startedAt] }];
  }
  if (event.kind !== 'audioActive' || answeredAt === null) return [];
  const fields = { ...about, sequence: answerSequence, afterMs: answeredAt - call.startedAt };
  return [{ sequence: answerSequence, telling: ['info', 'ivr.call.answered', fields, answeredAt] }];
}

function entries({ call, graphCallId, flow, transcript, entriesBefore }: ToldStep): readonly Numbered[] {
  return transcript.flatMap((entry, index) => {
    const sequence = firstEntrySequence + entriesBefore + index;
    const place = { node: entry.node, subflow: subflowOf(entry, flow), sequence };
    const telling = tellingOf(entry, { ...ofCall(call.id, graphCallId, flow), ...place }, flow);
    return telling === null ? [] : [{ sequence, telling }];
  });
}

/** The flow that something happened in, where that is not the one that was called. */
const subflowOf = (
  entry: Pick<TranscriptEntry, 'flow'> | undefined,
  called: { readonly id: FlowId },
): FlowId | null => (entry === undefined || entry.flow === called.id ? null : entry.flow);

/** What is told of an entry; null: nothing, since something else tells it. */
function tellingOf(entry: TranscriptEntry, place: OfStep, flow: CalledFlow): Telling | null {
  const { at } = entry;
  switch (entry.kind) {
    case 'enter': {
      const { from, by } = entry;
      const fields = { ...place, kind: flow.kindOf(entry.flow, entry.node), from, by };
      return ['info', 'ivr.node.entered', fields, at];
    }
    case 'prompt': {
      const { completed, cancelled, until } = entry;
      return ['info', 'ivr.prompt.played', { ...place, durationMs: until - at, completed, cancelled }, at];
    }
    case 'input':
      return ['info', inputEvents[entry.outcome], { ...place, because: entry.because }, at];
    case 'transfer': {
      const { outcome, until } = entry;
      const ended = { ...place, durationMs: until - at };
      if (outcome === 'transferred') return ['info', 'ivr.transfer.completed', ended, at];
      return ['info', 'ivr.transfer.failed', { ...ended, outcome }, at];
    }
    case 'event':
      return ['info', 'ivr.flow.event', { ...place, milestone: entry.name }, at];
    case 'toneGap':
      return ['info', 'ivr.tone_gap', place, at];
    case 'key':
    case 'graph':
    case 'http':
    case 'failure':
    case 'end':
      return null;
    default:
      return assertNever(entry, 'transcript entry');
  }
}

const inputEvents = {
  filled: 'ivr.input.collected',
  noInput: 'ivr.input.no_input',
  noMatch: 'ivr.input.no_match',
} as const;

/** What was wrong with the program, and how the call ended; as a warning where it failed, with what it failed of. */
function endings(record: CallRecord): readonly Numbered[] {
  const { callId, graphCallId, flow, transcript, end, endReason } = record;
  const about = ofCall(callId, graphCallId, flow);
  const endSequence = firstEntrySequence + transcript.length + record.omittedEntries;
  const failures = transcript.flatMap((entry) => (entry.kind === 'failure' ? [entry] : []));
  const defects = failures
    .filter(({ code }) => code === defectCode)
    .map((entry, index): Numbered => {
      const sequence = endSequence + 1 + index;
      const { node, message } = entry;
      const fields = { ...about, node, subflow: subflowOf(entry, flow), sequence, message };
      return { sequence, telling: ['error', 'ivr.call.defect', fields] };
    });
  const failure = end === 'failed' ? failures.at(-1) : undefined;
  const place = failure ?? transcript.findLast(({ kind }) => kind === 'end');
  const ended = {
    ...about,
    node: place?.node ?? null,
    subflow: subflowOf(place, flow),
    sequence: endSequence,
    end,
    endReason,
    code: failure?.code ?? null,
    subcode: failure?.subcode ?? null,
    durationMs: Date.parse(record.endedAt) - Date.parse(record.startedAt),
    answered: record.answeredAt !== null,
  };
  const level = end === 'failed' ? 'warn' : 'info';
  return [...defects, { sequence: endSequence, telling: [level, 'ivr.call.ended', ended] }];
}
