/**
 * One script, one trace: on the pure interpreter, through functions and embedded host, and through a host that
 * delays and doubles its messages and kills its episodes. Chaos moves durable messages, not the stamps of
 * notifications, so it may change when we hear of something and nothing else.
 */
import { join } from 'node:path';
import type { CallRecord } from '../../src/call/index.ts';
import { loadLibrary } from '../../src/library/index.ts';
import { runHosted } from './hosted-calls.ts';
import { orderScenarios, orderWorld } from './order-world.ts';
import { runPure } from './run-pure.ts';
import { scenarios } from './scenarios.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(120_000);

const library = loadLibrary({
  flowsPath: join(__dirname, '..', '..', 'flows'),
  settings: () => undefined,
  unspokenText: 'refuse',
});
const found = library.flows.get('front-desk');
if (found === undefined) throw new Error('The front desk did not load.');
const flow = found;

type Entry = CallRecord['transcript'][number];

/** What is left of a trace without times: what happened of each kind, in its order. */
function timeless({ end, endReason, transcript }: CallRecord): object {
  const kinds = [...new Set(transcript.map(({ kind }) => kind))].sort();
  const ofKind = (kind: Entry['kind']) =>
    transcript
      .filter((entry) => entry.kind === kind)
      .map((entry) => JSON.stringify({ ...entry, at: 0, ...('until' in entry ? { until: 0 } : {}) }));
  return { end, endReason, entries: Object.fromEntries(kinds.map((kind) => [kind, ofKind(kind)])) };
}

/** Three of a list for each seed, so that 200 seeds go more than fifty times through all of it. */
const takeTurns = <Item>(list: readonly Item[], seed: number): readonly Item[] =>
  list.filter((_item, index) => (index + seed * 3) % list.length < 3);

const pure = scenarios.map((scenario) => runPure(flow, scenario));

describe('a script gives the same trace', () => {
  test('on the embedded host as on the interpreter alone, times included where no key deadline passes', async () => {
    const { records, violations } = await runHosted(flow, library.media, scenarios);
    expect(violations).toEqual([]);
    expect(records.map(timeless)).toEqual(pure.map(timeless));
    for (const [index, scenario] of scenarios.entries()) {
      if (scenario.withoutKeyDeadlines !== true) continue;
      expect([scenario.name, records[index]?.transcript]).toEqual([scenario.name, pure[index]?.transcript]);
    }
  });

  const seeds = Array.from({ length: 200 }, (_, seed) => seed + 1);
  const batches = Array.from({ length: 10 }, (_, batch) => seeds.slice(batch * 20, batch * 20 + 20));

  test.each(batches.map((batch) => [batch[0], batch.at(-1), batch] as const))(
    'under chaos, seeds %i to %i, times aside',
    async (_first, _last, batch) => {
      for (const seed of batch) {
        const chaos = { seed, maximumDelay: 100, duplicateExternalEvents: true };
        const some = takeTurns(scenarios, seed);
        const { records, violations } = await runHosted(flow, library.media, some, chaos);
        expect([seed, violations]).toEqual([seed, []]);
        expect([seed, records.map(timeless)]).toEqual([seed, takeTurns(pure, seed).map(timeless)]);
      }
    },
  );
});

describe('with effects that take their time beside the call, and a sub-flow', () => {
  const orders = loadLibrary({
    flowsPath: join(__dirname, 'orders'),
    settings: () => undefined,
    unspokenText: 'standIn',
  });
  const orderLine = orders.flows.get('order-line');
  if (orderLine === undefined) throw new Error(orders.problems.map(({ rendered }) => rendered).join('\n'));
  const answers = orderWorld(orders.media);
  const alone = orderScenarios.map((scenario) => runPure(orderLine, scenario, answers));

  test('a script gives the same trace on the embedded host', async () => {
    const { records, violations } = await runHosted(
      orderLine,
      orders.media,
      orderScenarios,
      undefined,
      answers,
    );
    expect(violations).toEqual([]);
    expect(records.map(timeless)).toEqual(alone.map(timeless));
    for (const [index, scenario] of orderScenarios.entries()) {
      if (scenario.withoutKeyDeadlines !== true) continue;
      expect([scenario.name, records[index]?.transcript]).toEqual([scenario.name, alone[index]?.transcript]);
    }
  });

  test('and under chaos, 40 seeds, times aside', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const chaos = { seed, maximumDelay: 100, duplicateExternalEvents: true };
      const some = takeTurns(orderScenarios, seed);
      const { records, violations } = await runHosted(orderLine, orders.media, some, chaos, answers);
      expect([seed, violations]).toEqual([seed, []]);
      expect([seed, records.map(timeless)]).toEqual([seed, takeTurns(alone, seed).map(timeless)]);
    }
  });
});
