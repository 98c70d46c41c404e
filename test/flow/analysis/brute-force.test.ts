/**
 * What the checker proves of a flow, against the calls that the interpreter makes of it: small flows and callers at
 * random. The argument is in docs/checking-flows.md.
 */
import * as fc from 'fast-check';
import { checkGraph, reportLimits, reportOperations } from '../../../src/flow/analysis/index.ts';
import { compileFlow } from '../../../src/flow/index.ts';
import { SlowCall } from './slow-call.ts';
import type { Measured, World } from './slow-call.ts';
import { enteringFlow, loneFlow, world } from './small-flow.ts';
import type { SmallFlow } from './small-flow.ts';
import { share } from '../../support/thoroughness.ts';

const runs = share(200);
/** More nodes in a row than any flow of five nodes enters whose loops count to three. */
const rush = 120;

const neverEnds = ['FLOW-ENDLESS-LOOP', 'FLOW-NO-END'];

const findingsOf = ({ document, directory }: SmallFlow) =>
  checkGraph(document, (id) => {
    const entered = directory.document?.(id) ?? null;
    return entered === null ? null : { document: entered, clips: {} };
  });
const codesOf = (flow: SmallFlow): ReadonlySet<string> =>
  new Set(findingsOf(flow).map(({ finding }) => finding.code));
const measure = ({ bound }: SmallFlow, given: World): Measured =>
  new SlowCall(compileFlow(bound), given).run();
const limitsOf = ({ bound }: SmallFlow) => reportLimits(bound, compileFlow(bound).limits);
/** What is said of the flows that it enters: such a flow is not run either. */
const codesInside = ({ directory, ...flow }: SmallFlow): ReadonlySet<string> => {
  const inside = directory.ids.flatMap((id) => directory.document?.(id) ?? []);
  return new Set([
    ...inside.flatMap((document) => [...codesOf({ ...flow, directory, document })]),
    ...codesOf({ ...flow, directory }),
  ]);
};

const kinds = [
  ['a flow', loneFlow],
  ['a flow that enters others', enteringFlow],
] as const;

describe.each(kinds)('%s', (_name, smallFlow) => {
  function holds(property: (flow: SmallFlow, measured: Measured, codes: ReadonlySet<string>) => void): void {
    fc.assert(
      fc.property(smallFlow, world, (flow, given) => {
        property(flow, measure(flow, given), codesInside(flow));
      }),
      { numRuns: runs },
    );
  }

  test('a flow without an endless loop comes to a rest after a bounded number of nodes (A1)', () => {
    holds((_, { longestRush }, codes) => {
      if (!codes.has('FLOW-ENDLESS-LOOP')) expect(longestRush).toBeLessThan(rush);
    });
  });

  test('a flow without complaint about its loops ends, whatever the caller does and then does not', () => {
    const loops = ['FLOW-ENDLESS-LOOP', 'FLOW-SILENT-LOOP', 'FLOW-NO-END'];
    holds(({ bound }, { over, transcript }, codes) => {
      const documents = [bound, ...Object.values(bound.subflows)].map(({ document }) => document);
      const waits = documents.some(({ nodes }) => Object.values(nodes).some(({ type }) => type === 'wait'));
      if (waits || loops.some((code) => codes.has(code))) return;
      expect(over).toBe(true);
      expect(transcript.filter((entry) => entry.kind === 'failure' && entry.code === 'limit')).toEqual([]);
      expect(transcript.filter((entry) => entry.kind === 'end' && entry.end === 'maxDuration')).toEqual([]);
    });
  });

  test('no silence is longer than the longest that was worked out (A2)', () => {
    holds((flow, { longestSilence }) => {
      expect(longestSilence).toBeLessThanOrEqual(limitsOf(flow).longestSilence);
    });
  });

  test('what is not said to be late is answered or rejected within 10 s (A3)', () => {
    holds((_, { settledAt }, codes) => {
      // A flow that never ends is only cut off by its limits, whenever that is.
      if (neverEnds.some((code) => codes.has(code))) return;
      if (!codes.has('FLOW-LATE-ANSWER')) expect(settledAt ?? 0).toBeLessThanOrEqual(10_000);
    });
  });

  test('no call is longer, or asks more of Graph, than was worked out (A4)', () => {
    holds((flow, { lasted, requests }) => {
      const report = limitsOf(flow);
      expect(lasted).toBeLessThanOrEqual(report.longestCall);
      expect(requests).toBeLessThanOrEqual(report.mostGraphRequests);
    });
  });

  test('no call asks for an operation that is not listed, but to reject what nobody answered (A5)', () => {
    holds(({ bound }, { operations }) => {
      const listed: readonly string[] = reportOperations(bound).map(({ use }) => use.operation);
      expect([...operations].filter((one) => one !== 'reject' && !listed.includes(one))).toEqual([]);
    });
  });

  test('nobody gets to a node that is said to be unreachable', () => {
    holds((flow, { entered }) => {
      for (const { finding, pointer } of findingsOf(flow)) {
        if (finding.code === 'FLOW-UNREACHABLE-NODE')
          expect(entered).not.toContain(pointer.split('/').at(-1));
      }
    });
  });

  test('of the flows that are refused for a loop, a good part can be seen to go round', () => {
    const sample = fc.sample(fc.tuple(smallFlow, fc.array(world, { minLength: 25, maxLength: 25 })), {
      numRuns: 60,
      seed: 4,
    });
    const refused = sample.filter(([flow]) => codesOf(flow).has('FLOW-ENDLESS-LOOP'));
    const shown = refused.filter(([flow, worlds]) =>
      worlds.some((given) => measure(flow, given).longestRush >= rush),
    );
    expect(refused.length).toBeGreaterThan(10);
    expect(shown.length / refused.length).toBeGreaterThan(0.3);
  });
});
