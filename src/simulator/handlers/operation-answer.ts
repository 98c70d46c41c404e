import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../call/index.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import type { HandlerAnswer } from './handler.ts';

export interface OperationStart {
  readonly id?: string;
  readonly wireType: string;
  readonly status: 'running' | 'Running' | 'completed';
  readonly clientContext: string | null;
  readonly members?: JsonObject;
}

/** The operation object that an action answers with, and the address of it in Location. */
export function operationAnswer(call: SimulatedCall, start: OperationStart): HandlerAnswer {
  const id = start.id ?? randomUUID();
  return {
    location: `/communications/calls/${call.id}/operations/${id}`,
    body: {
      '@odata.type': `#microsoft.graph.${start.wireType}`,
      id,
      status: start.status,
      clientContext: start.clientContext,
      resultInfo: null,
      ...start.members,
    },
  };
}
