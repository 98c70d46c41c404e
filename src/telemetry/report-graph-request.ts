import type { CallId, GraphCallId, Milliseconds } from '../call/index.ts';
import type { Log } from './logger.ts';
import type { Measure } from './telemetry.ts';

/** One try of a request to Graph, as whoever made it reports it. */
export interface GraphRequestReport {
  readonly callId: CallId;
  /** Null: Graph has no call yet. */
  readonly graphCallId: GraphCallId | null;
  readonly operation: string;
  /** HTTP status, or why there was none. */
  readonly outcome: number | string;
  readonly attempt: number;
  readonly duration: Milliseconds;
  /** How long is waited before the next try; null where this was the last. */
  readonly retryIn: Milliseconds | null;
  /** The three ids that Microsoft's support asks for; null: none was sent, or given. */
  readonly scenarioId: string;
  readonly clientRequestId: string | null;
  readonly requestId: string | null;
}

/** Tells of one request to Graph: what went well is of interest only to who looks for something. */
export function reportGraphRequest(log: Log, measure: Measure, report: GraphRequestReport): void {
  const { duration: durationMs, retryIn: retryInMs, ...rest } = report;
  const { callId, graphCallId, operation, outcome } = report;
  const fields = { ...rest, durationMs, retryInMs };
  const failed = typeof outcome === 'string' || outcome >= 400;
  if (failed) log('warn', 'ivr.graph.failed', fields);
  else log('debug', 'ivr.graph.request', fields);
  measure('ivr.graph.duration', durationMs, { callId, graphCallId, operation, outcome });
}
