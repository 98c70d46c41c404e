import type { Fields, Log } from './logger.ts';

/** What is known of a request to Graph: its HTTP status, or why there was none, and whatever else. */
export type RequestFields = Fields & { readonly outcome: number | string };

/** Writes down one request to Graph: what went well is of interest only to who looks for something. */
export function reportGraphRequest(log: Log, request: RequestFields): void {
  const failed = typeof request.outcome === 'string' || request.outcome >= 400;
  if (failed) log('warn', 'ivr.graph.failed', request);
  else log('debug', 'ivr.graph.request', request);
}
