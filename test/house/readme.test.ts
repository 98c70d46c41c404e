/** The first page says what is true: its flow loads and runs, and its commands exist. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bindFlow, compileFlow, loadFlow, loadRoutes } from '../../src/flow/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import { checkScenario, loadScenarios } from '../../src/scenario/index.ts';
import { clipsOf, testCall } from '../support/flows.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';

const root = join(__dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (language: string): readonly string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );

test('the flow has 20 lines or so, loads, and takes a caller to sales', () => {
  const [text = ''] = blocks('json');
  expect(text.trim().split('\n').length).toBeLessThanOrEqual(20);
  const loaded = loadFlow(text, {
    file: 'README.md',
    settings: () => undefined,
    missingSettings: 'refuse',
  });
  expect(loaded.problems).toEqual([]);
  if (loaded.kind !== 'ok') throw new Error('unreachable');
  const flow = compileFlow(bindFlow(loaded.document, clipsOf(loaded.document)));
  const call = new PureCall(flow, testCall(placedAt)).press(1_000, '1').run();
  expect(call.state.position).toMatchObject({ kind: 'over', end: 'transferred', reason: 'sales' });
});

test('the scenario is one of that flow, and holds', () => {
  const [flow = '', , text = ''] = blocks('json');
  const loaded = loadFlow(flow, { file: 'README.md', settings: () => undefined, missingSettings: 'refuse' });
  const read = loadScenarios(text, { file: 'README.md' });
  if (loaded.kind !== 'ok' || read.kind !== 'ok') throw new Error(JSON.stringify([loaded, read]));
  const bound = bindFlow(loaded.document, clipsOf(loaded.document));
  expect(read.scenarios).toHaveLength(1);
  for (const one of read.scenarios) {
    expect(checkScenario(one, [loaded.document])).toEqual([]);
    expect(rehearse(bound, one.scenario).failures).toEqual([]);
  }
});

test('the routes load, and lead to a shipped flow and to the one above', () => {
  const [flow = '', text = ''] = blocks('json');
  const loaded = loadRoutes(text, { file: 'routes.json', settings: () => undefined });
  if (loaded.kind !== 'ok') throw new Error(JSON.stringify(loaded.problems));
  const shipped = JSON.parse(readFileSync(join(root, 'flows/front-desk.json'), 'utf8')) as { id: string };
  const { id } = JSON.parse(flow) as { id: string };
  expect(loaded.routes.incoming.map((route) => ('flow' in route ? route.flow : ''))).toEqual([
    shipped.id,
    id,
  ]);
  expect(readme).toContain(`flows/${id}.json`);
});

test('npm scripts that are named exist', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const named = [...readme.matchAll(/npm (?:run )?(start|test|build)/g)].map(([, script]) => script);
  expect(named.length).toBeGreaterThan(3);
  for (const script of named) expect(Object.keys(scripts)).toContain(script);
});

test('the command line is written as it is typed', () => {
  const pages = [
    'README.md',
    'docs/running-locally.md',
    'docs/graph-simulator.md',
    'docs/embedded-host.md',
    'docs/settings.md',
  ];
  for (const page of pages) {
    const bare = readFileSync(join(root, page), 'utf8').match(/(?:^|`|\$ )ivr [a-z-].*$/gm);
    expect([page, bare]).toEqual([page, null]);
  }
});
