/** Mistakes in the interpreter: for each, a shipped scenario turns red; for some, `--explore` finds something too. */
import { milliseconds } from '../../src/call/index.ts';
import type * as exploring from '../../src/exploration/index.ts';
import type * as rehearsing from '../../src/rehearsal/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import { scenarioCalled, shippedScenarios } from '../flows/shipped-scenarios.ts';
import { interpreterBugs } from './interpreter-bugs.ts';
import type { InterpreterBug } from './interpreter-bugs.ts';
import { withBug } from './with-bug.ts';

const scenarios = shippedScenarios();

/** Whether a scenario holds on an interpreter with a bug. */
function holds(name: string, bug: InterpreterBug | null): boolean {
  const { loaded, flow } = scenarioCalled(name, scenarios);
  let passed = false;
  withBug(bug, () => {
    const rehearsal = jest.requireActual<typeof rehearsing>('../../src/rehearsal/index.ts');
    if (rehearsal.rehearse === rehearse) throw new Error('This is the interpreter without a bug.');
    ({ passed } = rehearsal.rehearse(flow, loaded.scenario));
  });
  return passed;
}

test.each(interpreterBugs.map((one) => [one.rule, one.bug, one.caughtBy, one] as const))(
  '(%s) %s: caught by "%s"',
  (_rule, _bug, caughtBy, bug) => {
    expect(holds(caughtBy, bug)).toBe(false);
  },
);

const explored = interpreterBugs.flatMap((bug) =>
  bug.exploredIn === undefined ? [] : [[bug.rule, bug.bug, bug.exploredIn, bug] as const],
);

/** Whether generated callers find something in a flow; it is looked for no longer than that. */
function isFound(id: string, bug: InterpreterBug | null): boolean {
  const flow = scenarios.ready.find(({ loaded }) => loaded.scenario.flow === id)?.flow;
  if (flow === undefined) throw new Error(`There is no flow ${id}.`);
  let found = false;
  withBug(bug, () => {
    const { Exploration } = jest.requireActual<typeof exploring>('../../src/exploration/index.ts');
    const exploration = new Exploration(flow, { seed: 7, runs: 200, silence: milliseconds(2_000) });
    while (exploration.findings.length === 0 && exploration.next());
    found = exploration.findings.length > 0;
  });
  return found;
}

test.each(explored)('(%s) %s: generated callers find it in the %s', (_rule, _bug, flow, bug) => {
  expect(isFound(flow, bug)).toBe(true);
});

test('without a bug all of these scenarios hold, also on an interpreter that was loaded anew', () => {
  const names = new Set(interpreterBugs.map(({ caughtBy }) => caughtBy));
  const failed = [...names].filter((name) => {
    const { loaded, flow } = scenarioCalled(name, scenarios);
    return !rehearse(flow, loaded.scenario).passed;
  });
  expect(failed).toEqual([]);
  expect(holds('the next appointment, in English', null)).toBe(true);
  expect(isFound('front-desk', null)).toBe(false);
});
