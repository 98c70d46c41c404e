/** The page about replays shows what the command prints, and its commands and codes exist. */
import { join } from 'node:path';
import { commands } from '../../src/cli/commands/registry.ts';
import { compileFlow } from '../../src/flow/index.ts';
import { boundFlows } from '../../src/library/index.ts';
import { replayCall } from '../../src/replay/index.ts';
import { linesOf, render } from '../../src/cli/replay-run/timeline.ts';
import { flowsFolder, priorityRecord } from '../replay/front-desk-records.ts';
import { read } from '../support/repository.ts';

const page = read('docs/replaying-calls.md');

test('every line of its timelines is one of that call', () => {
  const [flow] = boundFlows(join(flowsFolder, 'front-desk.json'), 'front-desk.json', () => undefined).flows;
  if (flow === undefined) throw new Error('The shipped flow does not load.');
  const lines = replayCall(compileFlow(flow), priorityRecord()).steps.flatMap(linesOf).map(render);
  const shown = page.match(/^ \d:\d\d\.\d{3} {2}.*$/gm) ?? [];
  expect(shown.length).toBeGreaterThan(8);
  expect(lines).toEqual(expect.arrayContaining(shown));
});

test('its commands and options exist', () => {
  const replay = commands.find(({ name }) => name === 'replay');
  const options = replay?.options.map(({ flags }) => flags.split(' ')[0]) ?? [];
  const named = [...page.matchAll(/(--[a-z]+)/g)].map(([, flag]) => flag);
  expect(new Set(named)).toEqual(new Set(options));
  for (const [, command = ''] of page.matchAll(/npx ivr ([a-z]+)/g))
    expect(commands.map(({ name }) => name)).toContain(command);
  expect(page.match(/(?:^|`|\$ )ivr [a-z-].*$/gm)).toBeNull();
});

test('its codes are those of the code', () => {
  const source = read('src/cli/replay-run/record-error.ts');
  const codes = (text: string) => [...new Set(text.match(/RECORD-[A-Z-]+/g))].sort();
  expect(codes(page)).toEqual(codes(source));
});
