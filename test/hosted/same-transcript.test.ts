import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { bothDepths, scenariosOf } from './both-depths.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(60_000);

const shipped = join(__dirname, '..', '..', 'flows');
const files = readdirSync(shipped).filter((file) => file.endsWith('.scenarios.json'));

describe.each(files)('%s', (file) => {
  test.each(scenariosOf(join(shipped, file)).map((scenario) => [scenario.scenario, scenario] as const))(
    '%s',
    async (_name, scenario) => {
      const { alone, hosted } = await bothDepths(shipped, scenario);
      expect(hosted).toEqual(alone);
      expect(alone.failures).toEqual([]);
    },
  );
});
