import type { DrawnCoverage } from '../../diagram/index.ts';
import type { TestRun } from './test-run.ts';

/** Where the calls of a run went in one of the flows, for its picture. */
export function drawnCoverage(
  { coverage, tested }: Pick<TestRun, 'coverage' | 'tested'>,
  flow: string,
): DrawnCoverage {
  const counts = new Map<string, number>();
  const add = (count: number, ...key: readonly (string | null)[]): void => {
    const name = JSON.stringify(key);
    counts.set(name, (counts.get(name) ?? 0) + count);
  };
  for (const { flow: of, node, entered } of coverage.nodes) if (of === flow) add(entered, node);
  for (const { flow: of, node, outcome, taken } of coverage.outcomes)
    if (of === flow) add(taken, node, outcome);
  for (const { result } of tested) {
    for (const entry of result.transcript) {
      if (entry.kind === 'enter' && entry.flow === flow && entry.from === null)
        add(1, null, entry.by ?? 'start');
    }
  }
  return {
    entered: (node) => counts.get(JSON.stringify([node])) ?? 0,
    taken: (node, outcome) => counts.get(JSON.stringify([node, outcome])) ?? 0,
  };
}
