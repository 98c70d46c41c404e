import { maskedKey } from '../../call/index.ts';
import type { Instant, JsonValue } from '../../call/index.ts';
import { partOf, variablesOf } from '../../flow/index.ts';
import type { CompiledFlow } from '../../flow/index.ts';
import type { CallState } from '../../interpreter/index.ts';

/** One line of what is known of a call: `node: mainMenu`. */
export interface PanelRow {
  readonly label: string;
  readonly value: string;
}

export interface PanelSource {
  readonly flow: CompiledFlow;
  readonly state: CallState;
  readonly now: Instant;
  readonly isRecording: boolean;
  readonly longestSilence: number;
}

/** The state of a call as somebody looks on it: where it is, what it waits for, and what it knows. SP3. */
export function panelOf(source: PanelSource): readonly PanelRow[] {
  const { state, flow, longestSilence } = source;
  return [
    { label: 'node', value: `${state.position.node} (${state.flow})` },
    { label: 'waits for', value: waitsFor(source) },
    ...timers(source),
    ...typeAhead(source),
    { label: 'longest silence', value: seconds(longestSilence) },
    ...variables(flow, state),
  ];
}

type DeadlineName = keyof CallState['deadlines'];

/** What people call the timers; what only guards against losses has no name. */
const timerNames: Readonly<Record<DeadlineName, string | null>> = {
  inputTimer: 'keys',
  plainTimer: 'timer',
  maxCallDuration: 'call limit',
  handler: 'handler',
  consultationEnd: 'hand-over',
  recordingEnd: 'recording',
  keepAlive: null,
  gap: 'lost key',
  soundingEnd: null,
  rendering: null,
  whisperEnd: null,
  whisperRendering: null,
};

function timers({ state, now }: PanelSource): readonly PanelRow[] {
  return Object.entries(state.deadlines).flatMap(([name, at]) => {
    const shown = new Map<string, string | null>(Object.entries(timerNames)).get(name) ?? null;
    return at === null || shown === null
      ? []
      : [{ label: shown, value: `${seconds(Math.max(0, at - now))} left` }];
  });
}

/** SP3. */
function typeAhead({ state, flow }: PanelSource): readonly PanelRow[] {
  const { ready } = state.keys;
  if (ready.length === 0) return [];
  const keys = ready.map(({ key }) => (flow.hasSensitiveVariables ? maskedKey : key)).join('');
  return [{ label: 'typed ahead', value: keys }];
}

/** What the call waits for at this moment, in words. */
export function waitsFor(source: PanelSource): string {
  const { state, now } = source;
  const { position, playing, deadlines } = state;
  if (position.kind === 'over') return `nothing: ${position.end}`;
  if (position.kind === 'hangingUp') return 'its end';
  if (isWaitingForCaller(source)) return source.isRecording ? 'your voice' : 'your keys';
  if (state.stage === 'incoming' || state.stage === 'answering') return 'the answer';
  const { sounding, rendering } = playing.caller;
  if (sounding?.phase.kind === 'sounding' && sounding.phase.since <= now) return 'a prompt to end';
  if (rendering !== null) return 'speech';
  const [effect] = state.effects;
  if (effect !== undefined) return effect.kind === 'http' ? 'a data dip' : effect.kind;
  if (state.consultations.length > 0) return 'the agent';
  const type = nodeOf(source)?.type ?? '';
  const waited = new Map([
    ['transfer', 'the transfer'],
    ['wait', 'an event'],
    ['join', 'the meeting'],
    ['invite', 'who is invited'],
    ['graph', 'Graph'],
  ]).get(type);
  return waited ?? (deadlines.plainTimer === null ? 'Graph' : 'time to pass');
}

/** Whether it is the caller's turn: keys are timed, or what they say is recorded. */
export const isWaitingForCaller = ({
  state,
  isRecording,
}: Pick<PanelSource, 'state' | 'isRecording'>): boolean => isRecording || state.deadlines.inputTimer !== null;

function nodeOf({ flow, state }: PanelSource) {
  const part = partOf(flow, state.flow);
  return part?.nodes.get(state.position.node);
}

/** SP3: those of the flow that the call is in, sensitive ones masked. */
function variables(flow: CompiledFlow, state: CallState): readonly PanelRow[] {
  const part = partOf(flow, state.flow);
  const declared = new Map(Object.entries(part === undefined ? {} : variablesOf(part.document)));
  return Object.entries(state.variables)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({
      label: `$${name}`,
      value: declared.get(name)?.sensitive === true ? '•••' : shown(value),
    }));
}

const shown = (value: JsonValue): string => JSON.stringify(value);

const seconds = (length: number): string => `${(length / 1_000).toFixed(1)} s`;
