import { milliseconds, ownCommandKinds } from '../../call/index.ts';
import type { Fault, Step } from '../../scenario/index.ts';
import type { Random } from '../random.ts';

const statuses = [400, 403, 404, 409, 429, 500, 502, 503, 504] as const;
const notifications = ['prompt', 'record', 'tone', 'call'] as const;
const delays = [50, 200, 600, 2_500, 12_000] as const;

/** Something that goes wrong around a call, whatever it does. */
export function misfortune(random: Random): Fault {
  // Operations that flows of most kinds ask for.
  const operation = random.maybeOf(ownCommandKinds) ?? 'playPrompt';
  const notification = random.oneOf(notifications);
  return random.oneOf<() => Fault>([
    () => ({ operation, status: random.oneOf(statuses), times: random.between(1, 3) }),
    () => ({ operation, lost: true }),
    () => ({ notification, lost: true }),
    () => ({ notification, doubled: true }),
    () => ({ notification, reordered: true }),
    () => ({ notification, delayed: milliseconds(random.oneOf(delays)) }),
  ])();
}

/**
 * Whether something goes wrong in it that delays what a flow does, or keeps it from it. What becomes of a transfer, of an
 * invitation or in a meeting is what people do.
 */
export function hasMisfortune(steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      'fault' in step &&
      ('operation' in step.fault ||
        'notification' in step.fault ||
        'audio' in step.fault ||
        'effect' in step.fault ||
        ('outcome' in step.fault && step.fault.outcome === 'never')),
  );
}
