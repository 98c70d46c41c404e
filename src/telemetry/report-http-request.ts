import type { CallId, Milliseconds } from '../call/index.ts';
import type { Log } from './logger.ts';

/** One try of a flow's request to somebody else's system. Its address may hold what a caller said: only its host is told. */
export interface HttpRequestReport {
  readonly callId: CallId;
  readonly method: string;
  /** Null: it was worked out in the call, and may be what a caller pressed. */
  readonly host: string | null;
  /** HTTP status, or why there was none. */
  readonly outcome: number | string;
  readonly attempt: number;
  readonly duration: Milliseconds;
  /** How long is waited before the next try; null where this was the last. */
  readonly retryIn: Milliseconds | null;
}

/** Tells of one request of a flow: an answer is an answer, unless it says that it failed. */
export function reportHttpRequest(log: Log, report: HttpRequestReport): void {
  const { duration: durationMs, retryIn: retryInMs, ...rest } = report;
  const fields = { ...rest, durationMs, retryInMs };
  const { outcome } = report;
  const failed = typeof outcome === 'string' || outcome >= 500 || outcome === 429;
  if (failed) log('warn', 'ivr.http.failed', fields);
  else log('debug', 'ivr.http.request', fields);
}
