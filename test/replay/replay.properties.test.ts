/** RP1 to RP5: whatever happens to a call, its record replays to its transcript, and no secret is in it. */
import * as fc from 'fast-check';
import { noSchedules } from '../../src/call/index.ts';
import type { CallRecord } from '../../src/call/index.ts';
import type { CompiledFlow } from '../../src/flow/index.ts';
import { recordOf } from '../../src/interpreter/index.ts';
import { recordHistory, replayCall } from '../../src/replay/index.ts';
import { call, conclude, consulting, history, live, talkative } from '../interpreter/random-history.ts';
import type { Happening } from '../interpreter/random-history.ts';
import { consultingFlow, randomFlow } from '../support/random-flow.ts';
import { throughQueue } from './recorded-call.ts';
import { doings, runSecretCall, secretDigits, secretFlow, secretWord } from './secret-calls.ts';
import { share } from '../support/thoroughness.ts';

/** The record of a call, as it comes out of a queue. */
function recorded(flow: CompiledFlow, happened: readonly Happening[]): CallRecord {
  const [first, ...steps] = live(flow, happened);
  const all = [...steps, ...conclude(flow, (steps.at(-1) ?? first).state)];
  const transcript = [first, ...all].flatMap((taken) => taken.transcript);
  const last = all.at(-1)?.state ?? first.state;
  const events = all.map(({ event }) => event);
  const record = recordHistory(recordOf(flow, call, last, transcript), {
    flow,
    call,
    schedules: noSchedules,
    events,
  });
  return throughQueue(record);
}

describe('a record', () => {
  it('RP5: of a call of any flow replays to its own transcript', () => {
    fc.assert(
      fc.property(
        fc.oneof(randomFlow, consultingFlow),
        fc.oneof(history, talkative, consulting),
        (flow, happened) => {
          expect(replayCall(flow, recorded(flow, happened)).outcome).toEqual({ kind: 'identical' });
        },
      ),
      { numRuns: share(300) },
    );
  });

  it('RP3, RP5: of a call whose ways depend on secrets replays to its own transcript', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(secretFlow(false), doings, (flow, done) => {
        const record = runSecretCall(flow, done).record();
        expect(replayCall(flow, record).outcome).toEqual({ kind: 'identical' });
        for (const { kind } of record.verdicts) seen.add(kind);
      }),
      { numRuns: share(300) },
    );
    expect([...seen].sort()).toEqual(['failed', 'input', 'speech', 'value']);
  });

  it('RP1, RP2: has no secret in it, neither keyed in, nor told, nor said', () => {
    fc.assert(
      fc.property(secretFlow(true), doings, (flow, done) => {
        const record = runSecretCall(flow, done).record();
        const text = JSON.stringify(record);
        expect(text).not.toContain(secretWord);
        expect(text).not.toContain(secretDigits);
        const shown = record.events.flatMap((event) => (event.kind === 'tone' ? [event.key] : []));
        // A terminator is no part of a value, and 5 is one.
        expect(shown.filter((key) => key !== null && /[346789]/.test(key))).toEqual([]);
      }),
      { numRuns: share(300) },
    );
  });
});
