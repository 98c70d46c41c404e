/** A long call is kept every 15 minutes, and its flow notices nothing of it: at either depth. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bothDepths } from './both-depths.ts';
import { scenarioOf } from '../rehearsal/rehearsal-support.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

const minute = 60_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-keep-alive-'));
  const nodes = {
    pickUp: { type: 'answer', next: 'wait' },
    wait: { type: 'wait', for: '29m', next: 'say' },
    // It sounds while the call is kept for the second time, and keys are collected right after that.
    say: { type: 'prompt', play: [{ silence: '60s' }, { silence: '10s' }], bargeIn: false, next: 'ask' },
    ask: { type: 'collect', play: [], into: 'code', maxDigits: 4, next: 'end', onExhausted: 'end' },
    end: { type: 'hangup' },
  };
  const variables = { code: { type: 'digits' } };
  const limits = { maxCallDuration: '1h' };
  const flow = {
    id: 'test',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'pickUp',
    limits,
    variables,
    nodes,
  };
  writeFileSync(join(folder, 'test.json'), JSON.stringify(flow));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const press = { press: '4711', after: '1811s' };

test('every 15 minutes, while it waits and while it plays; keys and prompts are as without', async () => {
  const { alone, hosted } = await bothDepths(folder, scenarioOf({ steps: [press] }));
  expect(hosted).toEqual(alone);
  const kept = alone.transcript.filter((entry) => entry.kind === 'graph' && entry.operation === 'keepAlive');
  expect(kept.map(({ at }) => at)).toEqual([15 * minute, 30 * minute]);
  expect(alone).toMatchObject({ end: 'completed', variables: { code: '4711' } });
  const entered = alone.transcript.flatMap((entry) =>
    entry.kind === 'enter' ? [[entry.node, entry.at]] : [],
  );
  expect(entered.slice(0, 4)).toEqual([
    ['pickUp', 0],
    ['wait', 0],
    ['say', 29 * minute],
    ['ask', 29 * minute + 70_000],
  ]);
});

test.each([
  ['is refused', { status: 500 }, 'completed'],
  ['is throttled for a while', { status: 429 }, 'completed'],
  ['finds no call any more', { status: 404, code: '8522' }, 'abandoned'],
])('a keepAlive that %s', async (_what, fault, end) => {
  const steps = [{ fault: { operation: 'keepAlive', ...fault } }, press];
  const { alone, hosted } = await bothDepths(folder, scenarioOf({ steps }));
  expect(hosted).toEqual(alone);
  expect(alone.end).toBe(end);
});
