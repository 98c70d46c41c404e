/** A flow without a caller, on the embedded host and in a simulated meeting: it joins, invites, and hears who comes. */
import { join } from 'node:path';
import type { CallRecord } from '../../src/call/index.ts';
import { loadLibrary } from '../../src/library/index.ts';
import { runHosted } from './hosted-calls.ts';
import { orderWorld } from './order-world.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(60_000);

const { flows, media, problems } = loadLibrary({
  flowsPath: join(__dirname, 'meetings'),
  settings: () => undefined,
  unspokenText: 'standIn',
});
const flow = flows.get('meetings');
if (flow === undefined) throw new Error(problems.map(({ rendered }) => rendered).join('\n'));

const expert = 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e41';

async function meet(
  faults: readonly object[],
  seed?: number,
): Promise<{ readonly record: CallRecord; readonly asked: readonly string[] }> {
  const chaos = seed === undefined ? undefined : { seed, maximumDelay: 100, duplicateExternalEvents: true };
  const scenario = { name: 'a meeting', script: [], meeting: faults };
  if (flow === undefined) throw new Error('unreachable');
  const { records, requests, violations } = await runHosted(
    flow,
    media,
    [scenario],
    chaos,
    orderWorld(media),
  );
  expect(violations).toEqual([]);
  const [record] = records;
  if (record === undefined) throw new Error('There is no record.');
  return { record, asked: requests[0] ?? [] };
}

const entered = ({ transcript }: CallRecord): readonly string[] =>
  transcript.flatMap((entry) => (entry.kind === 'enter' ? [entry.node] : []));

const cases: readonly (readonly [string, readonly object[], readonly string[], string])[] = [
  [
    'somebody comes who was invited',
    [],
    ['enter', 'hello', 'call', 'wait', 'welcome', 'changed', 'end'],
    'done',
  ],
  [
    'the app waits in the lobby, and who was invited does not answer',
    [
      { meeting: '320 951 876', outcome: 'lobby', afterMs: 200 },
      { invite: expert, outcome: 'noAnswer', afterMs: 4_000 },
    ],
    ['enter', 'hello', 'call', 'nobody', 'end'],
    'done',
  ],
  ['nobody lets the app in', [{ meeting: true, outcome: 'lobby' }], ['enter', 'away'], 'away'],
  [
    'who was invited is busy',
    [{ invite: expert, outcome: 'busy' }],
    ['enter', 'hello', 'call', 'nobody', 'end'],
    'done',
  ],
  ['the meeting is locked', [{ meeting: true, outcome: 'locked' }], ['enter', 'away'], 'away'],
  [
    'who comes is told late',
    [{ notification: 'roster', delayed: 2_000 }],
    ['enter', 'hello', 'call', 'wait', 'welcome', 'changed', 'end'],
    'done',
  ],
];

test.each(cases)('%s', async (_what, faults, nodes, reason) => {
  const { record } = await meet(faults);
  expect(entered(record)).toEqual(nodes);
  expect(record).toMatchObject({ end: 'completed', endReason: reason, direction: 'outgoing' });
});

test('of Graph is asked what the flow says, and the call is hung up once', async () => {
  const { asked, record } = await meet([]);
  expect(asked.slice(0, 3)).toEqual(['createCall 201', 'subscribeToTone 200', 'playPrompt 200']);
  expect(asked.filter((request) => request.startsWith('deleteCall'))).toEqual(['deleteCall 204']);
  expect(record.graphCallId).toMatch(/^[0-9a-f-]{36}$/);
});

test('the same under chaos, ten seeds', async () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const { record } = await meet([], seed);
    expect([seed, entered(record)]).toEqual([seed, cases[0]?.[2]]);
  }
});
