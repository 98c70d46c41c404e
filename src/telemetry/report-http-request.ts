import type { Log } from './logger.ts';

/** One try of a flow's request to somebody else's system. Its address may hold what a caller said: only its host is told. */
export interface HttpRequestReport {
  readonly callId: string;
  readonly method: string;
  readonly host: string;
  /** HTTP status, or why there was none. */
  readonly outcome: number | string;
  readonly attempt: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds until the next try; null where this was the last. */
  readonly retryIn: number | null;
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
