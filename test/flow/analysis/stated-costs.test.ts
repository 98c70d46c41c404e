/** How long a caller hears nothing at the stated costs: section 5 of the flow language. */
import { loadFlow } from '../../../src/flow/index.ts';

const bye = { type: 'hangup' };
const wav = { audio: 'hi.wav' };
const value = { say: '{call.startedAt}', as: 'spell' };
const say = (next: string, play: readonly object[] = [wav]) => ({ type: 'prompt', play, next });

function silences(nodes: object): readonly string[] {
  const flow = {
    id: 'costs',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'hi',
    nodes: { hi: say('then'), ...nodes, bye },
  };
  const options = { file: 'costs.json', settings: () => undefined, missingSettings: 'refuse' } as const;
  return loadFlow(JSON.stringify(flow), options).problems.map(
    ({ pointer, message }) => `${pointer} ${/for ([\d.]+ s)/.exec(message)?.[1] ?? message}`,
  );
}

const dip = (request: object, more: object) => ({
  type: 'http',
  request: { url: 'https://crm.contoso.example/', ...request },
  next: 'ho',
  onError: 'ho',
  ...more,
});
const dipped = (request: object, more: object) => silences({ then: dip(request, more), ho: say('bye') });

test.each([
  ['a value', [value]],
  ['a value between files', [wav, value, wav]],
  ['two values', [value, wav, value]],
])('%s after a prompt costs one rendering, which is just allowed', (_name, play) => {
  expect(silences({ then: say('bye', play) })).toEqual([]);
});

test('a value after a prompt and anything that takes time is too late', () => {
  expect(silences({ then: dip({}, { timeout: '1s' }), ho: say('bye', [wav, value]) })).toEqual([
    '/nodes/ho 3.2 s',
  ]);
});

test('a data dip costs all its tries and the waits between them, where it may be repeated', () => {
  expect(dipped({}, { timeout: '1s', retries: 2 })).toEqual(['/nodes/then 4.1 s']);
  expect(dipped({ method: 'POST', idempotent: true }, { timeout: '1s', retries: 2 })).toEqual([
    '/nodes/then 4.1 s',
  ]);
  expect(dipped({ method: 'POST' }, { timeout: '1s', retries: 2 })).toEqual([]);
});

test('a data dip is silent up to its fill, once more between two fills', () => {
  const fill = (after: string) => ({ timeout: '5s', fill: { after, play: [wav] } });
  expect(dipped({}, fill('800ms'))).toEqual([]);
  expect(dipped({}, fill('1500ms'))).toEqual(['/nodes/then 2.1 s']);
  expect(dipped({}, { timeout: '1s', fill: { after: '4s', play: [wav] } })).toEqual([]);
});
