/** Campaigns of random calls, limits and trouble: what the dialer promises holds for all of them. */
import * as fc from 'fast-check';
import { runCampaign } from './campaign.ts';
import type { Campaign, MadeCall } from './campaign.ts';
import { share } from '../support/thoroughness.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(120_000);

const aTry = fc.record({
  length: fc.integer({ min: 0, max: 40_000 }),
  end: fc.constantFrom('completed' as const, 'busy' as const, 'noAnswer' as const, 'failed' as const),
});

const aCampaign: fc.Arbitrary<Campaign> = fc.record({
  limits: fc.record({
    concurrent: fc.integer({ min: 1, max: 4 }),
    perMinute: fc.constantFrom(6, 20, 60, 300),
  }),
  requests: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 90_000 }),
      after: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 3 }),
      tries: fc.array(aTry, { minLength: 4, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 10 },
  ),
  trouble: fc.oneof(
    fc.constant([]),
    fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 10 }),
  ),
  seed: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 1_000 })),
});

/** How often a request is to be called: until somebody takes the call, or the plan has come to its end. */
function expectedTries({ after, tries }: Campaign['requests'][number]): number {
  const last = tries.findIndex(
    ({ end }, index) => !['busy', 'noAnswer'].includes(end) || index === after.length,
  );
  return last + 1;
}

/** The most of these that hold at the same time. */
function mostAtOnce(spans: readonly { readonly from: number; readonly until: number }[]): number {
  return Math.max(
    0,
    ...spans.map(({ from }) => spans.filter((other) => other.from <= from && from < other.until).length),
  );
}

const numbered = (calls: readonly MadeCall[], request: number): readonly MadeCall[] =>
  calls.filter((call) => call.request === request).sort((one, other) => one.attempt - other.attempt);

test('SD1 to SD4: every request is called as often as its plan says, within the limits, whatever goes wrong', async () => {
  await fc.assert(
    fc.asyncProperty(aCampaign, async (campaign) => {
      const { calls, isDone, deadLetters } = await runCampaign(campaign);
      expect(isDone).toBe(true);
      expect(deadLetters).toEqual([]);
      const { concurrent, perMinute } = campaign.limits;
      expect(mostAtOnce(calls)).toBeLessThanOrEqual(concurrent);
      const minutes = calls.map(({ from }) => ({ from, until: from + 60_000 }));
      expect(mostAtOnce(minutes)).toBeLessThanOrEqual(perMinute + Math.max(1, Math.floor(perMinute / 60)));
      for (const [index, request] of campaign.requests.entries()) {
        const tries = numbered(calls, index);
        expect(tries.map(({ attempt }) => attempt)).toEqual(
          Array.from({ length: expectedTries(request) }, (_, at) => at + 1),
        );
        for (const [at, { from }] of tries.slice(1).entries())
          expect(from - (tries[at]?.until ?? 0)).toBeGreaterThanOrEqual((request.after[at] ?? 0) * 1_000);
      }
    }),
    { numRuns: share(30) },
  );
});
