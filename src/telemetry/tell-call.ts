import { assertNever, defectCode } from '../call/index.ts';
import type {
  CallEvent,
  CallFacts,
  CallId,
  CallRecord,
  GraphCallId,
  Instant,
  TranscriptEntry,
} from '../call/index.ts';
import type { EventName, FieldsOf } from './catalogue.ts';
import type { Log } from './logger.ts';
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
export interface CalledFlow {
  readonly id: string;
  readonly version: string;
  /** Of which kind a node is, of the flow that was called or of one that it enters; null: not known. */
  readonly kindOf: (flow: string, node: string) => string | null;
}

export interface CallTeller {
  readonly step: (step: ToldStep) => void;
  /** The end of a call, and what was wrong with the program, if that is what ended it. */
  readonly end: (record: CallRecord) => void;
}

const startSequence = 0;
const answerSequence = 1;
const firstEntrySequence = 2;

/** Tells of calls, each thing once (T1). */
export function callTeller(log: Log): CallTeller {
  const told = new ToldOnce();
  return {
    step: (step) => tellStep(log, told, step),
    end: (record) => tellEnd(log, told, record),
  };
}

type OfStep = FieldsOf<'ivr.tone_gap'>;

function tellStep(log: Log, told: ToldOnce, step: ToldStep): void {
  const { call, flow, event, answeredAt } = step;
  const about = (sequence: number): OfStep => ({ ...aboutCall(step), node: null, subflow: null, sequence });
  const isNew = (sequence: number): boolean => told.isNew(call.id, sequence);
  if (event === null && isNew(startSequence)) {
    const { direction, startedAt } = call;
    log('info', 'ivr.call.started', { ...about(startSequence), direction }, startedAt);
  }
  if (event?.kind === 'audioActive' && answeredAt !== null && isNew(answerSequence)) {
    const afterMs = answeredAt - call.startedAt;
    log('info', 'ivr.call.answered', { ...about(answerSequence), afterMs }, answeredAt);
  }
  step.transcript.forEach((entry, index) => {
    const sequence = firstEntrySequence + step.entriesBefore + index;
    const place = { ...about(sequence), node: entry.node, subflow: subflowOf(entry, flow) };
    const happening = happeningOf(entry, place, flow);
    if (happening !== null && isNew(sequence)) happening(log);
  });
}

const aboutCall = ({
  call,
  graphCallId,
  flow,
}: {
  readonly call: { readonly id: CallId };
  readonly graphCallId: GraphCallId | null;
  readonly flow: { readonly id: string; readonly version: string };
}): Pick<OfStep, 'callId' | 'graphCallId' | 'flow' | 'flowVersion'> => ({
  callId: call.id,
  graphCallId,
  flow: flow.id,
  flowVersion: flow.version,
});

/** The flow that something happened in, where that is not the one that was called. */
const subflowOf = (
  entry: { readonly flow: string } | undefined,
  called: { readonly id: string },
): string | null => (entry === undefined || entry.flow === called.id ? null : entry.flow);

/** What is told of an entry; null: nothing, since something else tells it. */
function happeningOf(entry: TranscriptEntry, place: OfStep, flow: CalledFlow): ((log: Log) => void) | null {
  const { at } = entry;
  const telling =
    <Name extends EventName>(event: Name, fields: FieldsOf<Name>) =>
    (log: Log): void =>
      log('info', event, fields, at);
  switch (entry.kind) {
    case 'enter': {
      const { from, by } = entry;
      return telling('ivr.node.entered', { ...place, kind: flow.kindOf(entry.flow, entry.node), from, by });
    }
    case 'prompt': {
      const { completed, cancelled, until } = entry;
      return telling('ivr.prompt.played', { ...place, durationMs: until - at, completed, cancelled });
    }
    case 'input':
      return telling(inputEvents[entry.outcome], { ...place, because: entry.because });
    case 'transfer': {
      const ended = { ...place, durationMs: entry.until - at };
      return entry.outcome === 'transferred'
        ? telling('ivr.transfer.completed', ended)
        : telling('ivr.transfer.failed', { ...ended, outcome: entry.outcome });
    }
    case 'event':
      return telling('ivr.flow.event', { ...place, milestone: entry.name });
    case 'toneGap':
      return telling('ivr.tone_gap', place);
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

/** A call that failed is a warning, with the failure that ended it: the last one of its transcript. */
function tellEnd(log: Log, told: ToldOnce, record: CallRecord): void {
  const { callId: id, graphCallId, flow, transcript, omittedEntries, end, endReason } = record;
  const endSequence = firstEntrySequence + transcript.length + omittedEntries;
  if (!told.isNew(id, endSequence)) return;
  const started = Date.parse(record.startedAt);
  const about = aboutCall({ call: { id }, graphCallId, flow });
  transcript
    .filter((entry) => entry.kind === 'failure' && entry.code === defectCode)
    .forEach((entry, index) => {
      const sequence = endSequence + 1 + index;
      const message = 'message' in entry ? withoutDigits(entry.message) : '';
      const subflow = subflowOf(entry, flow);
      log('error', 'ivr.call.defect', { ...about, node: entry.node, subflow, sequence, message });
    });
  const failure = end === 'failed' ? transcript.findLast((entry) => entry.kind === 'failure') : undefined;
  const place = failure ?? transcript.findLast((entry) => entry.kind === 'end');
  log(end === 'failed' ? 'warn' : 'info', 'ivr.call.ended', {
    ...about,
    sequence: endSequence,
    end,
    endReason,
    node: place?.node ?? null,
    subflow: subflowOf(place, flow),
    code: failure?.code ?? null,
    subcode: failure?.subcode ?? null,
    durationMs: Date.parse(record.endedAt) - started,
    answered: record.answeredAt !== null,
  });
}

/** What was thrown may quote what it could not take, and that may be what a caller pressed. */
const withoutDigits = (message: string): string => message.replaceAll(/[\d*#]+/g, '…');
