/** Examples of the reference, each put into what a flow needs beside it, and loaded. */
import { isJsonObject } from '../../../src/call/index.ts';
import type { JsonObject, JsonValue } from '../../../src/call/index.ts';
import { loadFlow, loadRoutes, readSignature } from '../../../src/flow/index.ts';
import type { FlowDirectory, Problem } from '../../../src/flow/index.ts';
import { pathOf } from '../../../src/flow/document/index.ts';
import type { Example } from './pages.ts';

/** The settings that examples name; no other is set. */
const settings = new Map([
  ['SALES_USER_ID', '2e7f4b0c-5a0e-4d5b-8c1f-7b6a0d3e9f11'],
  ['CRM_URL', 'https://crm.contoso.com'],
  ['MEETING_PASSCODE', '4711'],
]);

/** A member of a JSON object; an empty object where there is none. */
export const memberOf = (value: JsonValue | undefined, name: string): JsonObject => {
  const member = value !== undefined && isJsonObject(value) ? value[name] : undefined;
  return member !== undefined && isJsonObject(member) ? member : {};
};

/** The text that a value is; nothing where it is none. */
export const textIn = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

export function contentOf({ text }: Example): JsonObject {
  const value = JSON.parse(text) as JsonValue;
  if (!isJsonObject(value)) throw new Error(`An example is no object: ${text}`);
  return value;
}

/** Every node that examples have, with its kind. */
export const nodesIn = (
  examples: readonly Example[],
): readonly { readonly kind: string; readonly node: JsonObject }[] =>
  examples
    .flatMap((example) => Object.values(memberOf(contentOf(example), 'nodes')))
    .filter(isJsonObject)
    .map((node) => ({ kind: textIn(node.type), node }));

export const isRoutes = (content: JsonObject): boolean => 'incoming' in content;
export const isDocument = (content: JsonObject): boolean => 'id' in content;

/** What is said of an example, but for remarks. `beside`: the other examples, for flows that are entered. */
export function problemsOf(example: Example, beside: readonly Example[]): readonly Problem[] {
  const content = contentOf(example);
  const told = isRoutes(content)
    ? loadRoutes(example.text, { file: 'routes.json', settings: (name) => settings.get(name) }).problems
    : load(isDocument(content) ? content : completed(content), content, directoryOf(beside));
  const problems = told.filter(({ severity }) => severity !== 'remark');
  // How long it is silent before a piece depends on the flow around it.
  return isDocument(content) ? problems : problems.filter(({ code }) => code !== 'FLOW-LONG-SILENCE');
}

function directoryOf(examples: readonly Example[]): FlowDirectory {
  const signatures = examples.flatMap((example) => readSignature(contentOf(example)) ?? []);
  return {
    ids: signatures.map(({ id }) => id),
    find: (id) => signatures.find((signature) => signature.id === id) ?? null,
  };
}

/** A piece of a flow with what every flow has; the call begins at its first node. */
function completed(piece: JsonObject): JsonObject {
  const nodes = piece.nodes === undefined ? { end: { type: 'hangup' } } : memberOf(piece, 'nodes');
  const [start = ''] = Object.keys(nodes);
  return { id: 'example', version: '1.0.0', locale: 'en-GB', start, ...piece, nodes };
}

/** Nodes that a piece names are elsewhere in its flow; prompts and targets too, where it has none of its own. */
function load(document: JsonObject, piece: JsonObject, flows: FlowDirectory): readonly Problem[] {
  const problems = loadedProblems(document, flows);
  if (isDocument(piece)) return problems;
  const named = (code: string): readonly string[] =>
    problems.filter((problem) => problem.code === code).map(({ pointer }) => textAt(document, pointer));
  const all = (names: readonly string[], value: JsonValue): JsonObject =>
    Object.fromEntries(names.map((name) => [name, value]));
  const stubs = {
    nodes: all(named('FLOW-UNKNOWN-NODE'), { type: 'hangup' }),
    prompts: all(named('FLOW-UNKNOWN-PROMPT'), { 'en-GB': { text: 'An example.' } }),
    targets: all(named('FLOW-UNKNOWN-TARGET'), { phone: '+442079460000' }),
  };
  const more = Object.entries(stubs).filter(
    ([member, names]) => Object.keys(names).length > 0 && (member === 'nodes' || piece[member] === undefined),
  );
  if (more.length === 0) return problems;
  const whole = more.map(([member, names]) => [member, { ...memberOf(document, member), ...names }] as const);
  return loadedProblems({ ...document, ...Object.fromEntries(whole) }, flows);
}

function loadedProblems(document: JsonObject, flows: FlowDirectory): readonly Problem[] {
  return loadFlow(JSON.stringify(document, null, 1), {
    file: 'example.json',
    settings: (name) => settings.get(name),
    missingSettings: 'refuse',
    today: '2026-10-26',
    readCalendar: () => ({
      kind: 'ok',
      days: [{ from: '2027-04-02', to: '2027-04-02', name: 'Good Friday' }],
    }),
    flows,
  }).problems;
}

function textAt(document: JsonObject, pointer: string): string {
  let value: JsonValue | undefined = document;
  for (const step of pathOf(pointer)) {
    if (Array.isArray(value)) value = (value as readonly JsonValue[])[Number(step)];
    else value = value !== undefined && isJsonObject(value) ? value[step] : undefined;
  }
  return textIn(value);
}
