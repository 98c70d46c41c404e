import { loadLibrary } from '../src/library/index.ts';
import { runPure } from '../test/equality/run-pure.ts';
import { scenarios } from '../test/equality/scenarios.ts';
import { median } from './benchmark.ts';
import type { Figure } from './benchmark.ts';

const rounds = 7;
const callsARound = 440;

/** Whole calls to the front desk on the interpreter alone, one core: how many a second. */
export function benchInterpreter(flowsPath: string): readonly Figure[] {
  const library = loadLibrary({ flowsPath, settings: () => undefined, unspokenText: 'refuse' });
  const flow = library.flows.get('front-desk');
  if (flow === undefined) throw new Error(`There is no front desk in ${flowsPath}.`);
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    for (let call = 0; call < callsARound; call += 1) {
      const scenario = scenarios[call % scenarios.length];
      if (scenario !== undefined) runPure(flow, scenario);
    }
    rates.push((callsARound * 1_000) / (performance.now() - started));
  }
  return [{ name: 'front desk on the interpreter', unit: 'calls/s', value: Math.round(median(rates)) }];
}
