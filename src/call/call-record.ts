import { isoInstant } from './ids.ts';
import type { CallId, FlowHash, FlowId, GraphCallId, Instant } from './ids.ts';
import type { CallFacts, Party } from './party.ts';
import { inOrder } from './transcript.ts';
import type { CallEnd, TranscriptEntry } from './transcript.ts';

/** What is kept of a finished call: one message on the queue `ivr-call-records`. Times are ISO 8601. */
export interface CallRecord {
  readonly version: 1;
  readonly callId: CallId;
  /** Null: Graph never had a call. */
  readonly graphCallId: GraphCallId | null;
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

/** How a call went, as far as its transcript does not say. */
export interface CallOutcome {
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant;
  readonly end: CallEnd;
  readonly reason: string | null;
}

/** Bytes that a record may have as JSON: base64 makes 64 KB of them, and a queue message has no more. */
const largestRecord = 48 * 1024;

/** Characters that a text from outside may have in a record. */
const longestText = 200;

/** The record of a finished call. Of a transcript that is too long for it the middle is left out and counted. */
export function callRecord(
  call: CallFacts,
  flow: CallRecord['flow'],
  outcome: CallOutcome,
  transcript: readonly TranscriptEntry[],
): CallRecord {
  const record = {
    version: 1,
    callId: call.id,
    graphCallId: call.graphCallId,
    flow,
    direction: call.direction,
    from: recordedParty(call.from),
    to: recordedParty(call.to),
    startedAt: isoInstant(call.startedAt),
    answeredAt: outcome.answeredAt === null ? null : isoInstant(outcome.answeredAt),
    endedAt: isoInstant(outcome.endedAt),
    end: outcome.end,
    endReason: outcome.reason,
  } as const;
  const entries = inOrder(transcript).map((entry) => recordedEntry(entry, call.startedAt));
  const whole = { ...record, transcript: entries, omittedEntries: 0 };
  if (sizeOf(whole) <= largestRecord) return whole;
  const left = largestRecord - sizeOf({ ...record, transcript: [], omittedEntries: entries.length });
  const first = fitting(entries, left / 2);
  const last = fitting(entries.slice(first.length).toReversed(), left / 2).toReversed();
  const omittedEntries = entries.length - first.length - last.length;
  return { ...record, transcript: [...first, ...last], omittedEntries };
}

/** An entry with its times since the call started. */
export function recordedEntry(entry: TranscriptEntry, startedAt: Instant): RecordedEntry {
  const at = entry.at - startedAt;
  return 'until' in entry ? { ...entry, at, until: entry.until - startedAt } : { ...entry, at };
}

/** Graph says nowhere how long what it calls somebody may be. */
const recordedParty = ({ kind, id, phone, displayName, tenantId }: Party): Party => ({
  kind,
  id: cut(id),
  phone: cut(phone),
  displayName: cut(displayName),
  tenantId: cut(tenantId),
});

const cut = (text: string | null): string | null =>
  text === null || text.length <= longestText ? text : Array.from(text).slice(0, longestText).join('');

/** As many of the first entries as have this many bytes together. */
function fitting(entries: readonly RecordedEntry[], bytes: number): readonly RecordedEntry[] {
  let left = bytes;
  const end = entries.findIndex((entry) => {
    left -= sizeOf(entry) + 1;
    return left < 0;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

/** In bytes, as JSON in UTF-8. */
const sizeOf = (value: object): number => new TextEncoder().encode(JSON.stringify(value)).length;
