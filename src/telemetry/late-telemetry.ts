import type { Telemetry } from './telemetry.ts';

/** Events that are kept while nobody can take them: a start tells few. */
const mostKept = 1_000;

/**
 * Telemetry that is still being loaded. Events are kept until it is there; work that is done meanwhile is not traced. Where
 * it cannot be loaded, `instead` takes everything.
 */
export function lateTelemetry(loading: Promise<Telemetry>, instead: Telemetry): Telemetry {
  let loaded: Telemetry | null = null;
  const kept: ((telemetry: Telemetry) => void)[] = [];
  const keep = (telling: (telemetry: Telemetry) => void): void => {
    if (loaded !== null) telling(loaded);
    else if (kept.length < mostKept) kept.push(telling);
  };
  const arrive = (telemetry: Telemetry): void => {
    loaded = telemetry;
    for (const telling of kept.splice(0)) telling(telemetry);
  };
  void loading.then(arrive, () => arrive(instead));
  return {
    tell: (...event) => keep(({ tell }) => tell(...event)),
    measure: (...value) => keep(({ measure }) => measure(...value)),
    trace: (...work) => (loaded ?? instead).trace(...work),
  };
}
