import type { CallUpdate } from '../view.ts';
import { Refusal } from './refusal.ts';

/** What the line asks of the console. */
export interface LineClient {
  readonly placeCall: (from: string, to: string) => Promise<string>;
  readonly press: (id: string, keys: string) => Promise<void>;
  readonly hangUp: (id: string) => Promise<void>;
  /** `onBreak` says whether the stream is gone for good: the console no longer knows the call. */
  readonly watch: (
    id: string,
    onUpdate: (update: CallUpdate) => void,
    onBreak: (isFinal: boolean) => void,
  ) => { stop(): void };
}

/** What the line shows. */
export interface LineDisplay {
  /** Called whenever the line becomes free, dials or is on a call. */
  readonly onLine: (state: LineState) => void;
  readonly onUpdate: (update: CallUpdate) => void;
  /** What became of the line, in words. */
  readonly onNews: (text: string) => void;
  readonly onProblem: (problem: unknown) => void;
}

export type LineState = 'free' | 'dialling' | 'onCall';

interface WatchedCall {
  readonly id: string;
  readonly stream: { stop(): void };
}

/**
 * One telephone line: it dials, presses keys and hangs up, one call at a time. Whatever becomes of the console
 * meanwhile, the line becomes free again.
 *
 * C3  A line that is dialling or on a call dials no second one.
 * C4  A line whose call the console no longer knows is free.
 */
export class Line {
  readonly #client: LineClient;
  readonly #display: LineDisplay;
  #isDialling = false;
  #call: WatchedCall | null = null;

  constructor(client: LineClient, display: LineDisplay) {
    this.#client = client;
    this.#display = display;
  }

  get state(): LineState {
    if (this.#isDialling) return 'dialling';
    return this.#call === null ? 'free' : 'onCall';
  }

  /** C3 */
  async dial(from: string, to: string): Promise<void> {
    if (this.state !== 'free') return;
    this.#isDialling = true;
    this.#display.onLine('dialling');
    try {
      this.#watch(await this.#client.placeCall(from, to));
    } catch (problem) {
      this.#display.onProblem(problem);
    } finally {
      this.#isDialling = false;
      this.#display.onLine(this.state);
    }
  }

  async press(keys: string): Promise<void> {
    await this.#ask((id) => this.#client.press(id, keys), [404]);
  }

  async hangUp(): Promise<void> {
    await this.#ask((id) => this.#client.hangUp(id), [404, 409]);
  }

  /** C4: with one of the statuses `over`, the call that was meant is gone. */
  async #ask(request: (id: string) => Promise<void>, over: readonly number[]): Promise<void> {
    const call = this.#call;
    if (call === null) return;
    try {
      await request(call.id);
    } catch (problem) {
      this.#display.onProblem(problem);
      if (problem instanceof Refusal && over.includes(problem.status)) this.#release(call.id);
    }
  }

  #watch(id: string): void {
    this.#display.onNews('Calling…');
    const stream = this.#client.watch(
      id,
      (update) => {
        this.#display.onUpdate(update);
        if (update.ended) this.#release(id);
      },
      (isFinal) => {
        if (!isFinal) {
          this.#display.onNews('The connection to the console broke; it is tried again.');
          return;
        }
        this.#display.onNews('The call is lost: the console was started anew and does not know it.');
        this.#release(id);
      },
    );
    this.#call = { id, stream };
  }

  /** What an earlier call says later does not free the line of the present one. */
  #release(id: string): void {
    if (this.#call?.id !== id) return;
    this.#call.stream.stop();
    this.#call = null;
    this.#display.onLine(this.state);
  }
}
