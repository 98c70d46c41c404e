/** The reference of the flow language says what is so: its examples load, and its tables are the schemas. */
import { failureCodes } from '../../src/call/index.ts';
import { operationNames } from '../../src/operations/index.ts';
import type { JsonObject } from '../../src/call/index.ts';
import { functions } from '../../src/flow/expressions/index.ts';
import { typeOfName } from '../../src/flow/expressions/types.ts';
import { flowDocumentSchema } from '../../src/flow/index.ts';
import { sayStyles } from '../../src/flow/say/index.ts';
import { jsonSchema } from '../../src/schemas/index.ts';
import { contentOf, isDocument, isRoutes, memberOf, problemsOf } from './reference/examples.ts';
import { read } from '../support/repository.ts';
import { examplesOf, referencePages } from './reference/pages.ts';
import type { Example } from './reference/pages.ts';
import { definition, flowSchema, listOf, membersOf, routesSchema } from './reference/schema.ts';
import {
  expectTable,
  kindsPage,
  mainPage,
  namesOf,
  quoted,
  rows,
  section,
  sorted,
} from './reference/tables.ts';

const examples = referencePages.flatMap(examplesOf);
const places = (some: readonly Example[]) => some.map((one) => [`${one.page}:${one.line}`, one] as const);

describe('examples', () => {
  test.each(places(examples))('%s loads, or is told its code', (_place, one) => {
    const told = problemsOf(one, examples).map(({ code, message }) =>
      code === one.code ? code : `${code} ${message}`,
    );
    expect(told).toEqual(one.code === null ? [] : [one.code]);
  });

  test('every fence is an example; there are whole flows, pieces, routes, and what is refused', () => {
    const fences = referencePages.flatMap((page) => read(page).match(/^```.+$/gm) ?? []);
    expect(fences.filter((opening) => opening !== '```json')).toEqual([]);
    expect(fences).toHaveLength(examples.length);
    const contents = examples.map(contentOf);
    expect(contents.filter(isRoutes)).toHaveLength(1);
    expect(contents.filter(isDocument)).toHaveLength(2);
    expect(examples.filter(({ code }) => code !== null).length).toBeGreaterThan(5);
  });

  test('the items of a play, as the page lists them, are all there are', () => {
    const items = rows(mainPage, '4. Prompts', 'item').map(({ name }) => JSON.parse(name) as string | object);
    const first = (item: string | object): string =>
      typeof item === 'string' ? 'name' : (Object.keys(item)[0] ?? '');
    const known = playOptions.map((option) => Object.keys(memberOf(option, 'properties'))[0] ?? 'name');
    expect(sorted(items.map(first))).toEqual(sorted(known));
    const nodes = { end: { type: 'hangup', play: items } };
    const flow = { id: 'f', version: '1.0.0', locale: 'en-GB', start: 'end', nodes };
    expect(flowDocumentSchema.safeParse(flow).error?.issues ?? []).toEqual([]);
  });
});

/** Members whose own members have a table of their own. */
const elsewhere = ['variables', 'params', 'schedules', 'targets', 'prompts', 'nodes'];
const below = (schema: JsonObject, ...steps: readonly string[]): JsonObject =>
  steps.reduce<JsonObject>((found, step) => memberOf(found, step), schema);
const valuesOf = (member: string): JsonObject =>
  below(flowSchema, 'properties', member, 'additionalProperties');
const target = valuesOf('targets');
const playOptions = listOf(below(definition('play'), 'items').anyOf);
const say = playOptions.find((option) => memberOf(option, 'properties').say !== undefined);

test.each<[string, JsonObject]>([
  ['1. The document', flowSchema],
  ['Variables', valuesOf('variables')],
  ['Variables', valuesOf('params')],
  ['Targets', target],
  ['1.3 Schedules', valuesOf('schedules')],
  ['1.4 Routes', routesSchema],
  ['3. Collecting keys', definition('input')],
  ['4. Prompts', below(valuesOf('prompts'), 'additionalProperties')],
  ['Say', say ?? {}],
])('"%s" has every member, its type and its default', (heading, schema) => {
  expectTable(rows(mainPage, heading, 'member'), membersOf(schema, elsewhere));
});

/** The options of a union of the scenarios' schema, or the one object that it is. */
const scenario = memberOf(jsonSchema('scenarios'), 'items');
const inScenario = (...steps: readonly string[]): JsonObject => below(scenario, 'properties', ...steps);
const stepSchema = inScenario('steps', 'items');
const ofStep = (name: string): JsonObject =>
  listOf(stepSchema.anyOf)
    .map((option) => memberOf(memberOf(option, 'properties'), name))
    .find((found) => Object.keys(found).length > 0) ?? {};

test.each<[string, JsonObject]>([
  ['6. Scenarios', scenario],
  ['Steps', stepSchema],
  ['Expectations', inScenario('never', 'items')],
  ['Faults', ofStep('fault')],
  ['Mocks', inScenario('mocks', 'properties', 'http', 'items')],
  ['Rosters', ofStep('roster')],
  ['Parties', inScenario('from')],
])('"%s" has every member of a scenario, its type and its default', (heading, schema) => {
  const tables = ['from', 'to', 'steps', 'never', 'always', 'expect', 'fault', 'roster', 'join', 'http'];
  const members = membersOf(schema, tables).filter(({ name }) => !name.startsWith('mocks.http['));
  expect(members.length).toBeGreaterThan(5);
  expectTable(rows(mainPage, heading, 'member'), members);
});

test('what a scenario may speak of is listed whole: operations, outcomes, rules', () => {
  const { text } = section(mainPage, 'Faults');
  for (const name of operationNames) expect(quoted(text)).toContain(name);
  for (const outcome of ['never', 'declined', 'lobby', 'denied', 'locked', 'unknown'])
    expect(quoted(text)).toContain(outcome);
  const ofRules = namesOf(membersOf(inScenario('never', 'items')));
  const ofSteps = namesOf(membersOf(ofStep('expect')));
  expect(ofRules.filter((name) => !ofSteps.includes(name))).toEqual(['logged', 'silenceOver']);
});

test('re-prompts have a table of their own', () => {
  expectTable(rows(kindsPage, 'Re-prompts', 'property'), membersOf(below(definition('rePrompts'), 'items')));
});

describe('words', () => {
  const expressions = '1.2 Expressions';
  const scope = (name: string): string =>
    rows(mainPage, expressions, 'name').find((row) => row.name === name)?.cells[1] ?? '';

  test('the functions of expressions are those that there are', () => {
    const { text } = section(mainPage, expressions);
    const [, list = ''] = /^and the functions ([\s\S]*?)\[each explained\]/m.exec(text) ?? [];
    expect(sorted(quoted(list))).toEqual(sorted(functions.keys()));
  });

  test('call and error have the members that the page says', () => {
    const environment = { variables: new Map(), schedules: new Set<string>(), errorPath: true };
    const codes: readonly string[] = failureCodes;
    for (const name of ['call', 'error']) {
      const type = typeOfName(name, environment);
      if (type?.kind !== 'object') throw new Error(`"${name}" is no object.`);
      const inner = [...type.members.values()].flatMap((member) =>
        member.kind === 'object' ? [...member.members.keys()] : [],
      );
      const named = quoted(scope(name)).filter((word) => !codes.includes(word));
      expect(sorted(new Set(named))).toEqual(sorted(new Set([...type.members.keys(), ...inner])));
    }
    expect(quoted(scope('error'))).toEqual(expect.arrayContaining([...codes]));
  });

  test('failures, ends and ways to say a value are all there are', () => {
    const heading = '2.2 Errors, ends and limits';
    expect(namesOf(rows(mainPage, heading, '`error.code`'))).toEqual(sorted(failureCodes));
    const [, ends = ''] =
      /"enum":\[([^\]]*"notAnswered"[^\]]*)\]/.exec(JSON.stringify(jsonSchema('record'))) ?? [];
    expect(namesOf(rows(mainPage, heading, 'end'))).toEqual(sorted(ends.replaceAll('"', '').split(',')));
    expect(namesOf(rows(mainPage, 'Say', '`as`'))).toEqual(sorted(sayStyles));
  });

  test('the rules of keys are eleven, in their order', () => {
    const { text } = section(mainPage, '3. Collecting keys');
    const numbers = [...text.matchAll(/^(\d+)\. \*\*/gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});
