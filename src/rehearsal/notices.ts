import { graphCallId, later } from '../call/index.ts';
import type { CallFacts, NotifiedEvent, OperationEnded, OperationId, ResultInfo } from '../call/index.ts';
import { callAtGraph } from './example-ids.ts';
import type { Faults, NotificationFault } from './faults.ts';
import type { Timeline } from './timeline.ts';

/** Nothing came that could overtake it: what was held back is told after this long. */
const reorderPatience = 2_000;

/** Something that changed, on its way to the call; `alone`: not in one notification with others. */
interface Parcel {
  /** Null: it means nothing to the call. */
  readonly event: NotifiedEvent | null;
  /** It is recognised, and dropped. */
  readonly isRepeated?: true;
  readonly alone: boolean;
}

/** Tells the app what Graph notifies of one call, and lets notifications go wrong. What changes at once travels in one. */
export class Notices {
  readonly #timeline: Timeline;
  readonly #faults: Faults;
  readonly #tell: (events: readonly NotifiedEvent[]) => void;
  readonly #meaningless: NotifiedEvent | null;
  #travelling: readonly Parcel[] = [];
  #held: readonly Parcel[] = [];

  /** `meaningless`: what one says that says nothing else; null: it does not reach the call. */
  constructor(
    timeline: Timeline,
    faults: Faults,
    tell: (events: readonly NotifiedEvent[]) => void,
    meaningless: NotifiedEvent | null = null,
  ) {
    this.#meaningless = meaningless;
    this.#timeline = timeline;
    this.#faults = faults;
    this.#tell = tell;
  }

  /** `what` null: a notification that means nothing to the call, and can go wrong like any other. */
  notify(kind: NotificationFault['notification'], what: NotifiedEvent | null): void {
    const event = what ?? this.#meaningless;
    const fault = this.#faults.ofNotification(kind);
    if (fault === null) this.#send({ event, alone: false });
    else if (fault.lost === true) return;
    else if (fault.reordered === true) this.#hold({ event, alone: true });
    else if (fault.delayed !== undefined)
      this.#later(fault.delayed, () => this.#send({ event, alone: true }));
    else {
      this.#send({ event, alone: true });
      this.#send({ event, alone: true, isRepeated: true });
    }
  }

  /** What was held back comes right after what overtakes it. */
  #send(parcel: Parcel): void {
    const overtaken = this.#held.filter((other) => other !== parcel);
    this.#held = [];
    if (this.#travelling.length === 0) this.#later(0, () => this.#arrive());
    this.#travelling = [...this.#travelling, parcel, ...overtaken];
  }

  #arrive(): void {
    const parcels = this.#travelling;
    this.#travelling = [];
    let together: readonly NotifiedEvent[] = [];
    const tellTogether = (): void => {
      if (together.length > 0) this.#tell(together);
      together = [];
    };
    for (const { event, alone, isRepeated = false } of parcels) {
      if (event === null) continue;
      if (!alone) {
        together = [...together, event];
        continue;
      }
      tellTogether();
      this.#tell(isRepeated ? [] : [event]);
    }
    tellTogether();
  }

  #hold(parcel: Parcel): void {
    this.#held = [...this.#held, parcel];
    this.#later(reorderPatience, () => {
      if (this.#held.includes(parcel)) this.#send(parcel);
    });
  }

  #later(length: number, run: () => void): void {
    this.#timeline.schedule(later(this.#timeline.now, length), run);
  }
}

/** An operation is over; `failure` null: it did what it was to do. */
export const operationEnd = (operation: OperationId, failure: ResultInfo | null): OperationEnded => ({
  kind: 'operationEnded',
  operation,
  succeeded: failure === null,
  result: failure,
  reason: null,
  recording: null,
});

/** What is told of a call that we made ourselves says first which call it is. */
export function noticesOf({
  call,
  timeline,
  faults,
  tell,
}: {
  readonly call: Pick<CallFacts, 'graphCallId'>;
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly tell: (events: readonly NotifiedEvent[]) => void;
}): Notices {
  if (call.graphCallId !== null) return new Notices(timeline, faults, tell);
  const known = { kind: 'callKnown', graphCallId: graphCallId(callAtGraph) } as const;
  return new Notices(timeline, faults, (events) => tell([known, ...events]), known);
}
