/** What the registration of the bot is granted is what the flows need that are deployed: the shipped ones, or those that IVR_FLOWS names. */
import { runCli } from '../../src/cli/run-cli.ts';
import { declared, readBicep, valueOf } from '../support/bicep/index.ts';
import { read, root } from '../support/repository.ts';

const file = 'infra/identity/permissions.json';
const { IVR_FLOWS: own = '' } = process.env;

async function permissions(...options: readonly string[]): Promise<{ exitCode: number; printed: string }> {
  const printed: string[] = [];
  const exitCode = await runCli(['permissions', '--json', ...options], {
    print: (line) => printed.push(line),
    note: (line) => printed.push(line),
    environment: { FLOWS_PATH: own === '' ? 'flows' : own },
    workingFolder: root,
    packageFolder: root,
    version: '0.0.0',
    stopped: new Promise(() => undefined),
  });
  return { exitCode, printed: printed.join('\n') };
}

// After a change of the flows: docs/deploy.md, "The flows".
test('nothing that the flows need is missing from the list that is granted', async () => {
  const { exitCode, printed } = await permissions('--against', file);
  expect(JSON.parse(printed)).toMatchObject({ missing: [] });
  expect(exitCode).toBe(0);
});

/** Flows of others may be called upon to call out, which no flow says: then more is granted. */
(own === '' ? test : test.skip)('for the shipped flows it is what ivr permissions prints', async () => {
  const { printed } = await permissions();
  expect(JSON.parse(read(file))).toEqual(JSON.parse(printed));
});

test('the parameter file takes it as it is printed, name and id of each', () => {
  const value = valueOf(declared(readBicep('infra/identity/main.bicepparam'), 'param', 'permissions'));
  expect(value?.replace(/\s+/g, ' ')).toBe(
    "map(loadJsonContent('permissions.json').permissions, one => { name: one.name id: one.id })",
  );
  const { permissions } = JSON.parse(read(file)) as {
    permissions: readonly { name: string; id: string }[];
  };
  expect(permissions.length).toBeGreaterThan(1);
  for (const { name, id } of permissions) {
    expect(name).toMatch(/^Calls\./);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  }
});
