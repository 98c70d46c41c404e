import type { Key, NotifiedEvent, RecordingPlace, ResultInfo } from '../../call/index.ts';
import type { CallResource, CommsOperation } from '../../operations/index.ts';
import { operationId } from '../../call/index.ts';
import { operationSucceeded, recordOperation } from '../../operations/index.ts';
import type { Tone } from '../../operations/index.ts';

/*
 * What a changed resource means for the call. A resource in a notification is sparse: only what changed is in
 * it, so every member is judged by itself.
 *
 * N1  A call is over when it is deleted, also without a state, or terminated.
 * N2  It was transferred if its end says 7015, with code 0 or 200, or the reason AppTransferred.
 * N3  Established with a failing result (400 or more) is a transfer that failed; with another it is news.
 * N4  Media counts as active only while nothing says that the call is not established.
 * N5  A tone is a key whatever the state that comes with it, but for the end.
 */

const transferCompleted = 7015;

/** The events in a changed call. `deleted` is the notification's change type. */
export function eventsOfCall(call: CallResource, deleted: boolean): readonly NotifiedEvent[] {
  const result = plain(call.resultInfo);
  if (deleted || call.state === 'terminated') {
    const transferred =
      result?.subcode === transferCompleted || call.terminationReason?.toLowerCase() === 'apptransferred';
    return [{ kind: 'callEnded', result, transferred }];
  }
  return [...eventsOfState(call, result), ...toneOf(call)];
}

function eventsOfState(call: CallResource, result: ResultInfo | null): readonly NotifiedEvent[] {
  if (call.state === 'transferring' || call.state === 'transferAccepted') {
    return [{ kind: 'transferProgress', stage: call.state }];
  }
  if (call.state !== 'established' && call.state !== undefined && call.state !== null) return [];
  const events: NotifiedEvent[] = [];
  if (call.mediaState?.audio === 'active') events.push({ kind: 'audioActive' });
  if (result !== null && result.code >= 400) events.push({ kind: 'transferFailed', result });
  return events;
}

/** N5: keys are heard as long as the caller is connected, also while a transfer is undecided. */
function toneOf({ toneInfo }: CallResource): readonly NotifiedEvent[] {
  if (toneInfo === null || toneInfo === undefined) return [];
  return [{ kind: 'tone', sequence: toneInfo.sequenceId, key: keyOf(toneInfo.tone) }];
}

/**
 * The events in a changed operation: its end, under the context that we gave it. An operation without one is
 * not ours; one that still runs is no news. `operationSucceeded` is the verdict, since some end without a result.
 */
export function eventsOfOperation(operation: CommsOperation): readonly NotifiedEvent[] {
  const { clientContext } = operation;
  const succeeded = operationSucceeded(operation);
  if (clientContext === null || clientContext === undefined || clientContext === '') return [];
  if (succeeded === null) return [];
  return [
    {
      kind: 'operationEnded',
      operation: operationId(clientContext),
      succeeded,
      result: plain(operation.resultInfo),
      reason: operation.completionReason ?? null,
      recording: placeOf(operation),
    },
  ];
}

/** A cancelled recording has empty strings for both. */
function placeOf(operation: CommsOperation): RecordingPlace | null {
  const { recordingLocation: location, recordingAccessToken: token } =
    recordOperation.safeParse(operation).data ?? {};
  return location === null || location === undefined || location === ''
    ? null
    : { location, accessToken: token === undefined || token === '' ? null : token };
}

function plain(result: { code: number; subcode: number } | null | undefined): ResultInfo | null {
  return result === null || result === undefined ? null : { code: result.code, subcode: result.subcode };
}

const keyByTone: ReadonlyMap<string, Key> = new Map<Tone, Key>([
  ['tone0', '0'],
  ['tone1', '1'],
  ['tone2', '2'],
  ['tone3', '3'],
  ['tone4', '4'],
  ['tone5', '5'],
  ['tone6', '6'],
  ['tone7', '7'],
  ['tone8', '8'],
  ['tone9', '9'],
  ['star', '*'],
  ['pound', '#'],
]);

/** The letters, flash, and tones that do not exist yet have a place in the sequence, and no key. */
const keyOf = (tone: string): Key | null => keyByTone.get(tone) ?? null;
