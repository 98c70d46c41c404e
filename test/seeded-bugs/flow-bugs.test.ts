/** Mistakes in the shipped flows that no checker can see: for each, a shipped scenario turns red. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { JsonValue } from '../../src/call/index.ts';
import type { BoundFlow } from '../../src/flow/index.ts';
import { rehearsalFlows } from '../../src/library/index.ts';
import { rehearse } from '../../src/rehearsal/index.ts';
import type { Scenario } from '../../src/scenario/index.ts';
import { scenarioCalled, shippedScenarios } from '../flows/shipped-scenarios.ts';
import { flowBugs } from './flow-bugs.ts';
import type { FlowBug } from './flow-bugs.ts';

const shipped = resolve(__dirname, '../../flows');
const folder = mkdtempSync(join(tmpdir(), 'seeded-bugs-'));
beforeAll(() => {
  cpSync(shipped, folder, { recursive: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The value with something else at a place of it, where something must stand. */
function changed(
  value: JsonValue,
  [first, ...rest]: readonly string[],
  put: FlowBug['put'],
): JsonValue | undefined {
  if (first === undefined) {
    if (JSON.stringify(value) === JSON.stringify(put)) throw new Error('This changes nothing.');
    return put;
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, first))
    throw new Error(`The flow has no "${first}" there any more. Take the bug to where it would be made now.`);
  const entries = Object.entries(value).flatMap(
    ([name, member]): readonly (readonly [string, JsonValue])[] => {
      const after = name === first ? changed(member, rest, put) : member;
      return after === undefined ? [] : [[name, after]];
    },
  );
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

const scenarios = shippedScenarios();

/** The flow of a scenario with its bug, which loads like any other. */
function boundFlow({ flow, settings = {} }: Scenario): BoundFlow {
  const lookUp = new Map(Object.entries(settings));
  const found = rehearsalFlows(folder, (name) => lookUp.get(name)).find(flow);
  if (found.kind === 'ok') return found.flow;
  throw new Error(JSON.stringify(found));
}

const read = (file: string): JsonValue => JSON.parse(readFileSync(file, 'utf8'));

test.each(flowBugs.map((one) => [one.bug, one.caughtBy, one] as const))(
  '%s: caught by "%s"',
  (_bug, caughtBy, { flow, at, put }) => {
    const file = join(shipped, `${flow}.json`);
    try {
      writeFileSync(join(folder, `${flow}.json`), JSON.stringify(changed(read(file), at, put)));
      const { scenario } = scenarioCalled(caughtBy, scenarios).loaded;
      expect(rehearse(boundFlow(scenario), scenario).failures).not.toEqual([]);
    } finally {
      cpSync(file, join(folder, `${flow}.json`));
    }
  },
);

test('without a bug all of these scenarios hold', () => {
  const names = new Set(flowBugs.map(({ caughtBy }) => caughtBy));
  const failed = [...names].filter((name) => {
    const { loaded, flow } = scenarioCalled(name, scenarios);
    return !rehearse(flow, loaded.scenario).passed;
  });
  expect(failed).toEqual([]);
});
