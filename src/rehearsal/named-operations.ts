import type { CommandOf, CommandResult } from '../call/index.ts';
import { judgeExchange } from '../graph/index.ts';
import { describedOperation, isGraphNodeOperation } from '../operations/index.ts';
import type { Refused } from './graph-requests.ts';
import { models } from './named-models.ts';
import type { Judged } from './named-models.ts';
import { NamedState } from './named-state.ts';
import type { NamedPorts } from './named-state.ts';

/** What flows ask for by name, done as the simulator does it, so that scenarios go alike at either depth. */
export class NamedOperations {
  readonly #state: NamedState;

  constructor(ports: NamedPorts) {
    this.#state = new NamedState(ports);
  }

  /** Why Graph does not do it; null: it may be done. */
  refusal(command: CommandOf<'graph'>): Refused | null {
    const { callKinds } = describedOperation(command.name);
    if (!this.#state.ports.conference.isGroup && !callKinds.includes('oneToOne'))
      return { status: 400, code: '8548', message: `${command.name} is for group calls only.` };
    const judged = this.#judge(command);
    return 'refused' in judged ? judged.refused : null;
  }

  /** Does it, and answers as Graph does. */
  accept(command: CommandOf<'graph'>): CommandResult {
    const judged = this.#judge(command);
    const body = 'perform' in judged ? judged.perform() : null;
    return judgeExchange(command, {
      kind: 'answered',
      status: describedOperation(command.name).successStatus,
      retryAfter: null,
      body: body === null ? '' : JSON.stringify(body),
    });
  }

  #judge({ name, operation, parameters, body }: CommandOf<'graph'>): Judged {
    const asked: string = name;
    if (!isGraphNodeOperation(asked)) throw new Error(`Flows cannot ask for ${asked}.`);
    return models[asked](this.#state, { operation, parameters, body });
  }
}
