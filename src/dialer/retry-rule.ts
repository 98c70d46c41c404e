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

/**
 * When a call is made again whose `attempt`-th try, from 1, has ended: after as long as the plan says, where nobody took
 * it for a reason that the plan names. Without a plan, or at its end, never.
 */
export function nextTry(plan: RetryPlan | null, attempt: number, { outcome, endedAt }: StoredCall): NextTry {
  if (plan === null || outcome?.end !== 'notAnswered' || endedAt === null) return { kind: 'none' };
  if (!plan.on.some((reason) => reason === outcome.endReason)) return { kind: 'none' };
  const pause = plan.after[attempt - 1];
  if (pause === undefined) return { kind: 'usedUp' };
  return { kind: 'due', at: later(instant(Date.parse(endedAt)), pause) };
}

/** How far a request is. */
export type Standing =
  | { readonly kind: 'running'; readonly attempt: number }
  /** This try is to be made now. */
  | { readonly kind: 'due'; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly until: Instant }
  | { readonly kind: 'done' };

/** By the tries that were made, the first of them first. */
export function standingOf(plan: RetryPlan | null, tries: readonly StoredCall[], now: Instant): Standing {
  for (const [index, call] of tries.entries()) {
    const attempt = index + 1;
    if (call.state === 'active') return { kind: 'running', attempt };
    const next = nextTry(plan, attempt, call);
    if (next.kind !== 'due') return { kind: 'done' };
    if (next.at > now) return { kind: 'waiting', until: next.at };
  }
  return { kind: 'due', attempt: tries.length + 1 };
}
