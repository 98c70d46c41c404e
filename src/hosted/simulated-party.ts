import type { Party } from '../call/index.ts';
import type { ScenarioParty } from '../scenario/index.ts';
import type { SimulatedParty } from '../simulator/index.ts';

/** Somebody of a scenario, as the simulator knows them. */
export function simulatedParty({ displayName, ...ids }: ScenarioParty): SimulatedParty {
  const shown = displayName === undefined ? {} : { displayName };
  if (ids.phone !== undefined) return { kind: 'phone', id: ids.phone, ...shown };
  for (const kind of ['user', 'applicationInstance', 'application', 'guest'] as const) {
    const id = ids[kind];
    if (id !== undefined) return { kind, id, ...shown };
  }
  return { kind: 'encrypted' };
}

/** A party of the call, as the simulator knows them. */
export function simulatedCaller({ kind, id, displayName }: Party): SimulatedParty {
  if (kind === 'withheld' || id === null) return { kind: 'encrypted' };
  return { kind, id, ...(displayName === null ? {} : { displayName }) };
}
