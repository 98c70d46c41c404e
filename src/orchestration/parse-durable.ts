import type { CommandResult, EventBatch, NotifiedEvent } from '../call/index.ts';
import type { CommandOutput } from './call-input.ts';

/*
 * What comes back from the durable store was written by us, but anybody with the key of the durable API can
 * raise an event too. What does not have the form is dropped rather than let down a call.
 */

const notifiedKinds: ReadonlySet<unknown> = new Set(
  Object.keys({
    audioActive: true,
    tone: true,
    operationEnded: true,
    transferProgress: true,
    transferFailed: true,
    callEnded: true,
    hangupRequested: true,
    external: true,
  } satisfies Record<NotifiedEvent['kind'], true>),
);

const resultKinds: ReadonlySet<unknown> = new Set(
  Object.keys({ accepted: true, refused: true, unknown: true } satisfies Record<CommandResult['kind'], true>),
);

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

/** The batch that was raised; null for something else. */
export function parseBatch(value: unknown): EventBatch | null {
  if (!isObject(value)) return null;
  const { id, receivedAt, events } = value;
  const fits =
    typeof id === 'string' &&
    Number.isFinite(receivedAt) &&
    Array.isArray(events) &&
    events.every((event) => isObject(event) && notifiedKinds.has(event.kind));
  return fits ? (value as unknown as EventBatch) : null;
}

/** What an activity gave back; null for something else. */
export function parseCommandOutput(value: unknown): CommandOutput | null {
  if (!isObject(value) || !isObject(value.result)) return null;
  const fits = Number.isFinite(value.at) && resultKinds.has(value.result.kind);
  return fits ? (value as unknown as CommandOutput) : null;
}
