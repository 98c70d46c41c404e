import type { Tone } from '../../operations/index.ts';
import type { Scheduled } from '../clock.ts';
import type { SwitchValues } from '../switches.ts';
import type { Transcript } from '../transcript.ts';
import type { OperationEnd } from './changes.ts';

/** Keys that the app sends, one after the other. */
export interface TonesToSend {
  readonly operation: string;
  readonly clientContext: string | null;
  readonly tones: readonly Tone[];
  /** Milliseconds between one and the next. */
  readonly gap: number;
  /** How they end where they are not cut off. */
  readonly reason: TonesReason;
}

export type TonesReason = 'completedSuccessfully' | 'mediaOperationCanceled' | 'unknown';

interface SendingCall {
  readonly switches: SwitchValues;
  readonly transcript: Transcript;
  after(delay: number, run: () => void): Scheduled;
  notifyOperation(end: OperationEnd): void;
}

/**
 * Sends the keys of one request after those of another (call-senddtmftones). Whatever became of them, their operation
 * ends as `completed`, without a result: `completionReason` is the verdict.
 */
export class ToneSender {
  readonly #call: SendingCall;
  #waiting: TonesToSend[] = [];
  #running: { readonly sending: TonesToSend; timer: Scheduled } | null = null;

  constructor(call: SendingCall) {
    this.#call = call;
  }

  send(sending: TonesToSend): void {
    this.#waiting.push(sending);
    this.#next();
  }

  /** Stops what is being sent, and what waits. */
  cancelAll(): void {
    const running = this.#running;
    running?.timer.cancel();
    const stopped = running === null ? this.#waiting : [running.sending, ...this.#waiting];
    this.#running = null;
    this.#waiting = [];
    for (const sending of stopped) this.#report(sending, 'mediaOperationCanceled');
  }

  #next(): void {
    if (this.#running !== null) return;
    const sending = this.#waiting.shift();
    if (sending === undefined) return;
    // Keys that fail are not heard.
    const tones = sending.reason === 'completedSuccessfully' ? sending.tones : [];
    this.#running = { sending, timer: this.#call.after(0, () => this.#sound(sending, tones, 0)) };
  }

  #sound(sending: TonesToSend, tones: readonly Tone[], position: number): void {
    const running = this.#running;
    if (running === null) return;
    const tone = tones[position];
    if (tone === undefined) {
      this.#running = null;
      this.#report(sending, sending.reason);
      this.#next();
      return;
    }
    this.#call.transcript.add<'tone'>({ kind: 'tone', tone, operation: sending.operation });
    const isLast = position === tones.length - 1;
    const pause = this.#call.switches.toneMs + (isLast ? 0 : sending.gap);
    running.timer = this.#call.after(pause, () => this.#sound(sending, tones, position + 1));
  }

  #report({ operation, clientContext }: TonesToSend, completionReason: TonesReason): void {
    const wireType = 'sendDtmfTonesOperation';
    const members = { completionReason };
    this.#call.notifyOperation({
      kind: 'operation',
      id: operation,
      wireType,
      clientContext,
      succeeded: true,
      members,
    });
  }
}
