/** Random events for a call, most of them such that they mean something in the state they meet. */
import * as fc from 'fast-check';
import { commandId, later, operationId } from '../../src/call/index.ts';
import type { CallEvent, CommandResult, Key } from '../../src/call/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { begin, isOver, nextDeadline, step } from '../../src/interpreter/index.ts';
import type { CallState, Step } from '../../src/interpreter/index.ts';
import { testCall } from '../support/flows.ts';
import { agentCall, placedAt } from '../support/pure-call.ts';

export const call = testCall(placedAt);

/** What happens next; what it is in full depends on the state. */
export interface Happening {
  readonly kind: (typeof happenings)[number];
  readonly after: number;
  readonly number: number;
  readonly key: Key | null;
}

const happenings = [
  'result',
  'result',
  'result',
  'result',
  'refused',
  'unknown',
  'gone',
  'strayResult',
  'playEnded',
  'playEnded',
  'playFailed',
  'strayEnd',
  'deadline',
  'deadline',
  'deadline',
  'lateDeadline',
  'tone',
  'tone',
  'tone',
  'oddTone',
  'audioActive',
  'audioActive',
  'transferProgress',
  'transferFailed',
  'callEnded',
  'transferred',
  'hangupRequested',
  'external',
  'agentExists',
  'agentAnswered',
  'agentAnswered',
  'agentLeft',
  'past',
] as const;

const rare = new Set<Happening['kind']>(['callEnded', 'transferred', 'hangupRequested', 'gone', 'past']);

const happening = (kinds: readonly Happening['kind'][]): fc.Arbitrary<Happening> =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      sure: fc.integer({ min: 0, max: 3 }),
      after: fc.constantFrom(0, 0, 1, 200, 500, 3_000, 70_000),
      number: fc.integer({ min: 0, max: 12 }),
      key: fc.constantFrom<Key | null>('1', '2', '3', '7', '9', '#', '*', null),
    })
    .map(({ sure, kind, ...rest }) => ({ ...rest, kind: rare.has(kind) && sure > 0 ? 'result' : kind }));

const plain = { after: 0, number: 0, key: null };
const answered: readonly Happening[] = [
  { ...plain, kind: 'result' },
  { ...plain, kind: 'audioActive' },
  { ...plain, kind: 'result' },
];

/** Anything; mostly on a call that was answered first. */
export const history: fc.Arbitrary<readonly Happening[]> = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.array(happening(happenings), { minLength: 5, maxLength: 60, size: 'max' }),
  )
  .map(([unanswered, happened]) => (unanswered === 0 ? happened : [...answered, ...happened]));

/** A call that goes well, of a caller who presses many keys. */
export const talkative: fc.Arbitrary<readonly Happening[]> = fc
  .array(happening(['tone', 'tone', 'tone', 'tone', 'oddTone', 'result', 'playEnded', 'deadline']), {
    minLength: 5,
    maxLength: 40,
    size: 'max',
  })
  .map((happened) => [...answered, ...happened]);

/** A call in which others are called, and answer or leave. */
export const consulting: fc.Arbitrary<readonly Happening[]> = fc
  .array(
    happening([
      'result',
      'result',
      'result',
      'refused',
      'unknown',
      'agentExists',
      'agentAnswered',
      'agentAnswered',
      'agentLeft',
      'playEnded',
      'deadline',
      'transferFailed',
      'transferred',
      'callEnded',
    ]),
    { minLength: 3, maxLength: 20, size: 'max' },
  )
  .map((happened) => [...answered, ...happened]);

const accepted: CommandResult = { kind: 'accepted', status: 200 };
const failed = (
  kind: 'refused' | 'unknown' | 'callGone',
  status: number,
  subcode: number | null,
): CommandResult => ({
  kind,
  failure: { code: 'graph', status, subcode, message: 'Graph said no.' },
});

function success({ inFlight }: CallState): CommandResult {
  if (inFlight?.command.kind !== 'createCall') return accepted;
  return { kind: 'created', status: 201, graphCallId: agentCall(inFlight.command.id) };
}

