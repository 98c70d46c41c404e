import * as fc from 'fast-check';
import type { OrchestrationContext, Task } from 'durable-functions';
import { commandId, instant, later } from '../../src/call/index.ts';
import type { CallFacts, Command, Effect, EventBatch } from '../../src/call/index.ts';
import type { ChaosOptions } from '../../src/host/index.ts';
import {
  callEvent,
  activityOf,
  effectActivities,
  effectFinished,
  Inbox,
} from '../../src/orchestration/index.ts';
import { performCommands } from '../../src/orchestration/perform-commands.ts';
import { df, startProbeHost } from './probe-host.ts';
import type { ProbeHost } from './probe-host.ts';
import { share } from '../support/thoroughness.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

/** One batch of a history: when it was stamped, how much later it is raised, how often, and what is in it. */
interface Sent {
  readonly stamp: number;
  readonly lateness: number;
  readonly copies: number;
  readonly size: number;
  /** How long the activity takes that the listener performs after the batch's first event; null for none. */
  readonly command: number | null;
  /** How long the effect takes that is started beside, after the batch's first event; null for none. */
  readonly effect: number | null;
}

interface History {
  readonly sent: readonly Sent[];
  /** The listener's deadlines, one after the other. */
  readonly deadlines: readonly { readonly after: number; readonly grace: boolean }[];
}

const history: fc.Arbitrary<History> = fc.record({
  sent: fc.array(
    fc.record({
      // Few different stamps, so that many batches arrive at once.
      stamp: fc.integer({ min: 1, max: 12 }).map((slot) => slot * 170),
      lateness: fc.oneof(fc.constant(0), fc.nat(600)),
      copies: fc.integer({ min: 1, max: 2 }),
      size: fc.integer({ min: 1, max: 3 }),
      command: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 2 }),
      effect: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 2 }),
    }),
    { maxLength: 16 },
  ),
  deadlines: fc.array(fc.record({ after: fc.nat(400), grace: fc.boolean() }), { minLength: 1, maxLength: 6 }),
});

const noCause = { flow: null, flowVersion: null, node: null, since: null, traceparent: null };
const facts = { id: 'in-1', graphCallId: '1' } as unknown as CallFacts;
const nameOf = (batch: number, place: number): string => `${batch}.${place}`;

/** A command, and an effect, that take so long. */
const commandOf = (length: number): Command => ({
  kind: 'keepAlive',
  id: commandId(length),
  deadline: instant(0),
  graphCallId: null,
});
const effectOf = (batch: number, length: number): Effect => ({
  kind: 'queue',
  id: commandId(1_000 + batch),
  queue: 'any',
  message: length,
});

/** Listens as the shell does, with deadlines, commands and effects of the history's choosing, until it hears "end". */
function* listen(context: OrchestrationContext): Generator<Task, readonly string[], unknown> {
  const { sent, deadlines } = context.df.getInput<History>();
  const inbox = new Inbox(context, facts);
  const heard: string[] = [];
  let time = instant(context.df.currentUtcDateTime.getTime());
  for (let turn = 0; ; turn += 1) {
    const { after, grace } = deadlines[turn % deadlines.length] ?? { after: 1, grace: false };
    const { event } = yield* inbox.next(turn % 7 === 6 ? null : { at: later(time, after + 1), grace });
    time = instant(Math.max(time, event.at));
    heard.push(event.kind === 'external' ? event.name : event.kind);
    if (event.kind !== 'external') continue;
    if (event.name === 'end') return heard;
    const [batch = 0, place] = event.name.split('.').map(Number);
    if (place !== 0) continue;
    const { effect = null, command = null } = sent[batch] ?? {};
    if (effect !== null) inbox.start([effectOf(batch, effect)]);
    if (command !== null) inbox.add(yield* performCommands(context, facts, [commandOf(command)], noCause));
  }
}

