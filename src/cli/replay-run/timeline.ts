import { assertNever } from '../../call/index.ts';
import type { RecordedEntry, RecordedVerdict } from '../../call/index.ts';
import type { ReplayedStep, TimerName, Way } from '../../replay/index.ts';
import { eventInWords } from './event-words.ts';

/** One thing that happened: when, what kind, and what. */
export interface TimelineLine {
  readonly at: number;
  readonly what: string;
  readonly words: string;
}

/** A step in lines: what happened, what ran out, what came of it, and what is waited for now. */
export function linesOf(step: ReplayedStep): readonly TimelineLine[] {
  const { at, event, timers, variables, commands, effects, verdicts } = step;
  const line = (what: string, words: string): TimelineLine => ({ at, what, words });
  const ways = [...step.ways];
  return [
    line('event', event === null ? 'the call begins' : eventInWords(event)),
    ...timers.fired.map((timer) => line('timer', `${timerNames[timer]} is over`)),
    ...verdicts.map((verdict) => line('record', verdictInWords(verdict))),
    ...step.entries.map((entry) =>
      entry.kind === 'enter'
        ? line('enter', wayInWords(ways.shift(), entry.node))
        : line(entry.kind, entryInWords(entry)),
    ),
    ...variables.map(({ name, value }) => line('set', `${name} = ${JSON.stringify(value)}`)),
    ...timers.stopped.map((timer) => line('timer', `${timerNames[timer]} stops`)),
    ...timers.set.map(({ timer, at: until }) =>
      line('timer', `${timerNames[timer]} runs until ${clock(until)}`),
    ),
    ...commands.map((command) => line('request', `${command} is asked of Graph`)),
    ...effects.map((effect) => line('start', `${effect} begins`)),
  ];
}

/** `m:ss.mmm` from the start of the call. */
export function clock(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '';
  const total = Math.abs(milliseconds);
  const part = (value: number, digits: number): string => String(Math.floor(value)).padStart(digits, '0');
  return `${sign}${Math.floor(total / 60_000)}:${part((total / 1_000) % 60, 2)}.${part(total % 1_000, 3)}`;
}

const longestWhat = 10;

export const render = ({ at, what, words }: TimelineLine): string =>
  `${clock(at).padStart(9)}  ${what.padEnd(longestWhat)}${words}`;

function wayInWords(way: Way | undefined, node: string): string {
  if (way === undefined) return node;
  const by = way.by === null ? '' : ` by ${way.from === null ? '' : `${way.from}.`}${way.by}`;
  return `${node} (${way.type})${by}: ${way.because}`;
}

/** An entry of a transcript, in words. */
export function entryInWords(entry: RecordedEntry): string {
  switch (entry.kind) {
    case 'enter':
      return entry.by === null
        ? entry.node
        : `${entry.node} by ${entry.from === null ? '' : `${entry.from}.`}${entry.by}`;
    case 'prompt':
      return `heard "${entry.play}", ${span(entry)}${entry.cancelled ? ', cut' : ''}`;
    case 'key':
      return `pressed ${entry.key}`;
    case 'input':
      return `${entry.outcome} ${JSON.stringify(entry.value)}: ${entry.because}`;
    case 'graph':
      return `${entry.operation}: ${entry.status ?? 'no answer'}`;
    case 'transfer':
      return `to ${entry.target}, ${span(entry)}: ${entry.outcome}`;
    case 'http':
      return `${entry.method} ${entry.url}, ${span(entry)}: ${entry.status ?? 'no answer'}`;
    case 'event':
      return `${entry.name} ${JSON.stringify(entry.data)}`;
    case 'toneGap':
      return 'a key that never came was given up';
    case 'failure':
      return `${entry.code}${entry.subcode === null ? '' : ` ${entry.subcode}`}: ${entry.message}`;
    case 'end':
      return `${entry.end}${entry.reason === null ? '' : ` (${entry.reason})`}`;
    default:
      return assertNever(entry, 'entry');
  }
}

const span = ({ at, until }: { readonly at: number; readonly until: number }): string =>
  `${clock(at)} to ${clock(until)}`;

/** What a replay does not work out, since it depends on something masked. */
function verdictInWords(verdict: RecordedVerdict): string {
  switch (verdict.kind) {
    case 'input':
      return `the keys are masked: "${verdict.outcome}" is the recorded verdict`;
    case 'value':
      return `${verdict.of} depends on what is masked: ${JSON.stringify(verdict.value)} is recorded`;
    case 'speech':
      return `what is said is masked: ${verdict.shown.map((said) => said ?? 'nothing').join(', ')}`;
    case 'failed':
      return `${verdict.of} depends on what is masked: that it failed is recorded`;
    default:
      return assertNever(verdict, 'verdict');
  }
}

const timerNames: Readonly<Record<TimerName, string>> = {
  gap: 'the wait for a missing key',
  soundingEnd: 'the wait for the end of what sounds',
  rendering: 'the wait for speech',
  whisperEnd: 'the wait for the end of the whisper',
  whisperRendering: 'the wait for the speech of the whisper',
  recordingEnd: 'the wait for the end of the recording',
  inputTimer: 'the input timer',
  plainTimer: "the node's timer",
  keepAlive: 'the time until the next keep-alive',
  maxCallDuration: 'maxCallDuration',
  handler: 'the time of the handler',
  consultationEnd: 'the wait for calls of unknown fate',
};
