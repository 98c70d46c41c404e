import type { CallUpdate, StatusView } from '../view.ts';
import { consoleClient } from './console-client.ts';
import { element, elementById } from './element.ts';
import { Line } from './line.ts';
import type { LineState } from './line.ts';
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
  readonly #line = new Line(consoleClient, {
    onLine: (state) => this.#showLine(state),
    onUpdate: (update) => this.#hear(update),
    onNews: (text) => (this.#state.textContent = text),
    onProblem: (problem) => this.report(problem),
  });
  #speaker: { readonly index: number; readonly audio: HTMLAudioElement } | null = null;

  constructor() {
    this.#keys = keys.map((key) => {
      const button = element('button', '', key);
      button.type = 'button';
      button.addEventListener('click', () => this.#press(key));
      return button;
    });
    elementById('keypad', HTMLDivElement).append(...this.#keys);
    elementById('dial', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#dial();
    });
    this.#hangUp.addEventListener('click', () => {
      this.#problem.hidden = true;
      void this.#line.hangUp();
    });
    this.#sound.addEventListener('change', () => this.#silence());
    document.addEventListener('keydown', (event) => this.#typed(event));
    this.#showLine('free');
  }

  suggest(from: string, to: string): void {
    this.#from.value ||= from;
    this.#to.value ||= to;
  }

  /** A button for each number, so that nobody has to know them by heart. It fills in, and does not dial. */
  offer(numbers: StatusView['numbers']): void {
    const buttons = numbers.map(({ number, flows }) => {
      const button = element('button', '', `${number} ${flows.join(', ')}`.trim());
      button.type = 'button';
      button.addEventListener('click', () => (this.#to.value = number));
      return button;
    });
    elementById('numbers', HTMLDivElement).replaceChildren(...buttons);
  }

  report(problem: unknown): void {
    this.#problem.textContent = problem instanceof Error ? problem.message : String(problem);
    this.#problem.hidden = false;
  }

  #dial(): void {
    if (this.#line.state !== 'free') return;
    this.#problem.hidden = true;
    void this.#line.dial(this.#from.value.trim(), this.#to.value.trim());
  }

  #hear({ state, ended, entry }: CallUpdate): void {
    this.#state.textContent = ended ? 'The call is over.' : `The call is ${state}.`;
    if (entry !== null) {
      const isNew = !this.#timeline.has(entry.index);
      this.#timeline.show(entry);
      if (isNew && entry.audio !== null) this.#play(entry.index, entry.audio);
      if (!isNew && this.#speaker?.index === entry.index && entry.audio === null) this.#silence();
    }
  }

  #press(key: string): void {
    this.#problem.hidden = true;
    void this.#line.press(key);
  }

  #typed(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (keys.includes(event.key)) this.#press(event.key);
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

  #showLine(state: LineState): void {
    this.#call.disabled = state !== 'free';
    this.#hangUp.disabled = state !== 'onCall';
    for (const key of this.#keys) key.disabled = state !== 'onCall';
    if (state === 'onCall') this.#timeline.clear();
    if (state === 'free') this.#silence();
  }
}
