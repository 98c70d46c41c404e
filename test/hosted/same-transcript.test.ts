/** Scenarios of the shipped flows and of group calls: results at host depth are those at interpreter depth, times too. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { someOf } from '../support/thoroughness.ts';
import { bothDepths, scenariosOf } from './both-depths.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(180_000);

const shipped = join(__dirname, '..', '..', 'flows');
const files = readdirSync(shipped).filter((file) => file.endsWith('.scenarios.json'));

const rows = (file: string) =>
  someOf(scenariosOf(file)).map((scenario) => [scenario.scenario, scenario] as const);

describe.each(files)('%s', (file) => {
  test.each(rows(join(shipped, file)))('%s', async (_name, scenario) => {
    const { alone, hosted } = await bothDepths(shipped, scenario);
    expect(hosted).toEqual(alone);
    expect(alone.failures).toEqual([]);
  });
});

describe('group calls in which much goes wrong', () => {
  const folder = join(__dirname, 'conference');
  test.each(rows(join(folder, 'conference.scenarios.json')))('%s', async (_name, scenario) => {
    const { alone, hosted } = await bothDepths(folder, scenario);
    expect(hosted).toEqual(alone);
  });
});

describe('calls that the app makes', () => {
  const folder = join(__dirname, 'outbound');
  test.each(rows(join(folder, 'outbound.scenarios.json')))('%s', async (_name, scenario) => {
    const { alone, hosted } = await bothDepths(folder, scenario);
    expect(hosted).toEqual(alone);
    expect(alone.failures).toEqual([]);
  });
});
