import * as z from 'zod';
import { instant, later } from '../call/index.ts';
import type { Instant } from '../call/index.ts';
import type { RetryPlan, StoredCall } from '../call-control/index.ts';

/** What follows a try. */
export type NextTry =
  /** Somebody took the call, or it shall not be made again for other reasons. */
  | { readonly kind: 'none' }
  /** It would be made again, and the plan has come to its end. */
  | { readonly kind: 'usedUp' }
  | { readonly kind: 'due'; readonly at: Instant };

/** The part of a call's record that says how it went. */
const recordSchema = z.looseObject({ end: z.string(), endReason: z.string().nullable() });

/**
 * When a call is made again whose `attempt`-th try, from 1, has ended: after as long as the plan says, where nobody took
 * it for a reason that the plan names. Without a plan, or at its end, never.
 */
export function nextTry(plan: RetryPlan | null, attempt: number, { record, endedAt }: StoredCall): NextTry {
  const ended = recordSchema.safeParse(record).data;
  if (plan === null || ended?.end !== 'notAnswered' || endedAt === null) return { kind: 'none' };
  if (!plan.on.some((reason) => reason === ended.endReason)) return { kind: 'none' };
  const pause = plan.after[attempt - 1];
  if (pause === undefined) return { kind: 'usedUp' };
  return { kind: 'due', at: later(instant(Date.parse(endedAt)), pause) };
}
