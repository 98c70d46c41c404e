import { isoInstant } from './ids.ts';
import type { CallId, FlowHash, FlowId, GraphCallId, Instant } from './ids.ts';
import type { JsonValue } from './json.ts';
import type { CallFacts, Party } from './party.ts';
import type { RecordedBeginning, RecordedEvent, RecordedVerdict } from './recorded-event.ts';
import { noSchedules } from './schedule-table.ts';
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
  /** With what the call began; null: the record cannot be replayed. */
  readonly began: RecordedBeginning | null;
  /** Everything that the call was told, in its order. */
  readonly events: readonly RecordedEvent[];
  /** The last events, left out where the record is too long for a queue message. */
  readonly omittedEvents: number;
  /** What came of what is masked in the events. */
  readonly verdicts: readonly RecordedVerdict[];
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
export const largestMessage = 48 * 1024;

/** Characters that a text from outside may have in a record. */
const longestText = 200;

/** The record of a finished call, without what a replay of it needs. */
export function callRecord(
  call: CallFacts,
  flow: CallRecord['flow'],
  outcome: CallOutcome,
  transcript: readonly TranscriptEntry[],
): CallRecord {
  return {
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
    transcript: inOrder(transcript).map((entry) => recordedEntry(entry, call.startedAt)),
    omittedEntries: 0,
    began: null,
    events: [],
    omittedEvents: 0,
    verdicts: [],
  };
}

/**
 * The record with no more than `bytes` as JSON. Where that is too few for it, events are left out first, the last of
 * them; then the middle of the transcript. Both are counted.
 */
export function fittingRecord(record: CallRecord, bytes: number): CallRecord {
  if (sizeAsJson(record) <= bytes) return record;
  const { events, verdicts, transcript } = record;
  const bare = { ...record, events: [], verdicts: [], omittedEvents: record.omittedEvents + events.length };
  const leftForEvents = bytes - sizeAsJson(bare);
  if (leftForEvents >= 0) {
    const kept = fittingEvents(events, verdicts, leftForEvents);
    return { ...bare, ...kept, omittedEvents: record.omittedEvents + events.length - kept.events.length };
  }
  const least = { ...bare, transcript: [], omittedEntries: record.omittedEntries + transcript.length };
  const withoutTables =
    bare.began === null ? least : { ...least, began: { ...bare.began, schedules: noSchedules } };
  const left = bytes - sizeAsJson(withoutTables);
  const first = fitting(transcript, left / 2);
  const last = fitting(transcript.slice(first.length).toReversed(), left / 2).toReversed();
  const omittedEntries = record.omittedEntries + transcript.length - first.length - last.length;
  return { ...withoutTables, transcript: [...first, ...last], omittedEntries };
}

/** As many of the first events as have this many bytes together with their verdicts. */
function fittingEvents(
  events: readonly RecordedEvent[],
  verdicts: readonly RecordedVerdict[],
  bytes: number,
): Pick<CallRecord, 'events' | 'verdicts'> {
  const beginning = verdicts.filter(({ step }) => step === 0);
  let left = bytes - sizeAsJson(beginning);
  if (left < 0) return { events: [], verdicts: [] };
  const sizes = events.map((event) => sizeAsJson(event));
  for (const verdict of verdicts)
    if (verdict.step > 0) sizes[verdict.step - 1] = (sizes[verdict.step - 1] ?? 0) + sizeAsJson(verdict) + 1;
  const end = sizes.findIndex((size) => {
    left -= size + 1;
    return left < 0;
  });
  const kept = end < 0 ? events.length : end;
  return { events: events.slice(0, kept), verdicts: verdicts.filter(({ step }) => step <= kept) };
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
    left -= sizeAsJson(entry) + 1;
    return left < 0;
  });
  return end < 0 ? entries : entries.slice(0, end);
}

/** How many bytes the JSON of a value has in UTF-8. */
export const sizeAsJson = (value: object | JsonValue): number =>
  new TextEncoder().encode(JSON.stringify(value)).length;
