/** An editor that judges by the published schemas and our own reading come to the same verdict on a document's form. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { flowDocumentSchema, routesSchema } from '../../src/flow/index.ts';
import { documentsIn, validator } from './documents.ts';

const root = resolve(__dirname, '../..');
const page = readFileSync(join(root, 'docs/json-schemas.md'), 'utf8');
/** How our own reading begins to speak of each rule that JSON Schema cannot say. */
const unsayable = [...page.matchAll(/^\| .* \| `(.+)` +\|$/gm)].map(([, message = '']) => message);

const acceptsFlow = validator('flow');
const acceptsRoutes = validator('routes');
const isFlow = /^(?!routes)(?!.*\.scenarios).*\.json$/;

const goodFlows = ['flows', 'test/flow/good-flows', 'test/diagram']
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) => documentsIn(folder, isFlow));
const badFlows = documentsIn('test/flow/bad-flows', isFlow);
const isFormRight = ({ bound }: (typeof badFlows)[number]): boolean => flowDocumentSchema.safeParse(bound).success;

test.each(goodFlows)('the good flow $name passes both', ({ written, bound }) => {
  expect(flowDocumentSchema.safeParse(bound).error?.issues ?? []).toEqual([]);
  expect(acceptsFlow(written)).toBe(true);
});

test.each(badFlows.filter((flow) => !isFormRight(flow)))(
  'the bad flow $name is refused by both, or for a rule that the page lists',
  ({ written, bound }) => {
    if (!acceptsFlow(written)) return;
    const issues = flowDocumentSchema.safeParse(bound).error?.issues ?? [];
    const unlisted = issues.filter(
      ({ code, message }) => code !== 'custom' || !unsayable.some((rule) => message.startsWith(rule)),
    );
    expect(unlisted).toEqual([]);
  },
);

/** Judged after the form, since the name of a missing setting may stand for it; an editor may say so at once. */
const saidEarly = [
  'bad-phone.json',
  'graph-client-context.json',
  'graph-missing-participant.json',
  'graph-unknown-member.json',
  'graph-unknown-tone.json',
];

test.each(badFlows.filter(isFormRight))('the form of $name is right for both', ({ name, written }) => {
  expect(acceptsFlow(written)).toBe(!saidEarly.includes(name));
});

test('most bad forms are refused by the schema too', () => {
  const refused = badFlows.filter((flow) => !isFormRight(flow));
  const missed = refused.filter(({ written }) => acceptsFlow(written));
  expect(refused.length).toBeGreaterThan(8);
  expect(missed.length).toBeLessThan(refused.length / 2);
});

test('the shipped routes pass both', () => {
  const [routes] = documentsIn('flows', /^routes\.json$/);
  expect(routesSchema.safeParse(routes?.bound).success).toBe(true);
  expect(acceptsRoutes(routes?.written ?? null)).toBe(true);
});

/** One right document of each sort, and what spoils it. */
const flow = {
  $schema: './flow.schema.json',
  id: 'f',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'm',
  variables: { n: { type: 'number', default: 3 }, d: { type: 'digits' } },
  targets: { desk: { phone: '+442079460000' } },
  prompts: { hello: { 'en-GB': { text: 'Hello.' } } },
  nodes: {
    m: { type: 'menu', play: ['hello'], choices: { '1': 'm' }, onExhausted: 'c' },
    c: { type: 'collect', play: [], into: 'd', next: 'h', onExhausted: 'h' },
    h: { type: 'hangup' },
  },
};
const routes = {
  $schema: './routes.schema.json',
  numbers: { '+442079460000': '550fae72-d251-43ec-868c-373732c2704f' },
  incoming: [{ when: { callerWithheld: true }, split: [{ flow: 'f', percent: 100 }] }],
  otherwise: { reject: 'busy' },
};

const { version: _version, ...unversioned } = flow;
const node = (name: 'm' | 'c' | 'h', members: object) => ({
  ...flow,
  nodes: { ...flow.nodes, [name]: { ...flow.nodes[name], ...members } },
});

test.each<[string, object]>([
  ['a member that is not known', { ...flow, colour: 'blue' }],
  ['a member that is missing', unversioned],
  ['no nodes', { ...flow, nodes: {} }],
  ['a kind that does not exist', node('h', { type: 'hang' })],
  ['a member of another kind', node('h', { choices: { '1': 'h' } })],
  ['no choices', node('m', { choices: {} })],
  ['a choice that is no keys', node('m', { choices: { x: 'h' } })],
  ['a terminator of two keys', node('c', { terminator: '##' })],
  ['a confirming key that is none', node('c', { confirm: { play: [], accept: 'y' } })],
  ['a play item with two meanings', node('m', { play: [{ tts: 'a', audio: 'b.wav' }] })],
  ['a locale that is none', { ...flow, locale: 'English (UK)' }],
  ['a handler of a key that is none', { ...flow, on: { keys: { '12': 'h' } } }],
  ['a variable whose name is taken', { ...flow, variables: { call: { type: 'string' } } }],
  ['a default of another type', { ...flow, variables: { ...flow.variables, d: { type: 'digits', default: 'abc' } } }],
  ['a number as text', { ...flow, variables: { ...flow.variables, n: { type: 'number', default: '3' } } }],
  ['a target of two kinds', { ...flow, targets: { desk: { user: '2e7f4b0c-5a0e-4d5b-8c1f-7b6a0d3e9f11', phone: '+442079460000' } } }],
  ['a target of no kind', { ...flow, targets: { desk: {} } }],
  ['a prompt without anything', { ...flow, prompts: { hello: { 'en-GB': {} } } }],
])('a flow with %s is refused by both', (_what, document) => {
  expect(flowDocumentSchema.safeParse(flow).success && acceptsFlow(flow)).toBe(true);
  expect(flowDocumentSchema.safeParse(document).success).toBe(false);
  expect(acceptsFlow(JSON.parse(JSON.stringify(document)))).toBe(false);
});

test.each<[string, object]>([
  ['a number that is none', { ...routes, numbers: { '020': 'x' } }],
  ['an instance of blanks', { ...routes, numbers: { '+442079460000': '  ' } }],
  ['a flow and a split', { ...routes, incoming: [{ when: {}, flow: 'f', split: [] }] }],
  ['a condition that is not known', { ...routes, incoming: [{ when: { day: 'mon' }, flow: 'f' }] }],
  ['a reason that is not known', { ...routes, otherwise: { reject: 'tired' } }],
])('routes with %s are refused by both', (_what, document) => {
  expect(routesSchema.safeParse(routes).success && acceptsRoutes(routes)).toBe(true);
  expect(routesSchema.safeParse(document).success).toBe(false);
  expect(acceptsRoutes(JSON.parse(JSON.stringify(document)))).toBe(false);
});

test('what only our own reading can say is on the page', () => {
  const documents = [
    node('c', { input: { firstDigitTimeout: '5m' } }),
    node('c', { minDigits: 5, maxDigits: 4 }),
    node('c', { check: { date: 'DDMMDD' } }),
  ];
  const messages = documents.map((document) => flowDocumentSchema.safeParse(document).error?.issues[0]?.message ?? '');
  const spoiled = { ...routes, incoming: [{ when: {}, split: [{ flow: 'f', percent: 90 }] }] };
  const said = [...messages, routesSchema.safeParse(spoiled).error?.issues.map(({ message }) => message).join() ?? ''];
  expect(said.filter((message) => unsayable.some((rule) => message.startsWith(rule)))).toHaveLength(4);
});
