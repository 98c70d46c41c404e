import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callId, milliseconds } from '../../src/call/index.ts';
import type { Party } from '../../src/call/index.ts';
import { compileFlow } from '../../src/flow/index.ts';
import { LibraryError, loadLibrary } from '../../src/library/index.ts';
import type { Library, UnspokenText } from '../../src/library/index.ts';
import { silence } from '../../src/media/index.ts';

const instance = (id: string): Party => ({
  kind: 'applicationInstance',
  id,
  phone: null,
  displayName: null,
  tenantId: null,
});
const caller: Party = {
  kind: 'phone',
  id: '+4930901820001',
  phone: '+4930901820001',
  displayName: null,
  tenantId: null,
};

const flow = (id: string, play: unknown[], prompts: object = {}): string =>
  JSON.stringify({
    id,
    version: '1.0.0',
    locale: 'en-GB',
    start: 'greet',
    prompts,
    nodes: { greet: { type: 'prompt', play, next: 'end' }, end: { type: 'hangup' } },
  });

const routes = JSON.stringify({
  incoming: [
    { when: { applicationInstance: 'one' }, flow: 'one' },
    { when: { applicationInstance: 'two' }, flow: 'two' },
  ],
  otherwise: { reject: 'forbidden' },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-library-'));
  mkdirSync(join(folder, 'prompts'));
  writeFileSync(join(folder, 'prompts', 'hello.wav'), silence(milliseconds(1_500)));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, text: string): void => writeFileSync(join(folder, name), text);

function load(unspokenText: UnspokenText = 'refuse'): Library {
  return loadLibrary({ flowsPath: folder, settings: () => undefined, unspokenText });
}

function chosen(library: Library, called: string): { id: string; reason: unknown; clips: object } {
  const bound = library.flowFor({ id: callId('in-1'), from: caller, to: instance(called) });
  const { document } = compileFlow(bound);
  const [start] = Object.values(document.nodes);
  return {
    id: document.id,
    reason: start !== undefined && 'reason' in start ? start.reason : null,
    clips: bound.clips,
  };
}

function failure(): LibraryError {
  try {
    load();
  } catch (error) {
    if (error instanceof LibraryError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

describe('loadLibrary', () => {
  test('gives a call the flow that its route names, with the facts of its audio', async () => {
    put('routes.json', routes);
    put('one.json', flow('one', [{ audio: 'prompts/hello.wav' }, { silence: '250ms' }]));
    put('two.json', flow('two', [{ silence: '1s' }]));
    put('one.scenarios.json', '[]');
    put('flow.schema.json', '{}');
    const library = load();
    expect(library.problems).toEqual([]);
    const { id, clips } = chosen(library, 'one');
    expect(id).toBe('one');
    expect(clips).toEqual({
      'audio:prompts/hello.wav': { name: expect.stringMatching(/^[0-9a-f]{40}\.wav$/), length: 1_500 },
      'silence:250': { name: expect.stringMatching(/^[0-9a-f]{40}\.wav$/), length: 250 },
    });
    for (const clip of Object.values(clips) as { name: string; length: number }[]) {
      const bytes = await library.media.find(clip.name)?.();
      expect(bytes?.length).toBe(44 + clip.length * 32);
    }
  });

  test('gives a call that is turned away a flow that does so', () => {
    put('routes.json', routes);
    put('one.json', flow('one', []));
    put('two.json', flow('two', []));
    expect(chosen(load(), 'three').reason).toBe('forbidden');
  });

  test.each<[string, string]>([
    ['does not parse', '{ "id": "two", '],
    ['breaks the rules', '{ "id": "two" }'],
    ['names audio that is not there', flow('two', [{ audio: 'prompts/nothing.wav' }])],
    ['names audio outside of the folder', flow('two', [{ audio: '../private.wav' }])],
    ['has a text that nobody speaks', flow('two', [{ tts: 'Hello' }])],
    [
      'is too large',
      flow(
        'two',
        [],
        Object.fromEntries(
          Array.from({ length: 3_000 }, (_, n) => [
            `p${n}`,
            { 'en-GB': { audio: 'prompts/hello.wav', text: 'x'.repeat(80) } },
          ]),
        ),
      ),
    ],
    ['has the id of another one', flow('one', [])],
  ])('a flow that %s leaves the others running, its calls are busy', (_, text) => {
    put('routes.json', routes);
    put('one.json', flow('one', []));
    put('two.json', text);
    const library = load();
    expect(library.problems[0]).toMatchObject({
      severity: 'error',
      file: join(folder, 'two.json'),
      rendered: expect.any(String),
    });
    expect(chosen(library, 'one').id).toBe('one');
    expect(chosen(library, 'two').reason).toBe('busy');
  });

  test.each<[string, string, Record<string, string>]>([
    ['states its id', 'later', { 'two.json': '{ "id": "later" }' }],
    ['is no JSON, but is named after it', 'two', { 'two.json': '{ "id": ' }],
  ])('a route to a flow that did not load is no problem of its own: the file %s', (_, id, files) => {
    put('routes.json', JSON.stringify({ otherwise: { flow: id } }));
    put('one.json', flow('one', []));
    for (const [name, text] of Object.entries(files)) put(name, text);
    const { problems } = load();
    expect(problems.length).toBeGreaterThan(0);
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set([join(folder, 'two.json')]));
  });

  test('a route to a flow that no file has is told beside a flow that did not load', () => {
    put('routes.json', '{ "otherwise": { "flow": "nowhere" } }');
    put('one.json', flow('one', []));
    put('two.json', '{ "id": "two" }');
    expect(load().problems.map(({ code }) => code)).toContain('ROUTES-UNKNOWN-FLOW');
  });

  test('an id that is taken is shown at its place, with the file that has it', () => {
    put('routes.json', routes);
    put('one.json', flow('one', []));
    put('two.json', flow('two', []));
    put('zwo.json', flow('two', []).replace('{', '{\n  '));
    const { problems } = load();
    expect(problems).toMatchObject([
      { code: 'FLOW-ID-TAKEN', file: join(folder, 'zwo.json'), line: 2, column: 8 },
    ]);
    expect(problems[0]?.message).toContain('two.json');
    expect(problems[0]?.rendered).toMatch(/\n {2}2 \| .*"id":"two".*\n {2} {2}\| +\^{5}$/);
  });

  test('a text without audio gets a quiet tone, or no clip and a warning, as is wished', () => {
    const greeting = { greeting: { 'en-GB': { audio: 'prompts/later.wav', text: 'Good morning' } } };
    put('routes.json', '{ "otherwise": { "flow": "one" } }');
    put('one.json', flow('one', ['greeting', { tts: 'Hello' }], greeting));
    const standIn = load('standIn');
    expect(chosen(standIn, 'x').clips).toMatchObject({
      'audio:prompts/later.wav': { length: 720 },
      'text:en-GB:Hello': { length: 600 },
    });
    expect(standIn.problems).toMatchObject([{ severity: 'warning', code: 'AUDIO-MISSING' }]);
    const silent = load('playFails');
    expect(chosen(silent, 'x').clips).toEqual({});
    expect(silent.problems.map(({ severity, code }) => [severity, code])).toEqual([
      ['warning', 'AUDIO-MISSING'],
      ['warning', 'TEXT-NOT-SPOKEN'],
    ]);
  });

  test('a missing folder is told with the setting that names it', () => {
    expect(() =>
      loadLibrary({ flowsPath: join(folder, 'nowhere'), settings: () => undefined, unspokenText: 'refuse' }),
    ).toThrow(/FLOWS_PATH/);
  });

  test.each<[string, Record<string, string>, string]>([
    ['an empty folder', {}, 'FLOWS-MISSING'],
    ['a folder with routes only', { 'routes.json': routes }, 'FLOWS-MISSING'],
    ['no routes', { 'one.json': flow('one', []) }, 'ROUTES-MISSING'],
    ['routes that do not parse', { 'one.json': flow('one', []), 'routes.json': '{' }, 'ROUTES-INVALID'],
    [
      'routes that lead nowhere',
      { 'one.json': flow('one', []), 'routes.json': '{ "otherwise": { "flow": "on" } }' },
      'ROUTES-INVALID',
    ],
  ])('%s is one error with its code', (_, files, code) => {
    for (const [name, text] of Object.entries(files)) put(name, text);
    const error = failure();
    expect(error.code).toBe(code);
    expect(error.message).toContain(folder);
  });
});

describe('flows that enter flows', () => {
  const entering = (id: string, flowEntered: string): string =>
    JSON.stringify({
      id,
      version: '1.0.0',
      locale: 'en-GB',
      start: 'in',
      nodes: {
        in: { type: 'subflow', flow: flowEntered, on: { done: 'end' } },
        end: id === 'one' ? { type: 'hangup' } : { type: 'return', as: 'done' },
      },
      ...(id === 'one' ? {} : { returns: { done: {} } }),
    });
  const leaf = (play: unknown[]): string =>
    JSON.stringify({
      id: 'leaf',
      version: '1.0.0',
      locale: 'en-GB',
      start: 'greet',
      returns: { done: {} },
      nodes: { greet: { type: 'prompt', play, next: 'end' }, end: { type: 'return', as: 'done' } },
    });
  const onlyOne = JSON.stringify({ incoming: [], otherwise: { flow: 'one' } });

  test('are bound with all that a call in them may enter, also over others', () => {
    put('routes.json', onlyOne);
    put('one.json', entering('one', 'between'));
    put('between.json', entering('between', 'leaf'));
    put('leaf.json', leaf([{ audio: 'prompts/hello.wav' }]));
    const library = load();
    expect(library.problems).toEqual([]);
    const bound = library.flows.get('one');
    expect(Object.keys(bound?.subflows ?? {}).sort()).toEqual(['between', 'leaf']);
    expect(Object.keys(bound?.subflows.leaf?.clips ?? {})).toHaveLength(1);
    expect(bound?.hash).not.toBe(library.flows.get('between')?.hash);
  });

  test('do not load where one of these does not, and leave the others running', () => {
    put('routes.json', JSON.stringify({ incoming: [], otherwise: { flow: 'two' } }));
    put('one.json', entering('one', 'leaf'));
    put('leaf.json', leaf([{ audio: 'prompts/missing.wav' }]));
    put('two.json', flow('two', [{ audio: 'prompts/hello.wav' }]));
    const library = load();
    expect([...library.flows.keys()]).toEqual(['two']);
    expect(library.problems.map(({ code }) => code).sort()).toEqual(['AUDIO-MISSING', 'FLOW-SUBFLOW-BROKEN']);
  });

  test('are refused where they enter one another', () => {
    put('routes.json', JSON.stringify({ incoming: [], otherwise: { flow: 'two' } }));
    put('two.json', flow('two', [{ audio: 'prompts/hello.wav' }]));
    put('one.json', entering('one', 'other'));
    put('other.json', entering('other', 'other'));
    expect(load().problems.map(({ code }) => code)).toContain('FLOW-RECURSION');
  });
});
