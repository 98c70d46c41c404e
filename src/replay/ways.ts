import { assertNever } from '../call/index.ts';
import type { FlowId, NodeName, RecordedEntry } from '../call/index.ts';
import { partOf } from '../flow/index.ts';
import type { CompiledFlow, NodeEntry, Signal } from '../flow/index.ts';
import type { PlayedVisit } from './player.ts';

/** A way that the call took into a node, and why. */
export interface Way {
  readonly flow: FlowId;
  readonly node: NodeName;
  readonly type: string;
  /** The node that it came from; null: by a handler, or where a flow starts. */
  readonly from: NodeName | null;
  /** The outcome of that node, or the handler. */
  readonly by: string | null;
  readonly because: string;
}

/** Every node that was entered in a step, with the reason that the node before it gives. */
export function waysOf(
  entries: readonly RecordedEntry[],
  visits: readonly PlayedVisit[],
  root: CompiledFlow,
): readonly Way[] {
  let next = 0;
  return entries.flatMap((entry) => {
    if (entry.kind !== 'enter') return [];
    const { flow, node, from, by } = entry;
    const leaving = visits.findIndex((visit, index) => index >= next && leads(visit, entry));
    if (leaving >= 0) next = leaving + 1;
    const type = partOf(root, flow)?.nodes.get(node)?.type ?? '';
    return [{ flow, node, type, from, by, because: reasonOf(visits[leaving], by) }];
  });
}

/** Whether a decision is the one that led into a node. */
function leads(
  { move, node }: PlayedVisit,
  { from, by }: Extract<RecordedEntry, { kind: 'enter' }>,
): boolean {
  switch (move.kind) {
    case 'go':
      return from === node && move.outcome === by;
    case 'handler':
      return by === `on.${move.handler}`;
    case 'fail':
      return by !== null && (from === null || from === node || by === 'onError');
    case 'call':
      return from === null && by === null;
    case 'stay':
    case 'return':
    case 'hangUp':
    case 'end':
      return false;
    default:
      return assertNever(move, 'move');
  }
}

function reasonOf(visit: PlayedVisit | undefined, by: string | null): string {
  if (visit === undefined) return by === null ? 'the call began' : (handlers[by] ?? 'the call failed there');
  const { move, notes, evaluated, signal, type } = visit;
  if (move.kind === 'fail') return `${move.failure.code}: ${move.failure.message}`;
  if (move.kind === 'call') return `"${visit.node}" entered the flow`;
  const told = notes.flatMap(noteInWords);
  if (told.length > 0) return told.join('; ');
  if (type === 'branch') return conditionInWords(evaluated);
  return signal === null ? 'at once' : signalInWords(signal);
}

const handlers: Readonly<Record<string, string>> = {
  'on.hangup': 'the caller left',
  'on.maxDuration': 'the call lasted too long',
  'on.error': 'the call failed there',
};

function conditionInWords(evaluated: PlayedVisit['evaluated']): string {
  const last = evaluated.at(-1);
  if (last?.value === true) return `${last.of} is true`;
  return evaluated.map(({ of, value }) => `${of} is ${JSON.stringify(value)}`).join('; ');
}

function noteInWords(entry: NodeEntry): readonly string[] {
  switch (entry.kind) {
    case 'input': {
      const value = typeof entry.value === 'string' && entry.value !== '' ? ` ${entry.value}` : '';
      return [`${entry.outcome}${value} (${entry.because})`];
    }
    case 'transfer':
      return [`the transfer to ${entry.target} came to "${entry.outcome}"`];
    case 'http':
      return [entry.status === null ? 'there was no answer' : `the answer was ${entry.status}`];
    case 'event':
      return [];
    default:
      return assertNever(entry, 'entry');
  }
}

function signalInWords(signal: Signal): string {
  switch (signal.kind) {
    case 'audioActive':
    case 'established':
      return 'the call was up';
    case 'commandResult':
      return `Graph answered "${signal.result.kind}"`;
    case 'effectResult':
      return `it was ${signal.result.outcome}`;
    case 'playEnded':
      return 'the prompt was over';
    case 'consultationAnswered':
      return 'the target answered';
    case 'consultationEnded':
      return 'the target was gone';
    case 'recordingEnded':
      return signal.recorded.kind === 'recorded'
        ? `recorded (${signal.recorded.endedBy})`
        : signal.recorded.kind;
    case 'operationEnded':
      return signal.succeeded ? 'it was done' : 'it was not done';
    case 'keys':
    case 'keyHeld':
    case 'keysReleased':
      return 'a key was pressed';
    case 'timer':
      return 'its time was over';
    case 'returned':
      return `the flow returned "${signal.as}"`;
    case 'occurrence':
      return 'what it waited for came';
    case 'transferProgress':
    case 'transferFailed':
      return 'Graph told of the transfer';
    case 'callEnded':
      return 'the call ended';
    default:
      return assertNever(signal, 'signal');
  }
}
