/** A shipped scenario, run once, with all that its call asks of the world: what scenarios cannot say is in there. */
import type { Command, Effect, TranscriptEntry } from '../../src/call/index.ts';
import { compileFlow } from '../../src/flow/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import type { Step } from '../../src/interpreter/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import { scenarioCalled, shippedScenarios } from './shipped-scenarios.ts';

export interface AskedFor {
  readonly flow: CompiledFlow;
  readonly commands: readonly Command[];
  readonly effects: readonly Effect[];
  readonly transcript: readonly TranscriptEntry[];
}

const shipped = shippedScenarios();
const done = new Map<string, AskedFor>();

/** What the call of the scenario of this name asks for. */
export function askedFor(name: string): AskedFor {
  const known = done.get(name) ?? run(name);
  done.set(name, known);
  return known;
}

function run(name: string): AskedFor {
  const { loaded, flow: bound } = scenarioCalled(name, shipped);
  const steps: Step[] = [];
  rehearse(bound, loaded.scenario, { see: (taken) => steps.push(taken) });
  return {
    flow: compileFlow(bound),
    commands: steps.flatMap(({ commands }) => commands),
    effects: steps.flatMap(({ effects }) => effects),
    transcript: steps.flatMap(({ transcript }) => transcript),
  };
}

/** Of every shipped scenario that calls this flow. */
export const allAskedFor = (flow: string): readonly AskedFor[] =>
  shipped.ready
    .filter(({ loaded }) => loaded.scenario.flow === flow)
    .map(({ loaded }) => askedFor(loaded.scenario.scenario));
