import type { Clock } from '../clock.ts';

/** From when to when the caller spoke; `until` lies ahead while the speech lasts. */
export interface Speech {
  readonly from: number;
  readonly until: number;
}

/** The caller's voice and keys as the media service hears them. Instants are the clock's. */
export class Microphone {
  readonly #clock: Clock;
  #speeches: Speech[] = [];
  readonly #listeners = new Set<MicrophoneListener>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The caller speaks for `durationMs` from now. */
  speak(durationMs: number): Speech {
    const from = this.#clock.now();
    const speech = { from, until: from + durationMs };
    this.#speeches.push(speech);
    for (const listener of [...this.#listeners]) listener.speechStarted(speech);
    return speech;
  }

  press(key: string): void {
    for (const listener of [...this.#listeners]) listener.keyPressed(key);
  }

  /** Until when the caller is known to speak without a pause; null if silent at `at`. */
  speakingUntil(at: number): number | null {
    let until: number | null = null;
    for (const speech of [...this.#speeches].sort((one, other) => one.from - other.from)) {
      const reached = until ?? at;
      if (speech.from <= reached && speech.until > reached) until = speech.until;
    }
    return until;
  }

  /** What was said between two instants, cut to them. */
  between(from: number, until: number): readonly Speech[] {
    return this.#speeches
      .filter((speech) => speech.until > from && speech.from < until)
      .map((speech) => ({ from: Math.max(speech.from, from), until: Math.min(speech.until, until) }));
  }

  listen(listener: MicrophoneListener): { stop(): void } {
    this.#listeners.add(listener);
    return { stop: () => void this.#listeners.delete(listener) };
  }
}

export interface MicrophoneListener {
  speechStarted(speech: Speech): void;
  keyPressed(key: string): void;
}
