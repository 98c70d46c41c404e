import { printable } from '../printable.ts';

/** A short run needs no progress. */
const patience = 1_000;
/** Faster than this nobody reads. */
const pace = 100;

export interface Progress {
  readonly tell: (done: number, all: number, scenario: string) => void;
  /** Leaves nothing of it behind. */
  readonly end: () => void;
}

/**
 * Says on one line how far a run is, once it has lasted a second. `show` replaces what it showed before; undefined:
 * nobody watches.
 */
export function progressOf(show: ((line: string) => void) | undefined, now: () => number): Progress {
  if (show === undefined) return { tell: () => undefined, end: () => undefined };
  const begun = now();
  let shownAt: number | null = null;
  return {
    tell(done, all, scenario) {
      const at = now();
      if (at - begun < patience || (shownAt !== null && at - shownAt < pace)) return;
      shownAt = at;
      show(printable(`${done} of ${all}: ${scenario}`));
    },
    end() {
      if (shownAt !== null) show('');
    },
  };
}
