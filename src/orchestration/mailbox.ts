import { instant, later, latest, milliseconds } from '../call/index.ts';
import type { CallEvent, EventBatch, Instant, Milliseconds, TraceParent } from '../call/index.ts';

/*
 * The pure half of a call's mailbox: what has arrived, and what the interpreter is told next. The durable half,
 * which waits, is inbox.ts.
 *
 * O1  Nothing is lost, and nothing told twice: every event of every batch is delivered once; a batch seen
 *     before is dropped by its id.
 * O2  Stamps decide, not arrival: of what has arrived the earliest stamp is delivered first, and events of one
 *     stamp in the order in which they arrived.
 * O3  An event stamped at or before a deadline is delivered before it (rule 7 of section 3). So the time of a
 *     deadline with grace is called 250 ms late, and an event stamped after a deadline is held until the
 *     deadline has been delivered.
 * O4  What arrives after all, stamped at or before a deadline with grace that has been delivered, belongs to
 *     the next phase: it is stamped 1 ms after that deadline.
 */

/** How long a deadline about keys waits for keys that were pressed before it (rule 7). */
export const usualGrace = milliseconds(250);

export interface Deadline {
  readonly at: Instant;
  readonly grace: boolean;
}

interface Letter {
  readonly event: CallEvent;
  /** As it was received; the event's own stamp may have been moved (O4). */
  readonly stamp: Instant;
  readonly arrival: number;
  /** Of its batch. */
  readonly traceparent: TraceParent | null;
}

/** Immutable. */
export interface Mailbox {
  readonly seen: ReadonlySet<string>;
  /** In the order of delivery. */
  readonly letters: readonly Letter[];
  readonly arrivals: number;
  /** The last deadline with grace that has been delivered. */
  readonly closed: Instant | null;
}

export const emptyMailbox: Mailbox = { seen: new Set(), letters: [], arrivals: 0, closed: null };

/** Takes batches in, in the order of their arrival. */
export function receiveBatches(mailbox: Mailbox, batches: readonly EventBatch[]): Mailbox {
  const seen = new Set(mailbox.seen);
  const arrived: Arrival[] = [];
  for (const { id, receivedAt, events, traceparent = null } of batches) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const event of events) arrived.push({ event: { ...event, at: receivedAt }, traceparent });
  }
  return put({ ...mailbox, seen }, arrived);
}

/** Takes the results of commands in: they are ordered among the notifications by the time of Graph's answer. */
export const receiveResults = (mailbox: Mailbox, results: readonly CallEvent[]): Mailbox =>
  put(
    mailbox,
    results.map((event) => ({ event, traceparent: null })),
  );

type Arrival = Pick<Letter, 'event' | 'traceparent'>;

function put(mailbox: Mailbox, arrived: readonly Arrival[]): Mailbox {
  if (arrived.length === 0) return mailbox;
  const { closed, arrivals } = mailbox;
  const added = arrived.map(({ event, traceparent }, index): Letter => {
    const at = closed === null ? event.at : latest(event.at, later(closed, 1));
    return { event: { ...event, at }, stamp: event.at, arrival: arrivals + index, traceparent };
  });
  const letters = [...mailbox.letters, ...added].sort(inOrder);
  return { ...mailbox, letters, arrivals: arrivals + arrived.length };
}

const inOrder = (one: Letter, other: Letter): number =>
  one.event.at - other.event.at || one.stamp - other.stamp || one.arrival - other.arrival;

export type Delivery =
  | {
      readonly kind: 'event';
      readonly event: CallEvent;
      readonly traceparent: TraceParent | null;
      readonly mailbox: Mailbox;
    }
  /** Nothing can be told before something arrives, or before `until`; null: however long it takes. */
  | { readonly kind: 'wait'; readonly until: Instant | null };

/**
 * What the interpreter is told next, when its next deadline is `deadline` and all up to `now` has passed. `grace`: how
 * long deadlines about keys wait; where nothing is ever late they need not, and nothing comes after all (O4).
 */
export function deliver(
  mailbox: Mailbox,
  deadline: Deadline | null,
  now: Instant,
  grace: Milliseconds = usualGrace,
): Delivery {
  const [first, ...rest] = mailbox.letters;
  if (first !== undefined && (deadline === null || first.event.at <= deadline.at)) {
    const { event, traceparent } = first;
    return { kind: 'event', event, traceparent, mailbox: { ...mailbox, letters: rest } };
  }
  if (deadline === null) return { kind: 'wait', until: null };
  const patience = deadline.grace ? grace : 0;
  const due = later(deadline.at, patience);
  if (now < due) return { kind: 'wait', until: due };
  const closed = patience > 0 ? latest(mailbox.closed ?? instant(0), deadline.at) : mailbox.closed;
  const event = { kind: 'deadline', at: deadline.at } as const;
  return { kind: 'event', event, traceparent: null, mailbox: { ...mailbox, closed } };
}
