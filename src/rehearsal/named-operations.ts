import type { CommandOf } from '../call/index.ts';
import { judgeExchange } from '../graph/index.ts';
import { graphNodeOperation, storedGraphNodeOperation } from '../operations/index.ts';
import type { Judgement } from './graph-requests.ts';
import { models } from './named-models.ts';
import { NamedState } from './named-state.ts';
import type { NamedPorts } from './named-state.ts';

/** What flows ask for by name, done as the simulator does it, so that scenarios go alike at either depth. */
export class NamedOperations {
  readonly #state: NamedState;

  constructor(ports: NamedPorts) {
    this.#state = new NamedState(ports);
  }

  judge(command: CommandOf<'graph'>): Judgement {
    const { operation, parameters, body } = command;
    const name = storedGraphNodeOperation(command.name);
    const { callKinds, successStatus: status } = graphNodeOperation(name);
    if (!this.#state.ports.conference.isGroup && !callKinds.includes('oneToOne'))
      return { refused: { status: 400, code: '8548', message: `${name} is for group calls only.` } };
    const judged = models[name](this.#state, { operation, parameters, body });
    if ('refused' in judged) return judged;
    const accept = () => {
      const given = judged.perform();
      const text = given === null ? '' : JSON.stringify(given);
      return judgeExchange(command, { kind: 'answered', status, retryAfter: null, body: text });
    };
    return { accept };
  }
}
