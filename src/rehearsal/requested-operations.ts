import type { CommandOf } from '../call/index.ts';
import { judgeExchange } from '../graph/index.ts';
import { graphNodeOperation, storedGraphNodeOperation } from '../operations/index.ts';
import type { Judgement } from './graph-requests.ts';
import { models } from './requested-models.ts';
import { RequestedState } from './requested-state.ts';
import type { RequestedPorts } from './requested-state.ts';

/** Requested operations, done as the simulator does it, so that scenarios go alike at either depth. */
export class RequestedOperations {
  readonly #state: RequestedState;

  constructor(ports: RequestedPorts) {
    this.#state = new RequestedState(ports);
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
