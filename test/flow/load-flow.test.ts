import { loadFlow, renderProblem } from '../../src/flow/index.ts';
import type { Problem } from '../../src/flow/index.ts';

const load = (text: string, settings: Readonly<Record<string, string>> = {}) =>
  loadFlow(text, { file: 'flow.json', settings: (name) => settings[name], missingSettings: 'refuse' });

describe('a flow whose form is right', () => {
  const minimal = {
    id: 'minimal',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'end',
    targets: { sales: { user: '${SALES}' } },
    nodes: { end: { type: 'hangup' } },
  };

  test('is loaded with its settings bound', () => {
    const loaded = load(JSON.stringify(minimal), { SALES: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' });
    expect(loaded).toMatchObject({
      kind: 'ok',
      document: { targets: { sales: { user: 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60' } } },
    });
  });

  test('is refused with every missing setting at once', () => {
    const targets = { sales: { user: '${SALES}' }, desk: { user: '${DESK}' } };
    const loaded = load(JSON.stringify({ ...minimal, targets }));
    expect(loaded.kind).toBe('problems');
    expect(loaded.problems.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['SETTING-MISSING', '/targets/sales/user'],
      ['SETTING-MISSING', '/targets/desk/user'],
    ]);
  });

  test('an unknown property is told also where its value is a setting that is missing', () => {
    const nodes = { end: { type: 'hangup', resaon: '${WHY}' } };
    const options = { file: 'f', settings: () => undefined, missingSettings: 'standIn' } as const;
    const { problems } = loadFlow(JSON.stringify({ ...minimal, nodes }), options);
    expect(problems.map(({ code }) => code)).toContain('FLOW-UNKNOWN-PROPERTY');
  });

  test('may be checked without its settings, which then are warnings', () => {
    const text = JSON.stringify(minimal);
    const loaded = loadFlow(text, { file: 'f', settings: () => undefined, missingSettings: 'standIn' });
    expect(loaded.kind).toBe('ok');
    expect(loaded.problems.map(({ severity }) => severity)).toEqual(['warning']);
  });
});

describe('the ids of targets', () => {
  const flow = (target: object, to: unknown = 'sales') =>
    JSON.stringify({
      id: 'minimal',
      version: '1.0.0',
      locale: 'en-GB',
      start: 'go',
      targets: { sales: target },
      nodes: {
        go: { type: 'transfer', to, mode: 'blind', onBusy: 'end', onNoAnswer: 'end', onFailed: 'end' },
        end: { type: 'hangup' },
      },
    });
  const guid = 'e0c4b7a2-9f35-4c18-8e61-1b2c3d4e5f60';
  const idProblem = (pointer: string) => ({
    code: 'FLOW-WRONG-FORMAT',
    pointer,
    message: expect.stringMatching(/^"\w+" must be an id of Entra \(a GUID .*Graph takes no mail address/),
  });

  const errorsOf = (problems: readonly Problem[]) => problems.filter(({ severity }) => severity === 'error');

  test.each(['user', 'applicationInstance', 'application'])('%s is a GUID, in either case', (kind) => {
    expect(load(flow({ [kind]: guid.toUpperCase() })).kind).toBe('ok');
    for (const other of ['sales@contoso.com', 'Sales', guid.replaceAll('-', ''), `${guid} `]) {
      const loaded = load(flow({ [kind]: other }));
      expect(loaded.kind).toBe('problems');
      expect(errorsOf(loaded.problems)).toMatchObject([idProblem(`/targets/sales/${kind}`)]);
    }
  });

  test('also where a target is written in place, and after its setting was bound', () => {
    const inPlace = load(flow({ user: guid }, { user: 'sales@contoso.com' }));
    expect(errorsOf(inPlace.problems)).toMatchObject([idProblem('/nodes/go/to/user')]);
    const bound = load(flow({ user: '${SALES}' }), { SALES: 'sales@contoso.com' });
    expect(errorsOf(bound.problems)).toMatchObject([idProblem('/targets/sales/user')]);
  });

  const check = (text: string) =>
    loadFlow(text, { file: 'f', settings: () => undefined, missingSettings: 'standIn' });

  test('are not judged where a missing setting stands in, and nothing else is let through', () => {
    const open = check(flow({ user: '${SALES}' }, { phone: '${DESK}' }));
    expect(open).toMatchObject({
      kind: 'ok',
      document: {
        targets: { sales: { user: 'SALES' } },
        nodes: { go: { to: { phone: 'DESK' } } },
      },
    });
    expect(open.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['SETTING-MISSING', 'SETTING-MISSING']),
    );
    expect(check(flow({ user: 'sales' })).kind).toBe('problems');
    expect(check(flow({ user: '${SALES}' }, 'sale')).problems).toContainEqual(
      expect.objectContaining({ code: 'FLOW-UNKNOWN-TARGET', severity: 'error' }),
    );
  });
});

describe('a flow with thousands of faults', () => {
  const names = Array.from({ length: 3_000 }, (_, index) => `node${index}`);
  const nodes = (node: (name: string) => object) =>
    JSON.stringify({
      id: 'big',
      version: '1.0.0',
      locale: 'en-GB',
      start: 'node0',
      nodes: Object.fromEntries(names.map((name) => [name, node(name)])),
    });
  const all = Array.from({ length: 40_000 }, (_, index) => index);
  const allUnknown = JSON.stringify({
    type: 'hangup',
    ...Object.fromEntries(all.map((each) => [`k${each}`, 1])),
  });
  const allSettings = all.map(() => '${A}');

  test.each([
    ['of form', nodes(() => ({ type: 'hangup', because: 'it ends', unknown: 1 }))],
    ['of names', nodes((name) => ({ type: 'set', assign: {}, next: `${name}x` }))],
    [
      'in one node',
      nodes((name) => ({ type: 'prompt', play: name === 'node0' ? names : [], next: 'node0' })),
    ],
    ['in one object', JSON.stringify(Object.fromEntries(names.map((name) => [name, 1])))],
    ['in the keys', `{"a": {"b": {${names.map(() => '"x": 1').join(',')}}}}`],
    ['in more properties than a stack is long', nodes(() => ({})).replace('{}', allUnknown)],
    [
      'in more settings than a stack is long',
      nodes(() => ({})).replace('{}', JSON.stringify({ type: allSettings })),
    ],
  ])('%s is answered with a hundred of them, at once', (_, text) => {
    const { problems } = load(text);
    expect(problems).toHaveLength(100);
    for (const problem of problems) expect(renderProblem(problem, text).length).toBeLessThan(1_000);
  });
});

test('warnings of settings never push out an error of form', () => {
  const text = JSON.stringify({
    id: 'unset',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'end',
    variables: { words: { type: 'json', default: Array(200).fill('${A}') } },
    nodes: { end: { type: 'hangup', because: 'it ends' } },
  });
  const options = { file: 'f', settings: () => undefined, missingSettings: 'standIn' } as const;
  const { problems } = loadFlow(text, options);
  expect(problems).toHaveLength(100);
  expect(problems.map(({ code }) => code)).toContain('FLOW-UNKNOWN-PROPERTY');
});

test('a text longer than anybody listens to is refused', () => {
  const flow = (length: number) =>
    JSON.stringify({
      id: 'long',
      version: '1.0.0',
      locale: 'en-GB',
      start: 'hello',
      prompts: { hello: { 'en-GB': { text: 'a'.repeat(length) } } },
      nodes: { hello: { type: 'hangup', play: ['hello', { tts: 'b'.repeat(length) }] } },
    });
  expect(load(flow(5_000)).kind).toBe('ok');
  expect(load(flow(5_001)).problems.map(({ code, pointer }) => [code, pointer])).toEqual([
    ['FLOW-OUT-OF-RANGE', '/prompts/hello/en-GB/text'],
    ['FLOW-OUT-OF-RANGE', '/nodes/hello/play/1/tts'],
  ]);
});
