import { assertNever, maskedKey } from '../../call/index.ts';
import type { CommandResult, RecordedEffectResult, RecordedEvent } from '../../call/index.ts';

/** What a call was told, in words. */
export function eventInWords(event: RecordedEvent): string {
  switch (event.kind) {
    case 'audioActive':
      return 'the audio of the call is active';
    case 'tone':
      return toneInWords(event);
    case 'operationEnded':
      return `operation ${numberOf(event.operation)} is over${event.succeeded ? '' : `, not done${codes(event.result)}`}${event.recorded ? ', with a recording' : ''}`;
    case 'transferProgress':
      return event.stage === 'transferring' ? 'the transfer goes on' : 'the transfer was accepted';
    case 'transferFailed':
      return `the transfer failed${codes(event.result)}`;
    case 'callEnded':
      return event.transferred ? 'the call was transferred' : `the call is over${codes(event.result)}`;
    case 'callKnown':
      return 'Graph named the call';
    case 'consultation':
      return `the call of request ${event.consultation}: ${event.news.kind}`;
    case 'roster':
      return `${event.participants.length} in the call`;
    case 'hangupRequested':
      return 'somebody asked to hang up';
    case 'external':
      return `external:${event.name} ${JSON.stringify(event.data)}`;
    case 'commandResult':
      return `Graph answered request ${event.command}: ${resultInWords(event.result)}`;
    case 'effectResult':
      return `${effectInWords(event.result)} (${event.effect})`;
    case 'deadline':
      return 'time has come this far';
    default:
      return assertNever(event, 'event');
  }
}

function toneInWords({ key, sequence }: Extract<RecordedEvent, { readonly kind: 'tone' }>): string {
  const what =
    key === null ? 'a tone that is no key' : key === maskedKey ? `key ${key} (masked)` : `key ${key}`;
  return `${what}, tone ${sequence}`;
}

function resultInWords(result: CommandResult): string {
  if ('status' in result) return `${result.kind} (${result.status})`;
  const { status, message } = result.failure;
  return `${result.kind} (${status ?? 'no answer'}): ${message}`;
}

function effectInWords(result: RecordedEffectResult): string {
  if (result.outcome === 'failed') return `${result.kind} failed: ${result.failure.message}`;
  switch (result.kind) {
    case 'http':
      return `http was answered ${result.status}`;
    case 'queue':
      return 'the queue took the message';
    case 'renderSpeech':
      return `speech was rendered: ${result.clips.map(({ length }) => `${length ?? '?'} ms`).join(', ')}`;
    case 'fetchRecording':
      return `the recording was fetched: ${result.seconds} s`;
    default:
      return assertNever(result, 'effect');
  }
}

const codes = (result: { readonly code: number; readonly subcode: number } | null): string =>
  result === null ? '' : ` (${result.code}/${result.subcode})`;

/** The number of the request that asked for an operation. */
const numberOf = (operation: string): string => operation.slice(operation.lastIndexOf('#') + 1);
