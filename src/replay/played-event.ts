import { assertNever, callId, graphCallId, instant, later, mediaName } from '../call/index.ts';
import type {
  CallEvent,
  CallFacts,
  CallRecord,
  EffectResult,
  Instant,
  RecordedBeginning,
  RecordedEffectResult,
  RecordedEvent,
} from '../call/index.ts';
import { parseRecordedKey } from './parse-recorded-key.ts';

/** When a recorded call started. */
export const startOf = ({ startedAt }: Pick<CallRecord, 'startedAt'>): Instant =>
  instant(Date.parse(startedAt));

/** What was known of a recorded call when it started. */
export function factsOf(record: CallRecord, began: RecordedBeginning): CallFacts {
  return {
    id: callId(record.callId),
    graphCallId: began.graphCallId === null ? null : graphCallId(began.graphCallId),
    direction: record.direction,
    from: record.from,
    to: record.to,
    tenantId: began.tenantId,
    callees: began.callees,
    variables: began.variables,
    startedAt: startOf(record),
  };
}

/** A recorded event as the interpreter takes it: what was left out, it never looks at. */
export function playedEvent(recorded: RecordedEvent, startedAt: Instant): CallEvent {
  const at = later(startedAt, recorded.at);
  switch (recorded.kind) {
    case 'tone':
      return { ...recorded, at, key: parseRecordedKey(recorded.key) };
    case 'operationEnded': {
      const { kind, operation, succeeded, result, reason } = recorded;
      const recording = recorded.recorded ? { location: 'left out', accessToken: null } : null;
      return { kind, at, operation, succeeded, result, reason, recording };
    }
    case 'effectResult':
      return { kind: 'effectResult', at, effect: recorded.effect, result: playedResult(recorded.result) };
    default:
      return { ...recorded, at };
  }
}

function playedResult(result: RecordedEffectResult): EffectResult {
  if (result.outcome === 'failed') return result;
  switch (result.kind) {
    case 'http':
    case 'queue':
      return result;
    case 'renderSpeech': {
      const clips = result.clips.map(({ length, words }) => ({
        name: mediaName(''),
        length,
        words: words ?? '',
      }));
      return { kind: 'renderSpeech', outcome: 'done', clips };
    }
    case 'fetchRecording':
      return { kind: 'fetchRecording', outcome: 'done', id: 'x', url: 'x', seconds: result.seconds };
    default:
      return assertNever(result, 'effect');
  }
}
