/**
 * What the checker proves of a flow, against the calls that the interpreter makes of it: small flows and callers at
 * random. The argument is in docs/checking-flows.md.
 */
import * as fc from 'fast-check';
import { checkGraph, reportLimits } from '../../../src/flow/analysis/index.ts';
import { bindFlow, compileFlow } from '../../../src/flow/index.ts';
import type { FlowDocument } from '../../../src/flow/index.ts';
import { clipsOf } from '../../support/flows.ts';
import { SlowCall } from './slow-call.ts';
import type { Measured, World } from './slow-call.ts';
import { lengths, smallFlow, world } from './small-flow.ts';

const runs = 300;
/** More nodes in a row than any flow of five nodes enters whose loops count to three. */
const rush = 120;

const neverEnds = ['FLOW-ENDLESS-LOOP', 'FLOW-NO-END'];

const compiled = (document: FlowDocument) => compileFlow(bindFlow(document, clipsOf(document, lengths)));
const codesOf = (document: FlowDocument): ReadonlySet<string> =>
  new Set(checkGraph(document).map(({ finding }) => finding.code));
const measure = (document: FlowDocument, given: World): Measured =>
  new SlowCall(compiled(document), given).run();

function holds(
  property: (document: FlowDocument, measured: Measured, codes: ReadonlySet<string>) => void,
): void {
  fc.assert(
    fc.property(smallFlow, world, (document, given) => {
      property(document, measure(document, given), codesOf(document));
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
  holds((document, { over, transcript }, codes) => {
    const waits = Object.values(document.nodes).some(({ type }) => type === 'wait');
    if (waits || loops.some((code) => codes.has(code))) return;
    expect(over).toBe(true);
    expect(transcript.filter((entry) => entry.kind === 'failure' && entry.code === 'limit')).toEqual([]);
    expect(transcript.filter((entry) => entry.kind === 'end' && entry.end === 'maxDuration')).toEqual([]);
  });
});

test('no silence is longer than the longest that was worked out (A2)', () => {
  holds((document, { longestSilence }) => {
    const { limits, clips } = compiled(document);
    const report = reportLimits(document, limits, Object.fromEntries(clips));
    expect(longestSilence).toBeLessThanOrEqual(report.longestSilence);
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
  holds((document, { lasted, requests }) => {
    const { limits, clips } = compiled(document);
    const report = reportLimits(document, limits, Object.fromEntries(clips));
    expect(lasted).toBeLessThanOrEqual(report.longestCall);
    expect(requests).toBeLessThanOrEqual(report.mostGraphRequests);
  });
});

test('nobody gets to a node that is said to be unreachable', () => {
  holds((document, { entered }) => {
    for (const { finding, pointer } of checkGraph(document)) {
      if (finding.code === 'FLOW-UNREACHABLE-NODE') expect(entered).not.toContain(pointer.split('/').at(-1));
    }
  });
});

test('of the flows that are refused for a loop, a good part can be seen to go round', () => {
  const sample = fc.sample(fc.tuple(smallFlow, fc.array(world, { minLength: 25, maxLength: 25 })), {
    numRuns: 60,
    seed: 4,
  });
  const refused = sample.filter(([document]) => codesOf(document).has('FLOW-ENDLESS-LOOP'));
  const shown = refused.filter(([document, worlds]) =>
    worlds.some((given) => measure(document, given).longestRush >= rush),
  );
  expect(refused.length).toBeGreaterThan(10);
  expect(shown.length / refused.length).toBeGreaterThan(0.3);
});
