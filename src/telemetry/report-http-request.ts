import type { Log } from './logger.ts';
import type { RequestFields } from './report-graph-request.ts';

/** Writes down one request of a flow to somebody else's system: an answer is an answer, unless it says that it failed. */
export function reportHttpRequest(log: Log, request: RequestFields): void {
  const failed = typeof request.outcome === 'string' || request.outcome >= 500 || request.outcome === 429;
  if (failed) log('warn', 'ivr.http.failed', request);
  else log('debug', 'ivr.http.request', request);
}
