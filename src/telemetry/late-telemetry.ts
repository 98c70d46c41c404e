import type { Instant } from '../call/index.ts';
import type { Telemetry } from './telemetry.ts';

/** Events that are kept while nobody can take them: a start tells few. */
const mostKept = 1_000;

/**
 * Telemetry that is still being loaded. Events are kept until it is there, and how many were too many is told; work that is
 * done meanwhile is not traced. Where it cannot be loaded, `instead` takes everything.
 */
export function lateTelemetry(
  loading: Promise<Telemetry>,
  instead: Telemetry,
  clock: () => Instant,
): Telemetry {
  let loaded: Telemetry | null = null;
  let lost = 0;
  const kept: ((telemetry: Telemetry) => void)[] = [];
  const keep = (telling: (telemetry: Telemetry) => void): void => {
    if (loaded !== null) telling(loaded);
    else if (kept.length < mostKept) kept.push(telling);
    else lost += 1;
  };
  const arrive = (telemetry: Telemetry): void => {
    loaded = telemetry;
    for (const telling of kept.splice(0)) telling(telemetry);
    if (lost > 0) telemetry.tell('warn', 'ivr.telemetry.failed', { code: 'TOO-MANY-EVENTS', lost });
  };
  void loading.then(arrive, () => arrive(instead));
  return {
    tell: (level, event, fields, at = clock()) => keep(({ tell }) => tell(level, event, fields, at)),
    measure: (...value) => keep(({ measure }) => measure(...value)),
    trace: (...work) => (loaded ?? instead).trace(...work),
  };
}
