import { askedOperation, later } from '../call/index.ts';
import type { Command, CommandResult } from '../call/index.ts';
import { judgeBody, judgeExchange, requestedBody, waitBeforeRetry } from '../graph/index.ts';
import type { Exchange } from '../graph/index.ts';
import { describedOperation } from '../operations/index.ts';
import type { Faults, OperationFault } from './faults.ts';
import type { Timeline } from './timeline.ts';

/** Told what became of a command. */
export type Answer = (result: CommandResult) => void;

/** Why Graph does not do what it is asked. */
export interface Refused {
  readonly status: number;
  /** A subcode in digits, or a word. */
  readonly code: string;
  readonly message: string;
}

/** What Graph makes of a command: why it does not do it, or how it does it and answers. */
export type Judgement = { readonly refused: Refused } | { readonly accept: () => CommandResult };

interface RequestPorts {
  readonly timeline: Timeline;
  readonly faults: Faults;
  readonly judge: (command: Command) => Judgement;
}

interface Asked {
  readonly command: Command;
  readonly answer: Answer;
}

/**
 * Commands as requests to the modelled Graph: refused or lost where a fault says so, and tried again as the client does.
 *
 * V4  A command is answered at once, unless it is tried again. Nothing that Graph notifies reaches the call in the
 *     moment in which it is asked: what a script does at the same instant comes before it.
 */
export class GraphRequests {
  readonly #ports: RequestPorts;

  constructor(ports: RequestPorts) {
    this.#ports = ports;
  }

  perform(command: Command, answer: Answer): void {
    // What a flow has put together may be nothing that Graph takes.
    const wrong = command.kind === 'graph' ? judgeBody(command, requestedBody(command)) : null;
    if (wrong === null) this.#try({ command, answer }, 1, null);
    else answer(wrong);
  }

  /** One try. A command that is refused is so in all its tries; of one only a single answer is lost. */
  #try(asked: Asked, tries: number, ordered: OperationFault | null): void {
    const { command, answer } = asked;
    const { timeline, faults, judge } = this.#ports;
    if (timeline.now >= command.deadline) {
      answer(judgeExchange(command, tooLate));
      return;
    }
    const judged = judge(command);
    const fault = ordered ?? faults.ofOperation(askedOperation(command));
    if (fault === null) {
      answer('refused' in judged ? judgeExchange(command, answered(judged.refused)) : judged.accept());
      return;
    }
    const lost = 'lost' in fault;
    if (lost && 'accept' in judged) judged.accept();
    this.#fail(asked, tries, lost ? null : fault, lost ? brokenOff : answered(orderedRefusal(fault)));
  }

  /** Tries again after a while what may be tried again. */
  #fail({ command, answer }: Asked, tries: number, next: OperationFault | null, exchange: Exchange): void {
    const { timeline } = this.#ports;
    const { repeatIsHarmless } = describedOperation(askedOperation(command));
    const { deadline } = command;
    const rule = { exchange, tries, now: timeline.now, deadline, repeatIsHarmless, chance: 0.5 };
    const wait = waitBeforeRetry(rule);
    if (wait === null) answer(judgeExchange(command, exchange));
    else timeline.schedule(later(timeline.now, wait), () => this.#try({ command, answer }, tries + 1, next));
  }
}

const tooLate: Exchange = { kind: 'notSent', reason: 'it was too late for it' };
const brokenOff: Exchange = { kind: 'lost', reason: 'the connection broke (ECONNRESET)' };

/** The error body of Graph. */
const answered = ({ status, code, message }: Refused): Exchange => ({
  kind: 'answered',
  status,
  retryAfter: null,
  body: JSON.stringify({ error: { code, message } }),
});

const orderedRefusal = ({
  status,
  code,
  subcode,
}: Extract<OperationFault, { readonly status: number }>): Refused => ({
  status,
  code: code ?? (subcode === undefined ? 'UnknownError' : String(subcode)),
  message: 'A fault was ordered for this request.',
});
