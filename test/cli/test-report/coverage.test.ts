/** What is said of the coverage of a run, in words and in pictures. */
import { percentOf, reaches } from '../../../src/cli/test-report/coverage-share.ts';
import { coverageTable } from '../../../src/cli/test-report/coverage-table.ts';
import { drawnCoverage } from '../../../src/cli/test-report/drawn-coverage.ts';
import { paintFor } from '../../../src/cli/test-report/paint.ts';
import { coverage, run, tested } from './runs.ts';

const complete = {
  nodes: coverage.nodes.map((node) => ({ ...node, entered: 1 })),
  outcomes: coverage.outcomes.map((outcome) => ({ ...outcome, taken: 1 })),
};

test('each flow has its share of nodes and outcomes, and a list of what no call went through', () => {
  expect(coverageTable(coverage, paintFor(false)).join('\n')).toBe(
    `flow   nodes          outcomes
desk   2 of 3  66 %   1 of 2    50 %
rates  1 of 1  100 %  1 of 1    100 %

never entered in desk:
  operator

never taken in desk:
  main: 1 -> operator`,
  );
});

test('of what is covered whole nothing is listed', () => {
  expect(coverageTable(complete, paintFor(false))).toHaveLength(3);
});

test('a share is rounded down: a hundred per cent is all of it', () => {
  expect(percentOf({ taken: 999, all: 1_000 })).toBe(99);
  expect(percentOf({ taken: 0, all: 0 })).toBe(100);
});

test('a minimum holds for nodes and for outcomes, each over all flows', () => {
  // 3 of 4 nodes, 2 of 3 outcomes.
  expect([66, 67, 75, 100].map((percent) => reaches(coverage, percent))).toEqual([true, false, false, false]);
  expect(reaches(complete, 100)).toBe(true);
  expect(reaches({ ...complete, nodes: coverage.nodes }, 76)).toBe(false);
});

test('a picture has the counts of its own flow; ways in are counted from the transcripts', () => {
  const first = tested().result.transcript[0];
  if (first?.kind !== 'enter') throw new Error('unreachable');
  const failed = { ...first, by: 'on.error' };
  const elsewhere = { ...first, flow: 'rates' as typeof first.flow };
  const drawn = drawnCoverage(
    run({ tested: [tested(), tested({ transcript: [first, failed, elsewhere] })] }),
    'desk',
  );
  expect(['main', 'operator', 'tell'].map((node) => drawn.entered(node))).toEqual([3, 0, 0]);
  expect(drawn.taken('main', 'onExhausted')).toBe(2);
  expect(drawn.taken('main', '1')).toBe(0);
  expect(drawn.taken(null, 'start')).toBe(2);
  expect(drawn.taken(null, 'on.error')).toBe(1);
  expect(drawn.taken(null, 'on.hangup')).toBe(0);
});
