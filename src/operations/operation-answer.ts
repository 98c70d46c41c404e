import type { OperationDescription } from './operation.ts';
import { operationSucceeded } from './operation-succeeded.ts';
import { commsOperation } from './wire/comms-operation.ts';
import type { CommsOperation } from './wire/comms-operation.ts';

/** What the answer of an operation says that Graph has taken. */
export type OperationAnswer =
  /** The answer has no body. */
  | { readonly kind: 'nothing' }
  /** What was asked for, or what was made. */
  | { readonly kind: 'resource' }
  /** An operation; `isOver`: nothing more is told of it. */
  | { readonly kind: 'operation'; readonly operation: CommsOperation; readonly isOver: boolean };

/**
 * What an answer is, by its description. An operation that is answered as `completed` or `failed` is over, and of any
 * other its end is told (Graph calling API, "Operation lifecycle"). One whose answer tells the outcome is over as well
 * where the answer has no status.
 */
export function answerOf(
  { response, responseType, isAsynchronous }: OperationDescription,
  body: unknown,
): OperationAnswer {
  if (response === null) return { kind: 'nothing' };
  if (responseType?.endsWith('Operation') !== true) return { kind: 'resource' };
  const operation = commsOperation.safeParse(body).data ?? {};
  const status = operation.status ?? null;
  const isOver = operationSucceeded(operation) !== null || (status === null && !isAsynchronous);
  return { kind: 'operation', operation, isOver };
}