async function heardOf({ sent, deadlines }: History, chaos?: ChaosOptions) {
  const probe: ProbeHost = await startProbeHost(({ clock, sleep }) => {
    df.app.orchestration('listen', listen);
    df.app.activity(activityOf('keepAlive'), {
      handler: async ({ command }: { command: Command }) => {
        await sleep(command.id);
        return { at: clock.now(), result: { kind: 'accepted', status: 200 } };
      },
    });
    df.app.activity(effectActivities.queue, {
      handler: async ({ effect }: { effect: Effect & { message: number } }) => {
        await sleep(effect.message);
        probe.host.durable.raiseEvent('one', callEvent, JSON.stringify(effectFinished(effect.id)));
        return { at: clock.now(), result: { kind: 'queue', outcome: 'done' } };
      },
    });
  }, chaos);
  try {
    const start = probe.clock.now();
    const raise = (time: number, batch: EventBatch): void => probe.raiseAt(time, 'one', callEvent, batch);
    sent.forEach(({ stamp, lateness, copies, size }, index) => {
      const events = Array.from(
        { length: size },
        (_, place) => ({ kind: 'external', name: nameOf(index, place), data: null }) as const,
      );
      const batch = { id: String(index), receivedAt: instant(start + stamp), events };
      for (let copy = 0; copy < copies; copy += 1) raise(start + stamp + lateness + copy * 90, batch);
    });
    raise(start + 5_000, {
      id: 'end',
      receivedAt: instant(start + 5_000),
      events: [{ kind: 'external', name: 'end', data: null }],
    });
    probe.host.durable.start({
      name: 'listen',
      instanceId: 'one',
      input: JSON.stringify({ sent, deadlines }),
    });
    const { status, output } = await probe.finished('one');
    return { status, heard: Array.isArray(output) ? output.map(String) : [] };
  } finally {
    await probe.host.close();
  }
}

/** Nothing is lost, and nothing heard twice; of a batch nothing overtakes what stands before it. */
function expectAll(sent: readonly Sent[], heard: readonly string[]): void {
  const names = heard.filter((name) => /^\d/.test(name));
  const expected = sent.flatMap(({ size }, index) =>
    Array.from({ length: size }, (_, place) => nameOf(index, place)),
  );
  expect([...names].sort()).toEqual(expected.sort());
  sent.forEach(({ size }, index) => {
    const places = Array.from({ length: size }, (_, place) => names.indexOf(nameOf(index, place)));
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });
  const times = (name: string): number => heard.filter((one) => one === name).length;
  expect(times('commandResult')).toBe(sent.filter(({ command }) => command !== null).length);
  expect(times('effectResult')).toBe(sent.filter(({ effect }) => effect !== null).length);
}

/** Of two batches the one that was stamped no later, and arrived earlier, is heard first. */
function expectOrder(sent: readonly Sent[], heard: readonly string[]): void {
  const arrival = ({ stamp, lateness }: Sent): number => stamp + lateness;
  sent.forEach((one, index) => {
    sent.forEach((other, otherIndex) => {
      if (one.stamp > other.stamp || arrival(one) >= arrival(other)) return;
      expect(heard.indexOf(nameOf(index, 0))).toBeLessThan(heard.indexOf(nameOf(otherIndex, 0)));
    });
  });
}

describe('the durable mailbox on the embedded host', () => {
  test('O1, O2, O5 to O7, O12: 200 histories with timers, bursts, activities and effects', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        const { status, heard } = await heardOf(one);
        expect(status).toBe('Completed');
        expectAll(one.sent, heard);
        expectOrder(one.sent, heard);
      }),
      { numRuns: share(200) },
    );
  }, 180_000);

  test('O1, O2, O5 to O7, O12: 200 more, with late and doubled messages and episodes that die', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(), fc.boolean(), async (one, seed, doubled) => {
        const chaos = { seed, duplicateExternalEvents: doubled, duplicateActivities: true };
        const { status, heard } = await heardOf(one, chaos);
        expect(status).toBe('Completed');
        expectAll(one.sent, heard);
        // The double of a later message may arrive before an earlier one that is late.
        if (!doubled) expectOrder(one.sent, heard);
      }),
      { numRuns: share(200) },
    );
  }, 180_000);
});
