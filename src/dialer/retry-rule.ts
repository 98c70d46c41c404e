import * as z from 'zod';
import { instant, later } from '../call/index.ts';
import type { Instant } from '../call/index.ts';
import type { RetryPlan, StoredCall } from '../call-control/index.ts';

/** What follows a try. */
export type NextTry = { readonly kind: 'none' } | { readonly kind: 'due'; readonly at: Instant };

/** The part of a call's record that says how it went. */
const recordSchema = z.looseObject({ end: z.string(), endReason: z.string().nullable() });

/**
 * When a call is made again whose `attempt`-th try, from 1, has ended: after as long as the plan says, where nobody took
 * it for a reason that the plan names. Without a plan, or at its end, never.
 */
export function nextTry(plan: RetryPlan | null, attempt: number, { record, endedAt }: StoredCall): NextTry {
  const pause = plan?.after[attempt - 1];
  const ended = recordSchema.safeParse(record).data;
  if (plan === null || pause === undefined || ended?.end !== 'notAnswered' || endedAt === null)
    return { kind: 'none' };
  const isRetried = plan.on.some((reason) => reason === ended.endReason);
  return isRetried ? { kind: 'due', at: later(instant(Date.parse(endedAt)), pause) } : { kind: 'none' };
}