function eventOf(state: CallState, { kind, after, number, key }: Happening): CallEvent {
  const at = later(state.now, after);
  const command = state.inFlight?.command.id ?? commandId(number);
  const { caller, agent } = state.playing;
  const sounding = number % 2 ? (agent.sounding ?? caller.sounding) : (caller.sounding ?? agent.sounding);
  const operation = sounding?.operation ?? operationId(`call-1#${number}`);
  const consultation = state.consultations.at(-1)?.command ?? commandId(number);
  const agentNews = { kind: 'consultation', at, consultation, graphCallId: agentCall(consultation) } as const;
  switch (kind) {
    case 'result':
      return { kind: 'commandResult', at, command, result: success(state) };
    case 'refused':
      return { kind: 'commandResult', at, command, result: failed('refused', number % 2 ? 486 : 500, 7000) };
    case 'unknown':
      return { kind: 'commandResult', at, command, result: failed('unknown', 504, null) };
    case 'gone':
      return { kind: 'commandResult', at, command, result: failed('callGone', 404, 8522) };
    case 'strayResult':
      return { kind: 'commandResult', at, command: commandId(number), result: accepted };
    case 'playEnded':
      return {
        kind: 'operationEnded',
        at,
        operation,
        succeeded: true,
        result: null,
        reason: null,
        recording: null,
      };
    case 'playFailed':
      return {
        kind: 'operationEnded',
        at,
        operation,
        succeeded: false,
        result: { code: 500, subcode: 8520 },
        reason: null,
        recording: null,
      };
    case 'strayEnd':
      return {
        kind: 'operationEnded',
        at,
        operation: operationId(`call-1#${number}`),
        succeeded: true,
        result: null,
        reason: null,
        recording: null,
      };
    case 'deadline':
      return { kind: 'deadline', at: nextDeadline(state)?.at ?? at };
    case 'lateDeadline':
      return { kind: 'deadline', at };
    case 'tone':
      return { kind: 'tone', at, sequence: state.keys.expected, key };
    case 'oddTone':
      return { kind: 'tone', at, sequence: state.keys.expected + number - 6, key };
    case 'audioActive':
    case 'hangupRequested':
      return { kind, at };
    case 'transferProgress':
      return { kind, at, stage: number % 2 ? 'transferAccepted' : 'transferring' };
    case 'transferFailed':
      return { kind, at, result: { code: number % 2 ? 486 : 500, subcode: 7700 } };
    case 'callEnded':
      return { kind: 'callEnded', at, result: null, transferred: false };
    case 'transferred':
      return { kind: 'callEnded', at, result: { code: 0, subcode: 7015 }, transferred: true };
    case 'external':
      return { kind, at, name: 'order', data: { number } };
    case 'agentExists':
      return { ...agentNews, news: { kind: 'exists' } };
    case 'agentAnswered':
      return { ...agentNews, news: { kind: 'answered' } };
    case 'agentLeft':
      return { ...agentNews, news: { kind: 'ended', result: { code: 486, subcode: 0 } } };
    case 'past':
      return { kind: 'tone', at: later(state.now, -1 - after), sequence: state.keys.expected, key };
  }
}

export interface TakenStep extends Step {
  readonly event: CallEvent;
  readonly before: CallState;
}

/** Whether it was taken by an event, and is not the beginning of the call. */
export const isTaken = (taken: Step | TakenStep): taken is TakenStep => 'event' in taken;

/** The call through its history, and then through its deadlines until nothing more happens by itself. */
export function live(flow: CompiledFlow, happened: readonly Happening[]): readonly [Step, ...TakenStep[]] {
  const first = begin(flow, call);
  const steps: TakenStep[] = [];
  let { state } = first;
  const take = (event: CallEvent): void => {
    const next = step(flow, call, state, event);
    steps.push({ ...next, event, before: state });
    ({ state } = next);
  };
  for (const each of happened) take(eventOf(state, each));
  return [first, ...steps];
}

/** Ends the call: its caller leaves, Graph does what it is asked, handlers run into their deadlines. */
export function conclude(flow: CompiledFlow, from: CallState): readonly TakenStep[] {
  const steps: TakenStep[] = [];
  let state = from;
  let event: CallEvent | null = { kind: 'callEnded', at: from.now, result: null, transferred: false };
  while (event !== null && !isOver(state)) {
    const next: Step = step(flow, call, state, event);
    steps.push({ ...next, event, before: state });
    ({ state } = next);
    event = nextByItself(state);
  }
  return steps;
}

function nextByItself(state: CallState): CallEvent | null {
  const { inFlight, now } = state;
  if (inFlight !== null)
    return { kind: 'commandResult', at: now, command: inFlight.command.id, result: success(state) };
  const at = nextDeadline(state)?.at;
  return at === undefined ? null : { kind: 'deadline', at };
}
