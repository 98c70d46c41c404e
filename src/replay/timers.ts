import type { Instant, RecordedEvent } from '../call/index.ts';
import type { CallState } from '../interpreter/index.ts';

type Deadlines = CallState['deadlines'];
export type TimerName = keyof Deadlines;

/** What an event did to the timers of a call. `at` is in milliseconds since the call started. */
export interface ChangedTimers {
  readonly fired: readonly TimerName[];
  readonly stopped: readonly TimerName[];
  readonly set: readonly { readonly timer: TimerName; readonly at: number }[];
}

/** `before` null: the call begins. */
export function changedTimers(
  before: Deadlines | null,
  after: Deadlines,
  event: RecordedEvent | null,
  start: Instant,
): ChangedTimers {
  const names = Object.keys(after).filter((name): name is TimerName => Object.hasOwn(after, name));
  const then = (name: TimerName): Instant | null => before?.[name] ?? null;
  // What is due counts before the event (rule 7 of section 3).
  const due = event === null ? -1 : event.kind === 'deadline' ? event.at : event.at - 1;
  const fired = names.filter((name) => {
    const at = then(name);
    return at !== null && at - start <= due;
  });
  const changed = names.filter((name) => then(name) !== after[name]);
  return {
    fired,
    stopped: changed.filter((name) => after[name] === null && then(name) !== null && !fired.includes(name)),
    set: changed.flatMap((timer) => {
      const at = after[timer];
      return at === null ? [] : [{ timer, at: at - start }];
    }),
  };
}
