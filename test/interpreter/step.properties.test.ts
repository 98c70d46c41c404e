/** The invariants I1 to I8 and I10 of the interpreter, on random flows and random, also hostile, histories. */
import * as fc from 'fast-check';
import { inOrder, later } from '../../src/call/index.ts';
import type { CallEvent } from '../../src/call/index.ts';
import { isOver, nextDeadline, recordOf, step } from '../../src/interpreter/index.ts';
import type { CallState, Step } from '../../src/interpreter/index.ts';
import { testFlow } from '../support/flows.ts';
import { consultingFlow, randomFlow } from '../support/random-flow.ts';
import { call, conclude, consulting, history, isTaken, live, talkative } from './random-history.ts';
import type { TakenStep } from './random-history.ts';
import { fatesOfAgents } from './fates-of-agents.ts';
import { share } from '../support/thoroughness.ts';

const lives = fc.record({ flow: randomFlow, happened: history });
const runs = { numRuns: share(150) };

const copy = (state: CallState): CallState => structuredClone(JSON.parse(JSON.stringify(state)));
const stateAfter = (steps: readonly [Step, ...Step[]]): CallState => (steps.at(-1) ?? steps[0]).state;

describe('step', () => {
  it('I1: never throws, and gives the same for a state that was written down and read again', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const [, ...steps] = live(flow, happened);
        for (const { before, event, ...given } of steps) {
          expect(step(flow, call, copy(before), event)).toEqual(given);
        }
      }),
      runs,
    );
  });

  it('I2: time never goes back, and no entry is written for a time to come', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const [, ...steps] = live(flow, happened);
        for (const { before, state, transcript } of steps) {
          expect(state.now).toBeGreaterThanOrEqual(before.now);
          for (const entry of transcript) {
            expect('until' in entry ? entry.until : entry.at).toBeLessThanOrEqual(state.now);
          }
        }
      }),
      runs,
    );
  });

  it('I4: what was heard already changes nothing', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const [, ...steps] = live(flow, happened);
        const seen: CallEvent[] = [];
        for (const { before, event, state } of steps) {
          if (wasAwaited(before, event)) seen.push(event);
          for (const again of seen.slice(-3)) {
            const repeated = step(flow, call, state, { ...again, at: state.now });
            expect(repeated).toEqual({ state, commands: [], effects: [], transcript: [] });
          }
        }
      }),
      runs,
    );
  });

  it('I12: a node is entered along an edge of the one before, by a handler of "on", or where the flow starts', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const entries = live(flow, happened).flatMap(({ transcript }) => transcript);
        for (const entry of entries) {
          if (entry.kind !== 'enter') continue;
          const { from, by, node } = entry;
          if (from !== null) {
            const ways = flow.nodes.get(from)?.edges.map(({ outcome, to }) => ({ outcome, to })) ?? [];
            expect(ways).toContainEqual({ outcome: by, to: node });
          } else if (by === null) {
            expect(node).toBe(flow.document.start);
          } else {
            const { keys = {}, ...on } = flow.document.on;
            const handlers = [
              ...Object.entries(on),
              ...Object.entries(keys).map(([key, to]) => [`keys.${key}`, to]),
            ];
            expect(handlers.map(([handler, to]) => ({ by: `on.${String(handler)}`, to }))).toContainEqual({
              by,
              to: node,
            });
          }
        }
      }),
      runs,
    );
  });

  it('I5: one command is in flight at most, and no id is given twice', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const steps = live(flow, happened);
        const commands = steps.flatMap((taken) => taken.commands);
        const operations = commands.flatMap((command) => ('operation' in command ? [command.operation] : []));
        expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
        expect(new Set(operations).size).toBe(operations.length);
        for (const { before, state, commands: sent } of steps.slice(1).filter(isTaken)) {
          expect(sent.length).toBeLessThanOrEqual(1);
          const [command] = sent;
          if (command === undefined) continue;
          expect(state.inFlight?.command).toEqual(command);
          const resultCame = before.inFlight?.command.id !== state.inFlight?.command.id;
          expect(resultCame).toBe(true);
        }
      }),
      runs,
    );
  });

  it('I6: a call that is over has no deadline, asks for nothing and changes no more', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const steps = live(flow, happened);
        const concluded = conclude(flow, stateAfter(steps));
        const state = concluded.at(-1)?.state ?? stateAfter(steps);
        expect(isOver(state)).toBe(true);
        expect(nextDeadline(state)).toBeNull();
        expect(state.outbox).toEqual([]);
        for (const { event } of steps.slice(1).filter(isTaken)) {
          expect(step(flow, call, state, event)).toEqual({
            state,
            commands: [],
            effects: [],
            transcript: [],
          });
        }
      }),
      runs,
    );
  });

  it('asks Graph for nothing once the call has ended, and nothing sounds after it', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const steps = live(flow, happened);
        const { now } = stateAfter(steps);
        const all = [...steps, ...conclude(flow, stateAfter(steps))];
        const ended = all.findIndex((taken) => isTaken(taken) && endsCall(taken));
        const after = all.slice(ended);
        // The calls to others are no part of it (I10).
        const asked = after.flatMap(({ commands }) => commands);
        expect(asked.filter(({ graphCallId }) => graphCallId === call.graphCallId)).toEqual([]);
        expect(asked.filter(({ kind }) => kind !== 'deleteCall')).toEqual([]);
        const endedAt = all[ended]?.state.now ?? now;
        for (const entry of all.flatMap(({ transcript }) => transcript)) {
          if (entry.kind === 'prompt') expect(entry.until).toBeLessThanOrEqual(endedAt);
        }
      }),
      runs,
    );
  });

  it('I7: ends once, with an entry that comes last, after a bounded number of nodes', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const steps = live(flow, happened);
        const all = [...steps, ...conclude(flow, stateAfter(steps))];
        const transcript = inOrder(all.flatMap((taken) => taken.transcript));
        expect(transcript.filter(({ kind }) => kind === 'end')).toHaveLength(1);
        expect(transcript.at(-1)?.kind).toBe('end');
        const entered = transcript.filter(({ kind }) => kind === 'enter').length;
        // maxSteps, the 50 after the error `limit`, and the 50 of each handler.
        expect(entered).toBeLessThanOrEqual(flow.limits.maxSteps + 50 + 2 * 50);
      }),
      runs,
    );
  });

  it('I10: nobody who was called for a hand-over is left behind, whatever becomes of the call', () => {
    const seen = { hungUp: 0, left: 0 };
    fc.assert(
      fc.property(fc.oneof(consultingFlow, randomFlow), fc.oneof(consulting, history), (flow, happened) => {
        const steps = live(flow, happened);
        const all = [...steps, ...conclude(flow, stateAfter(steps))];
        const { hungUp, left, forgotten } = fatesOfAgents(all);
        expect(forgotten).toEqual([]);
        seen.hungUp += hungUp;
        seen.left += left;
      }),
      { numRuns: share(400) },
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(0);
  });

  it('I8: after an event no deadline before it is left', () => {
    fc.assert(
      fc.property(lives, ({ flow, happened }) => {
        const [, ...steps] = live(flow, happened);
        for (const { event, state } of steps) {
          const due = event.kind === 'deadline' ? event.at : later(event.at, -1);
          expect(nextDeadline(state)?.at ?? Infinity).toBeGreaterThan(due);
        }
      }),
      runs,
    );
  });
});

