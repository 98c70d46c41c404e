import { milliseconds } from '../call/index.ts';
import type { Milliseconds } from '../call/index.ts';
import type { Log } from '../telemetry/index.ts';
import type { Refusal } from './refused-notification.ts';

/*
 * RC5  A process tells ten refusals a minute of one code, reason and tenant one by one. Of the others it tells the last
 *      when the minute ends, with `untold`, how many there were besides it. So whoever sends requests by the thousand
 *      writes no events by the thousand, which somebody pays for, and hides none that is refused for another reason, or
 *      of another tenant. A process that ends takes the count of its last minute with it.
 */

const mostToldAMinute = 10;
const minute = milliseconds(60_000);

/** Runs something later. The process does not stay for it. */
export type After = (length: Milliseconds, run: () => void) => void;

/** The refusals of one code, reason and tenant, from the first of them on. */
interface Tally {
  count: number;
  /** The last that was not told; null: all were. */
  last: Refusal | null;
}

/** Tells of refusals, as many as are bearable. */
export function refusalTeller(log: Log, after: After): (refusal: Refusal) => void {
  const tallies = new Map<string, Tally>();
  const tell = ({ level, status, code, reason, tenantId }: Refusal, untold: number): void =>
    log(level, 'ivr.notification.refused', { status, code, reason, tenantId, untold });
  const begin = (key: string): Tally => {
    const tally: Tally = { count: 0, last: null };
    tallies.set(key, tally);
    after(minute, () => {
      tallies.delete(key);
      if (tally.last !== null) tell(tally.last, tally.count - mostToldAMinute - 1);
    });
    return tally;
  };
  return (refusal) => {
    const key = JSON.stringify([refusal.code, refusal.reason, refusal.tenantId]);
    const tally = tallies.get(key) ?? begin(key);
    tally.count += 1;
    if (tally.count <= mostToldAMinute) tell(refusal, 0);
    else tally.last = refusal;
  };
}
