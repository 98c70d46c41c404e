/** Records as calls over functions, embedded host and simulator write them replay to their own transcripts. */
import { compileFlow } from '../../src/flow/index.ts';
import { replayCall } from '../../src/replay/index.ts';
import { runHosted } from '../equality/hosted-calls.ts';
import { desks, frontDesk, orderLine } from '../equality/same-trace.ts';
import { throughQueue } from './recorded-call.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(120_000);

test.each([
  ['the shipped front desk', frontDesk],
  ['data dips, speech, recordings and a sub-flow', orderLine],
  ['consultative transfers', desks],
])('RP5: %s', async (_what, line) => {
  const { flow, media, scenarios, answers } = line();
  const { records } = await runHosted(flow, media, scenarios, undefined, answers);
  expect(records).toHaveLength(scenarios.length);
  for (const record of records) {
    expect(record.events.length).toBeGreaterThan(3);
    expect([record.graphCallId, replayCall(compileFlow(flow), throughQueue(record)).outcome]).toEqual([
      record.graphCallId,
      { kind: 'identical' },
    ]);
  }
});

test('RP5: also those of a host that delays and doubles its messages and kills its episodes', async () => {
  const { flow, media, scenarios } = frontDesk();
  const chaos = { seed: 7, maximumDelay: 100, duplicateExternalEvents: true };
  const { records } = await runHosted(flow, media, scenarios, chaos);
  for (const record of records) {
    expect(replayCall(compileFlow(flow), throughQueue(record)).outcome).toEqual({ kind: 'identical' });
  }
});
