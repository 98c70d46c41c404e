import type { CallId, FlowHash, FlowId, GraphCallId } from './ids.ts';
import type { CallFacts, Party } from './party.ts';
import { inOrder } from './transcript.ts';
import type { CallEnd, TranscriptEntry } from './transcript.ts';

/** What is kept of a finished call: one message on the queue `ivr-call-records`. Times are ISO 8601. */
export interface CallRecord {
  readonly version: 1;
  readonly callId: CallId;
  readonly graphCallId: GraphCallId;
  readonly flow: { readonly id: FlowId; readonly version: string; readonly hash: FlowHash };
  readonly direction: 'incoming' | 'outgoing';
  readonly from: Party;
  readonly to: Party;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly endedAt: string;
  readonly end: CallEnd;
  readonly endReason: string | null;
  readonly transcript: readonly RecordedEntry[];
  /** Entries left out of the middle of a transcript that is too long for a queue message. */
  readonly omittedEntries: number;
}

/** A transcript entry whose times are milliseconds since the call started. */
export type RecordedEntry = Recorded<TranscriptEntry>;

type Recorded<Entry> = Entry extends { readonly until: unknown }
  ? Omit<Entry, 'at' | 'until'> & { readonly at: number; readonly until: number }
  : Omit<Entry, 'at'> & { readonly at: number };

/**
 * Bytes that the entries of a record may have: with its other members it then fits a queue message of 48 KB,
 * which the longest calls would otherwise not.
 */
const longestTranscript = 40_000;

/** A transcript as a record keeps it: in order, relative to the call's start, the middle left out if need be. */
export function recordedTranscript(
  { startedAt }: CallFacts,
  transcript: readonly TranscriptEntry[],
): Pick<CallRecord, 'transcript' | 'omittedEntries'> {
  const entries = inOrder(transcript).map((entry): RecordedEntry => {
    const at = entry.at - startedAt;
    return 'until' in entry ? { ...entry, at, until: entry.until - startedAt } : { ...entry, at };
  });
  if (fitting(entries, longestTranscript).length === entries.length) {
    return { transcript: entries, omittedEntries: 0 };
  }
  const first = fitting(entries, longestTranscript / 2);
  const last = fitting(entries.toReversed(), longestTranscript / 2).toReversed();
  return { transcript: [...first, ...last], omittedEntries: entries.length - first.length - last.length };
}

/** As many of the first entries as have this many bytes together. */
function fitting(entries: readonly RecordedEntry[], bytes: number): readonly RecordedEntry[] {
  let left = bytes;
  const end = entries.findIndex((entry) => {
    left -= new TextEncoder().encode(JSON.stringify(entry)).length + 1;
    return left < 0;
  });
  return end < 0 ? entries : entries.slice(0, end);
}
