/** Mistakes in the interpreter: for each, a shipped scenario turns red. */
import type * as Rehearsal from '../../src/rehearsal/index.ts';
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
    const rehearsal = jest.requireActual<typeof Rehearsal>('../../src/rehearsal/index.ts');
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

test('without a bug all of these scenarios hold, also on an interpreter that was loaded anew', () => {
  const names = new Set(interpreterBugs.map(({ caughtBy }) => caughtBy));
  const failed = [...names].filter((name) => {
    const { loaded, flow } = scenarioCalled(name, scenarios);
    return !rehearse(flow, loaded.scenario).passed;
  });
  expect(failed).toEqual([]);
  expect(holds('the next appointment, in English', null)).toBe(true);
});
