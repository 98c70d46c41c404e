import type { ResultInfo } from './event.ts';
import type { JsonObject } from './json.ts';

/** How an operation of Graph's ended that did what was asked for, as a flow sees it. */
export const endOfOperation = (reason: string | null, result: ResultInfo | null): JsonObject => ({
  status: 'completed',
  completionReason: reason,
  resultInfo: result === null ? null : { code: result.code, subcode: result.subcode },
});
