import { DrawnTerminal } from './drawn-terminal.ts';
import { ScreenPhone } from './screen-phone.ts';
import type { ScreenPhoneOptions } from './screen-phone.ts';
import { screenOf } from './screen.ts';
import type { Terminal } from './terminal.ts';

/** Calls `run` again and again until it is called off. */
export type Every = (milliseconds: number, run: () => void) => () => void;

export interface RunScreenPhoneOptions extends ScreenPhoneOptions {
  readonly terminal: Terminal;
  readonly inColour: boolean;
  /** Settled when the command is stopped from outside. */
  readonly stopped: Promise<void>;
  readonly every: Every;
  /** Told after everything that may have changed the call. */
  readonly changed: () => void;
}

/** Words appear in time, and nobody sees more. */
const frameTime = 50;

/** Shows the phone until it is left or stopped. However that comes, the terminal is as it was before. */
export async function runScreenPhone(options: RunScreenPhoneOptions): Promise<void> {
  const { terminal, inColour, stopped, every, changed } = options;
  const drawn = new DrawnTerminal(terminal, inColour);
  let callOff: () => void = () => undefined;
  try {
    const phone = new ScreenPhone(options);
    await new Promise<void>((resolve, reject) => {
      /** Nothing that goes wrong in here may leave the terminal as it is. */
      const guarded = (run: () => void): void => {
        try {
          run();
          changed();
          if (phone.isLeft) resolve();
          else drawn.draw(screenOf(phone.view(), drawn.size));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      drawn.open(
        (text) => guarded(() => phone.type(text)),
        () => guarded(() => undefined),
      );
      terminal.input.once('end', () => resolve());
      void stopped.then(() => resolve());
      callOff = every(frameTime, () => guarded(() => phone.tick()));
      guarded(() => phone.tick());
    });
  } finally {
    callOff();
    drawn.close();
  }
}
