import * as fc from 'fast-check';
import { commandId, instant, milliseconds } from '../../src/call/index.ts';
import type { CallEvent, EventBatch, Instant } from '../../src/call/index.ts';
import { deliver, emptyMailbox, receiveBatches, receiveResults } from '../../src/orchestration/mailbox.ts';
import type { Deadline, Mailbox } from '../../src/orchestration/mailbox.ts';

const batch = (id: string, receivedAt: number, ...names: string[]): EventBatch => ({
  id,
  receivedAt: instant(receivedAt),
  events: names.map((name) => ({ kind: 'external', name, data: null })),
});
const result = (at: number): CallEvent => ({
  kind: 'commandResult',
  at: instant(at),
  command: commandId(1),
  result: { kind: 'accepted', status: 202 },
});
const deadline = (at: number, grace = false): Deadline => ({ at: instant(at), grace });
const named = (event: CallEvent): string =>
  `${event.kind === 'external' ? event.name : event.kind}@${event.at}`;

/** Everything that can be told at `now`, as `name@stamp`, and what is then waited for. */
function told(start: Mailbox, now: number, next: (delivered: number) => Deadline | null) {
  const events: string[] = [];
  let mailbox = start;
  for (;;) {
    const delivery = deliver(mailbox, next(events.length), instant(now));
    if (delivery.kind === 'wait') return { events, until: delivery.until, mailbox };
    events.push(named(delivery.event));
    mailbox = delivery.mailbox;
  }
}

const without = (): null => null;

test('O1: a batch that comes twice is told once', () => {
  const mailbox = receiveBatches(emptyMailbox, [batch('a', 1, 'x'), batch('a', 1, 'x')]);
  expect(told(receiveBatches(mailbox, [batch('a', 1, 'x')]), 9, without).events).toEqual(['x@1']);
});

test('O2: stamps order batches and results, arrival orders what is stamped alike', () => {
  const mailbox = receiveResults(
    receiveBatches(emptyMailbox, [batch('b', 5, 'c', 'd'), batch('a', 3, 'a', 'b')]),
    [result(4), result(5)],
  );
  expect(told(mailbox, 9, without).events).toEqual([
    'a@3',
    'b@3',
    'commandResult@4',
    'c@5',
    'd@5',
    'commandResult@5',
  ]);
});

test('O3: a deadline about keys is told 250 ms late, after keys stamped up to it and before later ones', () => {
  const mailbox = receiveBatches(emptyMailbox, [batch('b', 101, 'late'), batch('a', 100, 'tie')]);
  const next = (delivered: number) => (delivered < 2 ? deadline(100, true) : null);
  expect(told(mailbox, 349, next)).toMatchObject({ events: ['tie@100'], until: 350 });
  expect(told(mailbox, 350, next).events).toEqual(['tie@100', 'deadline@100', 'late@101']);
});

test('O3: another deadline is told in time', () => {
  const next = (delivered: number) => (delivered < 1 ? deadline(100) : null);
  expect(told(emptyMailbox, 99, next)).toMatchObject({ events: [], until: 100 });
  expect(told(emptyMailbox, 100, next)).toMatchObject({ events: ['deadline@100'], until: null });
});

test('O4: a key that comes too late for its deadline belongs to the next phase, its order kept', () => {
  const { mailbox } = told(emptyMailbox, 400, (delivered) => (delivered < 1 ? deadline(100, true) : null));
  const late = receiveBatches(mailbox, [
    batch('b', 90, 'second'),
    batch('a', 80, 'first'),
    batch('c', 102, 'third'),
  ]);
  expect(told(late, 400, without).events).toEqual(['first@101', 'second@101', 'third@102']);
});

test('O4: a deadline without grace moves no stamps', () => {
  const { mailbox } = told(emptyMailbox, 400, (delivered) => (delivered < 1 ? deadline(100) : null));
  expect(told(receiveBatches(mailbox, [batch('a', 80, 'x')]), 400, without).events).toEqual(['x@80']);
});

