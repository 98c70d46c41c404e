/**
 * The media queue of one call (call-playprompt, call-record, call-cancelmediaprocessing).
 *
 * SM1  One operation sounds or records at a time; the others wait in the order of their requests.
 * SM2  Every operation that was taken reports its end exactly once, unless the end of the call cuts it off.
 * SM3  Cancelling stops the running operation and empties the queue; each one reports 400/8508, in order.
 */
import type { MediaOperation, MediaOutcome } from './media-operation.ts';

export type ReportEnd = (operation: MediaOperation, outcome: MediaOutcome) => void;

/** Most operations that may wait in one call. */
export const mediaQueueLimit = 200;

export class MediaQueue {
  readonly #report: ReportEnd;
  #running: MediaOperation | null = null;
  #waiting: MediaOperation[] = [];

  constructor(report: ReportEnd) {
    this.#report = report;
  }

  get running(): MediaOperation | null {
    return this.#running;
  }

  get waiting(): readonly MediaOperation[] {
    return this.#waiting;
  }

  get silent(): boolean {
    return this.#running === null && this.#waiting.length === 0;
  }

  enqueue(operation: MediaOperation): void {
    this.#waiting.push(operation);
    this.#next();
  }

  /** SM3. Answers how many operations were stopped. */
  cancelAll(): number {
    const stopped = this.#stopAll(true);
    for (const operation of stopped) this.#report(operation, operation.cancelledOutcome);
    return stopped.length;
  }

  /** The call is over: everything falls silent, and what was cut off is returned. */
  drop(): readonly MediaOperation[] {
    return this.#stopAll(false);
  }

  #stopAll(cancelled: boolean): readonly MediaOperation[] {
    const running = this.#running;
    const stopped = running === null ? this.#waiting : [running, ...this.#waiting];
    this.#running = null;
    this.#waiting = [];
    running?.stop(cancelled);
    return stopped;
  }

  /** SM1. */
  #next(): void {
    if (this.#running !== null) return;
    const operation = this.#waiting.shift();
    if (operation === undefined) return;
    this.#running = operation;
    operation.start((outcome) => {
      if (this.#running !== operation) return;
      this.#running = null;
      this.#report(operation, outcome);
      this.#next();
    });
  }
}