describe('secrets', () => {
  const asksPin = (bargeIn: boolean, confirm: boolean) =>
    testFlow(
      {
        start: 'pin',
        variables: { pin: { type: 'digits', sensitive: true } },
        nodes: {
          pin: {
            type: 'collect',
            play: [{ audio: 'prompt.wav' }],
            into: 'pin',
            bargeIn,
            maxDigits: 3,
            pattern: '[3-9]*',
            ...(confirm ? { confirm: { play: [{ audio: 'sure.wav' }], accept: '#', reject: '*' } } : {}),
            next: 'thanks',
            onExhausted: 'thanks',
          },
          thanks: { type: 'prompt', play: [{ audio: 'prompt.wav' }], bargeIn, next: 'bye' },
          bye: { type: 'hangup' },
        },
      },
      { 'prompt.wav': 1_000, 'sure.wav': 1_000 },
    );

  it('never shows a digit of a sensitive input, wherever it was dropped, kept or left over', () => {
    const flows = fc.tuple(fc.boolean(), fc.boolean()).map(([bargeIn, confirm]) => asksPin(bargeIn, confirm));
    fc.assert(
      fc.property(flows, fc.oneof(history, talkative), (flow, happened) => {
        const steps = live(flow, happened);
        const all = [...steps, ...conclude(flow, stateAfter(steps))];
        const transcript = all.flatMap((taken) => taken.transcript);
        const last = all.at(-1)?.state ?? steps[0].state;
        const record = recordOf(flow, call, last, transcript);
        for (const entry of record.transcript) {
          if (entry.kind === 'key') expect(entry.key).not.toMatch(/\d/);
          if (entry.kind === 'input') expect(entry.value).not.toMatch(/\d/);
        }
      }),
      { numRuns: share(300) },
    );
  });
});

/** Events that may be told twice, once they were awaited: an id that was never given cannot be told of. */
function wasAwaited(before: CallState, event: CallEvent): boolean {
  switch (event.kind) {
    case 'commandResult':
      return before.inFlight?.command.id === event.command;
    case 'operationEnded':
      return [before.playing.caller, before.playing.agent].some(
        ({ sounding }) => sounding?.operation === event.operation,
      );
    case 'consultation':
      return (
        before.consultations.some(({ command }) => command === event.consultation) &&
        !before.outbox.some(({ id }) => id === event.consultation)
      );
    default:
      return event.kind === 'tone' || event.kind === 'audioActive' || event.kind === 'callEnded';
  }
}

const endsCall = ({ event, before }: TakenStep): boolean => {
  if (event.kind === 'callEnded') return true;
  if (event.kind !== 'commandResult' || before.inFlight?.command.id !== event.command) return false;
  return event.result.kind === 'callGone' && before.inFlight.command.graphCallId === call.graphCallId;
};
