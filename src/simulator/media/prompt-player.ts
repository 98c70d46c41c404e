import type { Scheduled } from '../clock.ts';
import type { MediaPorts } from './media-operation.ts';
import type { LoadedPrompt, MediaReference } from './prompt-store.ts';

export interface PromptList {
  readonly operation: string;
  readonly clientContext: string | null;
  readonly media: readonly MediaReference[];
  readonly loop: boolean;
}

/** How playing went: null for well, else the prompt that could not be played. */
export type PlayingEnd = (failure: (LoadedPrompt & { readonly kind: 'failed' }) | null) => void;

type Audio = Extract<LoadedPrompt, { readonly kind: 'audio' }>;

/**
 * Plays prompts one after the other, each for its true length, and writes each to the transcript when it
 * starts to sound. All are fetched at once; one that cannot be played ends it when its turn comes.
 */
export class PromptPlayer {
  readonly #ports: MediaPorts;
  readonly #list: PromptList;
  #stopped = false;
  #sounding: { readonly timer: Scheduled; silence(completed: boolean, cancelled: boolean): void } | null =
    null;

  constructor(ports: MediaPorts, list: PromptList) {
    this.#ports = ports;
    this.#list = list;
  }

  start(end: PlayingEnd): void {
    const loading = this.#list.media.map((media) => this.#ports.prompts.load(media));
    this.#play(0, loading, end);
  }

  stop(cancelled: boolean): void {
    this.#stopped = true;
    this.#sounding?.timer.cancel();
    this.#sounding?.silence(false, cancelled);
    this.#sounding = null;
  }

  #play(position: number, loading: readonly Promise<LoadedPrompt>[], end: PlayingEnd): void {
    const next = loading[position];
    const media = this.#list.media[position];
    if (next === undefined || media === undefined) {
      if (this.#list.loop && loading.length > 0) {
        this.#play(0, loading, end);
        return;
      }
      end(null);
      return;
    }
    void next.then((prompt) => {
      if (this.#stopped) return;
      if (prompt.kind === 'failed') {
        end(prompt);
        return;
      }
      this.#sound(position, media, prompt, () => this.#play(position + 1, loading, end));
    });
  }

  #sound(position: number, media: MediaReference, prompt: Audio, next: () => void): void {
    const { durationMs, comment } = prompt;
    const { clock, transcript } = this.#ports;
    const amend = transcript.add<'prompt'>({
      kind: 'prompt',
      uri: media.uri,
      resourceId: media.resourceId ?? null,
      operation: this.#list.operation,
      clientContext: this.#list.clientContext,
      position,
      ...(comment === undefined ? {} : { comment }),
      until: null,
      completed: false,
      cancelled: false,
    });
    const silence = (completed: boolean, cancelled: boolean): void =>
      amend({ until: transcript.now(), completed, cancelled });
    // A prompt without sound in a loop must not keep the program from doing anything else.
    const length = this.#list.loop ? Math.max(durationMs, 20) : durationMs;
    const timer = clock.schedule(clock.now() + length, () => {
      this.#sounding = null;
      silence(true, false);
      next();
    });
    this.#sounding = { timer, silence };
  }
}
