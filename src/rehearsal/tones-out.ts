import { later } from '../call/index.ts';
import type { OperationId } from '../call/index.ts';
import type { Faults } from './faults.ts';
import type { Notices } from './notices.ts';
import type { Timeline } from './timeline.ts';

interface Sending {
  readonly operation: OperationId;
  readonly tones: number;
  /** Milliseconds between one and the next. */
  readonly gap: number;
  readonly reason: string;
}

/** How long a key sounds that the app sends, and the pause after it where nobody says how long that is. */
const toneTime = 100;
const usualGap = 300;

interface TonePorts {
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly notices: Notices;
}

/** Keys that the app sends, those of one request after those of another. Their reason is the verdict (call-senddtmftones). */
export class TonesOut {
  readonly #ports: TonePorts;
  #waiting: readonly Sending[] = [];
  #running: Sending | null = null;
  #stop: () => void = () => undefined;

  constructor(ports: TonePorts) {
    this.#ports = ports;
  }

  send(operation: OperationId, tones: number, gap = usualGap): void {
    const reason = this.#ports.faults.ofTones()?.tones ?? 'completedSuccessfully';
    this.#waiting = [...this.#waiting, { operation, tones, gap, reason }];
    this.#next();
  }

  /** What is being sent, and what waits, ends at once. */
  cancel(): void {
    const stopped = this.#running === null ? this.#waiting : [this.#running, ...this.#waiting];
    this.drop();
    for (const { operation } of stopped) this.#report(operation, 'mediaOperationCanceled');
  }

  /** The call is over: nothing is told of them. */
  drop(): void {
    this.#stop();
    this.#running = null;
    this.#waiting = [];
  }

  #next(): void {
    const [sending, ...rest] = this.#waiting;
    if (this.#running !== null || sending === undefined) return;
    this.#waiting = rest;
    this.#running = sending;
    const { operation, tones, gap, reason } = sending;
    // Keys that fail are not heard.
    const length = reason === 'completedSuccessfully' ? tones * toneTime + (tones - 1) * gap : 0;
    this.#stop = this.#ports.timeline.schedule(later(this.#ports.timeline.now, length), () => {
      this.#running = null;
      this.#report(operation, reason);
      this.#next();
    });
  }

  #report(operation: OperationId, reason: string): void {
    const succeeded = reason === 'completedSuccessfully';
    this.#ports.notices.notify('operation', {
      kind: 'operationEnded',
      operation,
      succeeded,
      result: null,
      reason,
      recording: null,
    });
  }
}
