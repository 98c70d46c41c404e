import type { CallUpdate } from '../view.ts';
import { consoleClient } from './console-client.ts';
import { element, elementById } from './element.ts';
import { Timeline } from './timeline.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** A phone with one line: it dials, presses keys, hangs up, and shows what happens meanwhile. */
export class Phone {
  readonly #timeline = new Timeline();
  readonly #from = elementById('from', HTMLInputElement);
  readonly #to = elementById('to', HTMLInputElement);
  readonly #call = elementById('call', HTMLButtonElement);
  readonly #hangUp = elementById('hang-up', HTMLButtonElement);
  readonly #state = elementById('state', HTMLParagraphElement);
  readonly #problem = elementById('problem', HTMLParagraphElement);
  readonly #sound = elementById('sound', HTMLInputElement);
  readonly #keys: readonly HTMLButtonElement[];
  #line: { readonly id: string; readonly stream: { stop(): void } } | null = null;
  #speaker: { readonly index: number; readonly audio: HTMLAudioElement } | null = null;

  constructor() {
    this.#keys = keys.map((key) => {
      const button = element('button', '', key);
      button.type = 'button';
      button.addEventListener('click', () => void this.#press(key));
      return button;
    });
    elementById('keypad', HTMLDivElement).append(...this.#keys);
    elementById('dial', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#dial();
    });
    this.#hangUp.addEventListener('click', () => void this.#leave());
    this.#sound.addEventListener('change', () => this.#silence());
    document.addEventListener('keydown', (event) => this.#typed(event));
    this.#showLine();
  }

  suggest(from: string, to: string): void {
    this.#from.value ||= from;
    this.#to.value ||= to;
  }

  report(problem: unknown): void {
    this.#problem.textContent = problem instanceof Error ? problem.message : String(problem);
    this.#problem.hidden = false;
  }

  async #dial(): Promise<void> {
    await this.#attempt(async () => {
      const id = await consoleClient.placeCall(this.#from.value.trim(), this.#to.value.trim());
      this.#timeline.clear();
      this.#state.textContent = 'Calling…';
      const stream = consoleClient.watch(
        id,
        (update) => this.#hear(update),
        () => {
          this.#state.textContent = 'The connection to the console broke; it is tried again.';
        },
      );
      this.#line = { id, stream };
      this.#showLine();
    });
  }

  #hear({ state, ended, entry }: CallUpdate): void {
    this.#state.textContent = ended ? 'The call is over.' : `The call is ${state}.`;
    if (entry !== null) {
      const isNew = !this.#timeline.has(entry.index);
      this.#timeline.show(entry);
      if (isNew && entry.audio !== null) this.#play(entry.index, entry.audio);
      if (!isNew && this.#speaker?.index === entry.index && entry.audio === null) this.#silence();
    }
    if (ended) this.#release();
  }

  async #press(key: string): Promise<void> {
    const line = this.#line;
    if (line !== null) await this.#attempt(async () => consoleClient.press(line.id, key));
  }

  async #leave(): Promise<void> {
    const line = this.#line;
    if (line !== null) await this.#attempt(async () => consoleClient.hangUp(line.id));
  }

  #typed(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (keys.includes(event.key)) void this.#press(event.key);
  }

  #play(index: number, url: string): void {
    this.#silence();
    if (!this.#sound.checked) return;
    const audio = new Audio(url);
    this.#speaker = { index, audio };
    // A browser that refuses to sound before a click leaves the text, which says the same.
    void audio.play().catch(() => undefined);
  }

  #silence(): void {
    this.#speaker?.audio.pause();
    this.#speaker = null;
  }

  #release(): void {
    this.#line?.stream.stop();
    this.#line = null;
    this.#silence();
    this.#showLine();
  }

  #showLine(): void {
    const isBusy = this.#line !== null;
    this.#call.disabled = isBusy;
    this.#hangUp.disabled = !isBusy;
    for (const key of this.#keys) key.disabled = !isBusy;
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    this.#problem.hidden = true;
    try {
      await action();
    } catch (problem) {
      this.report(problem);
    }
  }
}
