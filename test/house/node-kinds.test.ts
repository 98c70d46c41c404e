/** The reference has a section for every kind of node, whose tables are the schema, the edges and the facts of that kind. */
import type { JsonObject } from '../../src/call/index.ts';
import { parseDuration } from '../../src/flow/duration.ts';
import { findNodeKind } from '../../src/flow/nodes/index.ts';
import { writtenEdges } from '../../src/flow/written-edges.ts';
import { memberOf, nodesIn } from './reference/examples.ts';
import { examplesOf, referencePages } from './reference/pages.ts';
import { definition, flowSchema, membersOf } from './reference/schema.ts';
import {
  expectTable,
  headingsOver,
  kindsPage,
  mainPage,
  namesOf,
  rows,
  section,
  sorted,
} from './reference/tables.ts';

const kinds = Object.keys(memberOf(flowSchema, '$defs'))
  .filter((name) => name.endsWith('Node'))
  .map((name) => name.replace(/Node$/, ''));
const examples = referencePages.flatMap(examplesOf).filter(({ code }) => code === null);
const nodes = nodesIn(examples);

test('the kinds that the reference has are those of the registry', () => {
  const expected = sorted(kinds);
  expect(kinds.length).toBeGreaterThan(15);
  expect(sorted(headingsOver(kindsPage, 'way out'))).toEqual(expected);
  for (const [page, heading] of [
    [mainPage, '2. Nodes'],
    [kindsPage, 'The node kinds'],
  ] as const) {
    const cells = rows(page, heading, 'kind').map(({ name }) => name);
    const listed = [...cells.join(' ').matchAll(/\[(\w+)\]/g)].map(([, kind = '']) => kind);
    expect(sorted(listed)).toEqual(expected);
  }
});

describe.each(kinds)('%s', (name) => {
  const kind = findNodeKind(name);
  if (kind === null) throw new Error(`The schema has a kind ${name}, the registry has not.`);
  const shown = nodes.filter((one) => one.kind === name).map(({ node }) => node);
  const bound = shown.map((node) => kind.bind(node));
  const members = membersOf(definition(`${name}Node`), ['to', 'participants']);

  test('has a table of its properties', () => {
    expectTable(rows(kindsPage, name, 'property'), members);
  });

  test('is shown with every property', () => {
    const missing = members.filter((member) => !shown.some((node) => hasMember(node, stepsOf(member.name))));
    expect(namesOf(missing)).toEqual([]);
  });

  test('has a row for every way out, and one without a name if the call may end', () => {
    const edges = new Set(bound.flatMap((node) => node.edges.map(({ pointer }) => String(pointer[0]))));
    const written = shown.flatMap((node) =>
      writtenEdges(kind.schema, node).map(({ pointer }) => String(pointer[0])),
    );
    expect(sorted(edges)).toEqual(sorted(new Set(written)));
    const context = { defaults: {}, lengthOf: () => 0, isRendered: () => false };
    const ends = bound.some((node) => node.facts(context).ends) ? ['–'] : [];
    expect(namesOf(rows(kindsPage, name, 'way out'))).toEqual(sorted([...edges, ...ends]));
  });

  test('needs what both pages say', () => {
    const words = { nothing: 'nothing', call: 'a call', audio: 'audio' };
    const needed = sorted(new Set(bound.map(({ requires }) => words[requires])));
    const [, line = ''] = /^Needs: (.*)$/m.exec(section(kindsPage, name).text) ?? [];
    expect(sorted([...line.matchAll(/\*\*(.*?)\*\*/g)].map(([, word = '']) => word))).toEqual(needed);
    const listed = rows(mainPage, '2. Nodes', 'kind').find((row) => row.name.startsWith(`[${name}]`));
    expect(sorted(listed?.cells[2]?.split(', ') ?? [])).toEqual(needed);
  });

  test('takes durations as long as the table says, and no longer or shorter', () => {
    for (const row of rows(kindsPage, name, 'property')) {
      const [, least, most] = /^duration, `(\w+)` to `(\w+)`$/.exec(row.cells[1] ?? '') ?? [];
      if (least === undefined || most === undefined) continue;
      const steps = stepsOf(row.name);
      const node = shown.find((one) => hasMember(one, steps)) ?? {};
      const takes = (length: string): boolean =>
        kind.schema.safeParse(withMember(node, steps, length)).success;
      const shorter = parseDuration(least) - 1;
      expect([row.name, takes(least), takes(most)]).toEqual([row.name, true, true]);
      expect([row.name, shorter >= 0 && takes(`${shorter}ms`)]).toEqual([row.name, false]);
      expect([row.name, takes(`${parseDuration(most) + 1}ms`)]).toEqual([row.name, false]);
    }
  });
});

const stepsOf = (name: string): readonly string[] => name.split(/\.|\[\]\.?/);

function hasMember(node: JsonObject, [first = '', ...rest]: readonly string[]): boolean {
  const value = node[first];
  if (value === undefined || rest.length === 0) return value !== undefined;
  return Array.isArray(value)
    ? value.some((each) => hasMember(memberOf({ each }, 'each'), rest))
    : hasMember(memberOf(node, first), rest);
}

function withMember(node: JsonObject, [first = '', ...rest]: readonly string[], value: string): JsonObject {
  return { ...node, [first]: rest.length === 0 ? value : withMember(memberOf(node, first), rest, value) };
}
