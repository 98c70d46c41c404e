import { assertNever } from '../call/index.ts';
import type { SimulatedTranscriptEntry } from '../simulator/index.ts';
import type { TimelineEntry } from './view.ts';

type Words = Pick<TimelineEntry, 'kind' | 'text'> & Partial<Pick<TimelineEntry, 'tone' | 'detail' | 'audio'>>;

/** The words of the audio served under a name; undefined for audio that no flow file has. */
export type CaptionLookup = (mediaName: string) => string | undefined;

/**
 * What a person reads of an entry of the simulator's transcript; null for what is of no interest. Pure: the same entry
 * always reads the same.
 */
export function describeEntry(entry: SimulatedTranscriptEntry, caption: CaptionLookup): TimelineEntry | null {
  const words = wordsFor(entry, caption);
  if (words === null) return null;
  return { index: entry.index, at: entry.at, tone: 'plain', detail: null, audio: null, ...words };
}

function wordsFor(entry: SimulatedTranscriptEntry, caption: CaptionLookup): Words | null {
  switch (entry.kind) {
    case 'state':
      return stateWords(entry);
    case 'audio':
      return { kind: 'state', text: `Audio is ${entry.audio}.` };
    case 'prompt':
      return promptWords(entry, caption);
    case 'beep':
      return { kind: 'prompt', text: 'Beep', detail: heard(entry) };
    case 'recording':
      return { kind: 'note', text: 'Recording', detail: entry.outcome };
    case 'key':
      return { kind: 'key', text: entry.key };
    case 'speech':
      return { kind: 'note', text: `The caller speaks: ${entry.text ?? '…'}` };
    case 'request':
      return requestWords(entry);
    case 'notification':
      return notificationWords(entry);
    case 'roster':
      return { kind: 'note', text: `${entry.who ?? 'Somebody'} ${rosterTexts[entry.what]}.` };
    case 'tone':
      return { kind: 'note', text: `The app sends ${entry.tone}.` };
    case 'sharing':
      return { kind: 'note', text: sharingTexts[entry.what] };
    case 'fault':
      return { kind: 'note', tone: 'bad', text: `Fault: ${entry.what}` };
    case 'hangup':
      return { kind: 'note', text: hangUpTexts[entry.by] };
    case 'truncated':
      return { kind: 'note', text: 'More happened than is kept.' };
    default:
      return assertNever(entry, 'transcript entry');
  }
}

type EntryOf<Kind extends SimulatedTranscriptEntry['kind']> = Extract<
  SimulatedTranscriptEntry,
  { readonly kind: Kind }
>;

const hangUpTexts = {
  caller: 'The caller hung up.',
  called: 'Who was called hung up.',
  app: 'The app hung up.',
  service: 'Graph ended the call.',
} as const;

const sharingTexts = {
  started: 'Something is shared in the call.',
  updated: 'What is shared has changed.',
  stopped: 'Something is not shared any more.',
} as const;

const rosterTexts = {
  joined: 'is in the call',
  left: 'has left the call',
  waits: 'waits in the lobby',
  admitted: 'was let in',
  denied: 'was not let in',
  muted: 'is muted',
  unmuted: 'is not muted any more',
  held: 'is on hold',
  released: 'is back in the conversation',
  busy: 'is busy',
  noAnswer: 'does not answer',
  declined: 'declines',
  failed: 'could not be reached',
} as const;

function stateWords({ state, result }: EntryOf<'state'>): Words {
  const detail = result === undefined ? null : `result ${result.code}, subcode ${result.subcode}`;
  return state === 'terminated'
    ? { kind: 'end', text: 'The call is over.', detail }
    : { kind: 'state', text: `The call is ${state}.`, detail };
}

function promptWords(entry: EntryOf<'prompt'>, caption: CaptionLookup): Words {
  const name = mediaName(entry.uri);
  const text = caption(name) ?? entry.comment ?? name;
  return {
    kind: 'prompt',
    text,
    detail: heard(entry),
    audio: entry.until === null ? localAudio(entry.uri) : null,
  };
}

/** The last segment of the path: what the functions serve audio under. */
const mediaName = (uri: string): string =>
  URL.canParse(uri) ? (new URL(uri).pathname.split('/').at(-1) ?? '') : uri;

/** The console's page plays audio of its own origin only, so the path is enough. */
function localAudio(uri: string): string | null {
  if (!URL.canParse(uri)) return null;
  const { hostname, pathname } = new URL(uri);
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) ? pathname : null;
}

function heard({ at, until, completed, cancelled }: EntryOf<'prompt'> | EntryOf<'beep'>): string {
  if (until === null) return 'sounding';
  const length = `${((until - at) / 1000).toFixed(2)} s`;
  if (completed) return `heard to its end, ${length}`;
  return cancelled ? `cancelled after ${length}` : `cut off after ${length}`;
}

function requestWords({ operation, status, code, message }: EntryOf<'request'>): Words {
  const isRefused = status >= 400;
  const reason = [code, message].filter((part) => typeof part === 'string').join(': ');
  return {
    kind: 'request',
    tone: isRefused ? 'bad' : 'good',
    text: operation,
    detail: `Graph answers ${status} ${reason}`.trimEnd(),
  };
}

/** A notification that was taken is no news; one that was not is. */
function notificationWords({ fate, about, attempts }: EntryOf<'notification'>): Words | null {
  if (fate === 'accepted' || fate === 'pending') return null;
  const status = attempts.at(-1)?.status ?? null;
  const detail = status === null ? fate : `${fate}, the app answered ${status}`;
  return { kind: 'note', tone: 'bad', text: `Notification of ${about.join(', ')}`, detail };
}
