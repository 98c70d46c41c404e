import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../call/index.ts';
import { wireResult } from '../call/changes.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { Judgement } from '../switch.ts';
import type { HandlerAnswer } from './handler.ts';
import { operationAnswer } from './operation-answer.ts';

/** Why an operation failed. */
export interface OperationFailure {
  readonly judgement: Judgement;
  readonly message: string;
}

export interface LaterOperation {
  readonly wireType: string;
  readonly clientContext: string | null;
  /** Does what was asked for when its time has come; null where that went well. */
  readonly end: () => OperationFailure | null;
}

/** Answers that an operation runs, and tells its end `operationMs` later: without a result where it went well. */
export function laterOperation(call: SimulatedCall, operation: LaterOperation): HandlerAnswer {
  const { wireType, clientContext, end } = operation;
  const id = randomUUID();
  call.after(call.switches.operationMs, () => {
    const failure = end();
    const members: JsonObject =
      failure === null ? {} : { resultInfo: wireResult(failure.judgement, failure.message) };
    const succeeded = failure === null;
    call.notifyOperation({ kind: 'operation', id, wireType, clientContext, succeeded, members });
  });
  return operationAnswer(call, { id, wireType, status: 'running', clientContext });
}
