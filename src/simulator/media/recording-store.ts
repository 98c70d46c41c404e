import { randomUUID } from 'node:crypto';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { Recording } from './record-operation.ts';
import { writeWav } from './wav.ts';

/** Most recordings that are kept at a time; the oldest go first. */
const recordingLimit = 1000;

interface Kept {
  readonly recording: Recording;
  readonly call: SimulatedCall;
  readonly token: string;
}

export type Download =
  | { readonly kind: 'file'; readonly file: Uint8Array }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'gone' };

/** Recordings wait here to be fetched; they go soon after their call has ended. */
export class RecordingStore {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;
  readonly #location: (operation: string) => string;

  /** `location` tells where a recording is served. */
  constructor(now: () => number, location: (operation: string) => string) {
    this.#now = now;
    this.#location = location;
  }

  keep(call: SimulatedCall, recording: Recording): { location: string; token: string } {
    const oldest = this.#kept.keys().next();
    if (this.#kept.size >= recordingLimit && oldest.done !== true) this.#kept.delete(oldest.value);
    const token = randomUUID();
    this.#kept.set(recording.operation, { recording, call, token });
    return { location: this.#location(recording.operation), token };
  }

  /** How long what is kept there is, in milliseconds; null: nothing is. */
  lengthAt(location: string): number | null {
    const found = [...this.#kept.values()].find(
      ({ recording }) => this.#location(recording.operation) === location,
    );
    return found?.recording.durationMs ?? null;
  }

  /** The file: a tone where the caller spoke, silence elsewhere. */
  download(operation: string, token: string | null): Download {
    const kept = this.#kept.get(operation);
    if (kept === undefined) return { kind: 'gone' };
    const { call, recording } = kept;
    if (call.endedAt !== null && this.#now() > call.endedAt + call.switches.recordingRetentionMs) {
      this.#kept.delete(operation);
      return { kind: 'gone' };
    }
    if (token !== kept.token) return { kind: 'forbidden' };
    const spoken = (at: number): boolean =>
      recording.speech.some(({ from, until }) => at >= from && at < until);
    const sample = (at: number): number => (spoken(at) ? Math.sin((at / 1000) * 2 * Math.PI * 440) * 0.5 : 0);
    return { kind: 'file', file: writeWav(recording.durationMs, sample) };
  }
}