/** A history: batches with their stamps, how much later each arrives, and how often. */
const history = fc.array(
  fc.record({
    stamp: fc.nat(3_000),
    lateness: fc.oneof(fc.nat(20), fc.nat(600)),
    copies: fc.integer({ min: 1, max: 3 }),
    size: fc.nat(3),
  }),
  { maxLength: 30 },
);
const rhythm = fc.array(fc.record({ after: fc.nat(700), grace: fc.boolean() }), {
  minLength: 1,
  maxLength: 10,
});

test('O1 to O4 hold for every history', () => {
  fc.assert(
    fc.property(history, rhythm, (sent, deadlines) => {
      const arrivals = sent
        .flatMap(({ stamp, lateness, copies, size }, index) => {
          const names = Array.from({ length: size }, (_, place) => `${index}.${place}`);
          const one = batch(String(index), stamp, ...names);
          return Array.from({ length: copies }, (_, copy) => ({
            at: stamp + lateness + copy * 40,
            batch: one,
          }));
        })
        .sort((left, right) => left.at - right.at);
      const log: { event: CallEvent; now: number; grace: boolean }[] = [];
      let mailbox = emptyMailbox;
      let now = 0;
      let turn = 0;
      let heard: Instant = instant(0);
      let pending = arrivals;
      // A listener that sets a new deadline after each thing that it hears, until the history is long over.
      while (now < 10_000) {
        const { after, grace } = deadlines[turn % deadlines.length] ?? { after: 1, grace: false };
        const delivery = deliver(mailbox, deadline(heard + after + 1, grace), instant(now));
        if (delivery.kind === 'event') {
          log.push({ event: delivery.event, now, grace });
          ({ mailbox } = delivery);
          heard = instant(Math.max(heard, delivery.event.at));
          turn += 1;
          continue;
        }
        const nextArrival = pending[0]?.at ?? Infinity;
        now = Math.max(now, Math.min(nextArrival, delivery.until ?? Infinity));
        mailbox = receiveBatches(
          mailbox,
          pending.filter(({ at }) => at <= now).map((arrival) => arrival.batch),
        );
        pending = pending.filter(({ at }) => at > now);
      }
      const names = log.flatMap(({ event }) => (event.kind === 'external' ? [event.name] : []));
      const expected = sent.flatMap(({ size }, index) =>
        Array.from({ length: size }, (_, place) => `${index}.${place}`),
      );
      expect([...names].sort()).toEqual(expected.sort());
      log.forEach(({ event, now: toldAt }, place) => {
        if (event.kind === 'deadline') {
          expect(toldAt).toBeGreaterThanOrEqual(event.at);
          return;
        }
        if (event.kind !== 'external') return;
        const { stamp = 0, lateness = 0 } = sent[Number(event.name.split('.')[0])] ?? {};
        // O3: who arrived before a deadline was told, and was stamped up to it, was told before it.
        // O4: who did not is stamped after every deadline with grace that was told before.
        const before = log.slice(0, place).filter((other) => other.event.kind === 'deadline');
        const overtaking = before.filter((other) => other.event.at >= stamp);
        expect(overtaking.filter((other) => stamp + lateness < other.now)).toEqual([]);
        expect(before.filter((other) => other.grace && other.event.at >= event.at)).toEqual([]);
        expect(event.at).toBeGreaterThanOrEqual(stamp);
      });
    }),
    { numRuns: 300 },
  );
});

test('O3, O4: where nothing is ever late, deadlines about keys are told in time, and nothing comes after all', () => {
  const inTime = milliseconds(0);
  const first = deliver(emptyMailbox, deadline(100, true), instant(100), inTime);
  expect(first).toMatchObject({ kind: 'event', event: { kind: 'deadline', at: 100 } });
  expect(deliver(emptyMailbox, deadline(100, true), instant(99), inTime)).toEqual({
    kind: 'wait',
    until: 100,
  });
  if (first.kind !== 'event') throw new Error('unreachable');
  const after = receiveBatches(first.mailbox, [batch('a', 100, 'x')]);
  expect(told(after, 100, without).events).toEqual(['x@100']);
});
