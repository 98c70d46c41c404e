/** The shipped flows stand what generated callers do, and little of them is left unseen. */
import { milliseconds } from '../../src/call/index.ts';
import type { BoundFlow } from '../../src/flow/index.ts';
import { Exploration } from '../../src/exploration/index.ts';
import { rehearsalFlows } from '../../src/library/index.ts';

const flows = rehearsalFlows('flows', () => undefined);

function shippedFlow(id: string): BoundFlow {
  const found = flows.find(id);
  if (found.kind === 'ok') return found.flow;
  throw new Error(JSON.stringify(found));
}

function explored(id: string, seed: number, runs: number): Exploration {
  const exploration = new Exploration(shippedFlow(id), { seed, runs, silence: milliseconds(2_000) });
  while (exploration.next());
  return exploration;
}

test.each([
  ['front-desk', 200],
  ['practice', 300],
  ['lobby', 50],
  ['turned-away', 5],
])('%s: %d callers find nothing, and see every node and almost every outcome', (id, runs) => {
  const exploration = explored(id, 7, runs);
  expect(exploration.findings).toEqual([]);
  expect(exploration.runs).toBe(runs);
  const { nodes, outcomes } = exploration.coverage;
  expect(nodes.filter(({ entered }) => entered === 0).map(({ node }) => node)).toEqual([]);
  const untaken = outcomes.filter(({ taken }) => taken === 0).length;
  expect(untaken).toBeLessThanOrEqual(outcomes.length * 0.05);
});

test('the same seed gives the same callers, and another one others', () => {
  const [one, other, third] = [
    explored('front-desk', 3, 30),
    explored('front-desk', 3, 30),
    explored('front-desk', 4, 30),
  ];
  expect(one.coverage).toEqual(other.coverage);
  expect(one.coverage).not.toEqual(third.coverage);
});
