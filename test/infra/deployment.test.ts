/** What azd does and what the page tells people to do: the files, layers, settings and commands are there. */
import * as z from 'zod';
import { commands } from '../../src/cli/commands/registry.ts';
import { bicepPaths, declaredAll, readBicep, valueOf } from '../support/bicep/index.ts';
import { read } from '../support/repository.ts';
import { main } from './support/templates.ts';

const azure = read('azure.yaml');
const page = read('docs/deploy.md');
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

/** Layers in the order of azure.yaml. */
const layers = azure
  .split(/^ {4}- name: /m)
  .slice(1)
  .map((text) => {
    const [, name = ''] = /^(\S+)/.exec(text) ?? [];
    const [, path = ''] = /^ +path: (\S+)/m.exec(text) ?? [];
    const [, after = ''] = /^ +dependsOn: \[(.*)\]/m.exec(text) ?? [];
    const file = readBicep(`${path}/main.bicep`);
    const parameters = readBicep(`${path}/main.bicepparam`);
    return {
      name,
      after: after
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
      outputs: declaredAll(file, 'output').map((each) => each.name),
      reads: environmentOf(parameters.text),
    };
  });

function environmentOf(text: string): readonly string[] {
  return [...text.matchAll(/readEnvironmentVariable\('(\w+)'/g)].map(([, name = '']) => name);
}

describe('azure.yaml', () => {
  test('its layers follow one another, and each finds in the environment what one before it puts out', () => {
    expect(layers.map(({ name }) => name)).toEqual(['app-identity', 'identity', 'app']);
    expect(layers.map(({ after }) => after)).toEqual([[], ['app-identity'], ['identity']]);
    const [first, second, third] = layers;
    expect(second?.reads).toEqual(['APP_IDENTITY_PRINCIPAL_ID']);
    expect(first?.outputs).toContain('APP_IDENTITY_PRINCIPAL_ID');
    expect(third?.reads).toContain('BOT_APP_ID');
    expect(second?.outputs).toContain('BOT_APP_ID');
  });

  test('its service is found by the tag of the function app', () => {
    const [, service] = /^services:\n {2}(\w+):/m.exec(azure) ?? [];
    const [, tag] = /'azd-service-name': '(\w+)'/.exec(read('infra/modules/function-app.bicep')) ?? [];
    expect(service).toBeDefined();
    expect(service).toBe(tag);
  });

  test('nothing is built in Azure', () => {
    expect(azure).toMatch(/^ {4}remoteBuild: false$/m);
    expect(azure).toMatch(/^ {4}project: dist\/package$/m);
  });
});

describe('the page', () => {
  test('what it sets for azd is what the parameter files and the package read', () => {
    const table = [...page.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, name = '']) => name);
    const ofPackage = [...read('scripts/package.mjs').matchAll(/process\.env\.(\w+)/g)].map(
      ([, name = '']) => name,
    );
    const readable = [...layers.flatMap(({ reads }) => reads), ...ofPackage];
    // azd and the layers give these; nobody sets them.
    const given = ['AZURE_ENV_NAME', 'APP_IDENTITY_PRINCIPAL_ID'];
    expect([...table].sort()).toEqual([...new Set(readable)].filter((name) => !given.includes(name)).sort());
    for (const [, name = ''] of page.matchAll(/azd env set ([A-Z_]{4,}) </g)) expect(table).toContain(name);
  });

  test('the templates and parameter files that it deploys are there', () => {
    const named = [...page.matchAll(/infra\/[\w./-]+\.bicep(?:param)?/g)].map(([path]) => path);
    expect(named.length).toBeGreaterThan(4);
    for (const path of named) expect(bicepPaths).toContain(path);
    for (const [, layer = ''] of page.matchAll(/azd provision ([\w-]+)/g))
      expect(layers.map(({ name }) => name)).toContain(layer);
  });

  test('the parameters and outputs that it names are those of the templates', () => {
    const known = new Set(
      bicepPaths.flatMap((path) =>
        declaredAll(readBicep(path), 'param')
          .concat(declaredAll(readBicep(path), 'output'))
          .map(({ name }) => name),
      ),
    );
    const named = [...page.matchAll(/`([a-z]+[A-Z]\w+)`/g)].map(([, name = '']) => name);
    /** Of Azure and of telemetry, not of the templates. */
    const others = ['azureStorage', 'callId', 'defaultVersion', 'msaAppId', 'roleAssignments'];
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((name) => !known.has(name) && !others.includes(name))).toEqual([]);
    expect(declaredAll(main, 'output').map(({ name }) => name)).toContain('functionAppName');
  });

  test('what the parameter files read is named, and its example parameters are those of the template', () => {
    for (const path of bicepPaths.filter((each) => each.endsWith('.bicepparam')))
      for (const name of environmentOf(read(path)))
        if (name !== 'AZURE_ENV_NAME') expect(page).toContain(name);
    const examples = [...page.matchAll(/^param (\w+) = /gm)].map(([, name = '']) => name);
    expect(examples.length).toBeGreaterThan(4);
    const parameters = declaredAll(main, 'param').map(({ name }) => name);
    for (const name of examples) expect(parameters).toContain(name);
  });

  test('its commands exist', () => {
    const names = commands.map(({ name }) => name);
    const used = [...page.matchAll(/npx ivr ([a-z]+)/g)].map(([, name = '']) => name);
    expect(used.length).toBeGreaterThan(3);
    for (const name of used) expect(names).toContain(name);
  });

  test('its names are those of Microsoft', () => {
    for (const [address] of page.matchAll(/[\w.-]+@[\w.-]+/g))
      if (address.includes('.')) expect(address).toMatch(/@contoso\.com$|^@access\.json$/);
    for (const [number] of page.matchAll(/\+\d{6,}/g)) expect(number).toMatch(/^\+442079460\d{3}$/);
  });
});

describe('what the environment does not say', () => {
  const nobody = '00000000-0000-0000-0000-000000000000';

  test.each([
    ['infra/main', 'botAppId', 'BOT_APP_ID'],
    ['infra/identity/main', 'appIdentityPrincipalId', 'APP_IDENTITY_PRINCIPAL_ID'],
  ])('%s refuses to be deployed without %s', (path, parameter, variable) => {
    const files = bicepPaths.filter((file) => file.startsWith(path) && file.endsWith('.bicepparam'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files)
      expect(read(file)).toContain(
        `param ${parameter} = readEnvironmentVariable('${variable}', '${nobody}')`,
      );
    const template = read(`${path}.bicep`);
    expect(template).toContain(`var nobody = '${nobody}'`);
    const guard = declaredAll(readBicep(`${path}.bicep`), 'var').filter((each) =>
      valueOf(each)?.replace(/\s+/g, ' ').startsWith(`${parameter} == nobody ? fail(`),
    );
    expect(guard).toHaveLength(1);
    // Whatever takes the parameter takes what is guarded.
    expect(template.match(new RegExp(`: ${parameter}$`, 'gm'))).toHaveLength(1);
  });
});

test('npm scripts that azd and the page run are there', () => {
  const run = [...`${azure}\n${page}`.matchAll(/npm run ([\w-]+)/g)].map(([, name = '']) => name);
  expect(run).toContain('package');
  expect(run.filter((name) => scripts[name] === undefined)).toEqual([]);
});
