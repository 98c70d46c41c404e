import { later } from '../../call/index.ts';
import type { Instant, Key } from '../../call/index.ts';
import { isWaitingForCaller } from './call-panel.ts';
import { lineHelp, readLineCommand } from './line-command.ts';
import type { LineCommand } from './line-command.ts';
import type { PhoneSession } from './phone-session.ts';
import { printable } from '../printable.ts';
import { Teller } from './telling.ts';

/** How long a person takes who hears that it is their turn. */
const reactionTime = 300;
/** From key to key. */
const usualGap = 200;

/**
 * A phone of lines: what is written to it is done one after the other, and time passes only as far as that needs. After
 * the last line the call goes on by itself to its end.
 */
export class LinePhone {
  readonly #session: PhoneSession;
  readonly #print: (line: string) => void;
  #told = 0;

  constructor(session: PhoneSession, print: (line: string) => void) {
    this.#session = session;
    this.#print = print;
  }

  async run(lines: AsyncIterable<string>): Promise<void> {
    this.#session.place();
    this.#tell();
    for await (const line of lines) {
      if (this.#session.isOver) return;
      const command = readLineCommand(line);
      if (command.kind === 'quit') return;
      if (command.kind === 'wrong') this.#print(printable(command.message));
      else this.#do(command);
      this.#tell();
    }
    this.#runToTheEnd();
  }

  #do(command: LineCommand): void {
    const session = this.#session;
    switch (command.kind) {
      case 'keys':
        this.#press(command.keys, command.atOnce);
        return;
      case 'speak':
        if (!this.#runUntil(() => session.isRecording)) this.#missed('anything was recorded');
        else {
          session.perform({ kind: 'speak' }, later(session.now, reactionTime));
          session.perform({ kind: 'fallSilent' }, later(session.now, command.length));
        }
        return;
      case 'wait':
        session.runUntil(later(session.now, command.length));
        return;
      case 'help':
        for (const line of lineHelp) this.#print(line);
        return;
      case 'nothing':
      case 'quit':
        return;
      default:
        session.perform(command);
    }
  }

  #press(keys: readonly Key[], atOnce: boolean): void {
    const session = this.#session;
    const isTurn = (): boolean =>
      session.state !== null &&
      isWaitingForCaller({ state: session.state, isRecording: session.isRecording });
    if (!this.#runUntil(atOnce ? () => session.isAnswered : isTurn)) {
      this.#missed(atOnce ? 'anybody took it' : 'it waited for keys');
      return;
    }
    let at: Instant = later(session.now, atOnce ? 0 : reactionTime);
    for (const key of keys) {
      session.perform({ kind: 'press', key }, at);
      at = later(at, usualGap);
    }
  }

  /** Lets the call go on until it is so; false: it ended before, or nothing will ever happen in it. */
  #runUntil(isSo: () => boolean): boolean {
    const session = this.#session;
    while (!isSo()) {
      const { next } = session;
      if (next === null) return false;
      session.runUntil(next);
    }
    return !session.isOver;
  }

  #runToTheEnd(): void {
    this.#runUntil(() => false);
    this.#tell();
  }

  #missed(what: string): void {
    this.#tell();
    this.#print(`The call ended before ${what}.`);
  }

  /** Prints what has happened since. Keys are judged by then: what must not be shown is known. */
  #tell(): void {
    for (const line of linesOfSession(this.#session, this.#told)) this.#print(line);
    this.#told = this.#session.happenings.length;
  }
}

/** What has happened in a call, from the `first` happening on: a line each, with seconds since it was placed. */
export function linesOfSession(session: PhoneSession, first = 0): readonly string[] {
  const { happenings, flow, call } = session;
  const teller = new Teller(happenings, flow.hasSensitiveVariables);
  return happenings.slice(first).flatMap((happening) => {
    const told = teller.tell(happening);
    if (told === null) return [];
    const time = ((happening.at - call.startedAt) / 1_000).toFixed(3).padStart(8);
    return [printable(`${time}  ${told.by.padEnd(5)}  ${told.text}`)];
  });
}
