import { painted } from './screen.ts';
import type { ScreenLine, ScreenSize } from './screen.ts';
import type { Terminal } from './terminal.ts';

const enter = '\u001b[?1049h\u001b[?7l\u001b[?25l\u001b[2J';
const leave = '\u001b[0m\u001b[?25h\u001b[?7h\u001b[?1049l';

/**
 * A terminal as a screen: a page of its own, keys as they are pressed.
 *
 * SP4  However it is left, the terminal is as it was before: lines are read again, the cursor is seen, and what stood on
 *     it stands there.
 */
export class DrawnTerminal {
  readonly #terminal: Terminal;
  readonly #inColour: boolean;
  #drawn: readonly string[] = [];
  #isOpen = false;
  readonly #onData = (chunk: string | Buffer): void => this.#typed(chunk.toString());
  readonly #onResize = (): void => this.#resized();
  readonly #onExit = (): void => this.close();
  #typed: (text: string) => void = () => undefined;
  #changed: () => void = () => undefined;

  constructor(terminal: Terminal, inColour: boolean) {
    this.#terminal = terminal;
    this.#inColour = inColour;
  }

  get size(): ScreenSize {
    const { columns = 80, rows = 24 } = this.#terminal.output;
    return { columns, rows };
  }

  open(typed: (text: string) => void, changed: () => void): void {
    const { input, output } = this.#terminal;
    this.#typed = typed;
    this.#changed = changed;
    this.#isOpen = true;
    // SP4, also where the process ends in a way that nobody here hears of.
    process.once('exit', this.#onExit);
    input.setRawMode?.(true);
    input.setEncoding('utf8');
    input.on('data', this.#onData);
    input.resume();
    output.on('resize', this.#onResize);
    output.write(enter);
  }

  /** SP4. Once is enough. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const { input, output } = this.#terminal;
    process.off('exit', this.#onExit);
    input.off('data', this.#onData);
    output.off('resize', this.#onResize);
    input.setRawMode?.(false);
    input.pause();
    output.write(leave);
  }

  /** Writes the lines that are not there yet. */
  draw(lines: readonly ScreenLine[]): void {
    if (!this.#isOpen) return;
    const next = lines.map((line) => painted(line, this.#inColour));
    const changed = next.flatMap((line, index) =>
      line === this.#drawn[index] ? [] : [`\u001b[${index + 1};1H\u001b[2K${line}`],
    );
    this.#drawn = next;
    if (changed.length > 0) this.#terminal.output.write(changed.join(''));
  }

  #resized(): void {
    this.#drawn = [];
    this.#terminal.output.write('\u001b[2J');
    this.#changed();
  }
}
