/**
 * A flow that asks for opening hours gives the same trace on the interpreter alone and through the functions, where an
 * activity works them out before the call begins; also where that activity runs late, or its episode dies.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallRecord } from '../../src/call/index.ts';
import { loadLibrary } from '../../src/library/index.ts';
import { runHosted } from './hosted-calls.ts';
import { runPure } from './run-pure.ts';
import type { Scenario } from './scenarios.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(60_000);

/** Calls come on a Monday at nine by Greenwich: it is closed for another two minutes. */
const document = {
  id: 'hours',
  version: '1.0.0',
  locale: 'en-GB',
  start: 'hours',
  variables: { opens: { type: 'string' } },
  schedules: {
    office: {
      timeZone: 'Europe/Berlin',
      weekly: { mon: ['10:02-18:00'] },
      holidays: [{ date: '2026-10-27' }],
    },
  },
  nodes: {
    hours: {
      type: 'branch',
      cases: [{ when: "schedule('office') == 'open'", next: 'open' }],
      else: 'wait',
    },
    wait: { type: 'menu', play: [{ silence: '30s' }], choices: { '1': 'early' }, onExhausted: 'hours' },
    open: { type: 'set', values: { opens: "nextOpening('office')" }, next: 'check' },
    check: {
      type: 'branch',
      cases: [{ when: "opens == '2026-11-02T09:02:00.000Z'", next: 'bye' }],
      else: 'early',
    },
    bye: { type: 'hangup', reason: 'open' },
    early: { type: 'hangup', reason: 'early' },
  },
};

const scenarios: readonly Scenario[] = [
  { name: 'waits until it opens', script: [] },
  { name: 'does not wait', script: [{ heard: 2, wait: 1_000, press: '1' }], withoutKeyDeadlines: true },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-hours-'));
  mkdirSync(join(folder, 'flows'));
  writeFileSync(join(folder, 'flows', 'hours.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'flows', 'routes.json'), '{ "otherwise": { "flow": "hours" } }');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const summary = ({ end, endReason, transcript }: CallRecord) => ({
  end,
  endReason,
  nodes: transcript.flatMap((entry) => (entry.kind === 'enter' ? [entry.node] : [])),
});

test.each([undefined, { seed: 7, maximumDelay: 100, duplicateExternalEvents: true }])(
  'under the chaos %j',
  async (chaos) => {
    const { flows, media } = loadLibrary({
      flowsPath: join(folder, 'flows'),
      settings: () => undefined,
      unspokenText: 'refuse',
    });
    const flow = flows.get('hours');
    if (flow === undefined) throw new Error('The flow did not load.');
    const { records, violations } = await runHosted(flow, media, scenarios, chaos);
    const pure = scenarios.map((scenario) => runPure(flow, scenario));
    expect(violations).toEqual([]);
    expect(records.map(summary)).toEqual(pure.map(summary));
    expect(records.map(({ endReason }) => endReason)).toEqual(['open', 'early']);
  },
);
