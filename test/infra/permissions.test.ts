/** What the registration of the bot is granted is what the flows need that are deployed: the shipped ones, or those of IVR_FLOWS. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';
import { declared, readBicep, valueOf } from '../support/bicep/index.ts';
import { root } from '../support/repository.ts';

const { IVR_FLOWS: own = '' } = process.env;

test('the list that is granted is what ivr permissions prints for the flows', async () => {
  const printed: string[] = [];
  const exitCode = await runCli(['permissions', '--json'], {
    print: (line) => printed.push(line),
    note: (line) => printed.push(line),
    environment: { FLOWS_PATH: own === '' ? 'flows' : own },
    workingFolder: root,
    packageFolder: root,
    version: '0.0.0',
    stopped: new Promise(() => undefined),
  });
  expect(exitCode).toBe(0);
  // After a change of the flows: docs/deploy.md, "The flows".
  const granted = readFileSync(join(root, 'infra/identity/permissions.json'), 'utf8');
  expect(JSON.parse(granted)).toEqual(JSON.parse(printed.join('\n')));
});

test('the parameter file takes it as it is printed, name and id of each', () => {
  const value = valueOf(declared(readBicep('infra/identity/main.bicepparam'), 'param', 'permissions'));
  expect(value?.replace(/\s+/g, ' ')).toBe(
    "map(loadJsonContent('permissions.json').permissions, one => { name: one.name id: one.id })",
  );
  const { permissions } = JSON.parse(readFileSync(join(root, 'infra/identity/permissions.json'), 'utf8')) as {
    permissions: readonly { name: string; id: string }[];
  };
  expect(permissions.length).toBeGreaterThan(1);
  for (const { name, id } of permissions) {
    expect(name).toMatch(/^Calls\./);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  }
});
