import type { CallId, FlowHash, FlowId, GraphCallId } from './ids.ts';
import type { Party } from './party.ts';
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
}

/** A transcript entry whose times are milliseconds since the call started. */
export type RecordedEntry = Recorded<TranscriptEntry>;

type Recorded<Entry> = Entry extends { readonly until: unknown }
  ? Omit<Entry, 'at' | 'until'> & { readonly at: number; readonly until: number }
  : Omit<Entry, 'at'> & { readonly at: number };
