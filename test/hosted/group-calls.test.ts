/** Group calls and meetings: the modelled Graph and the simulator make the same of them. */
import { join } from 'node:path';
import { bothDepths, scenariosOf } from './both-depths.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(60_000);

const folder = join(__dirname, 'group-calls');
const scenarios = scenariosOf(join(folder, 'group-calls.scenarios.json'));

test.each(scenarios.map((scenario) => [scenario.scenario, scenario] as const))(
  '%s',
  async (_name, scenario) => {
    const { alone, hosted } = await bothDepths(folder, scenario);
    expect(hosted).toEqual(alone);
    expect(alone.failures).toEqual([]);
  },
);

test('a change that cannot be is told at either depth', async () => {
  const [first] = scenarios;
  if (first === undefined) throw new Error('There are scenarios.');
  const steps = [{ roster: { leave: 'nobody-1' } }] as const;
  const { alone, hosted } = await bothDepths(folder, { ...first, steps: [...steps] });
  for (const { failures } of [alone, hosted])
    expect(failures).toMatchObject([
      { where: { kind: 'step', index: 0 }, actual: expect.stringContaining('"nobody-1"') },
    ]);
});
