import { sendDtmfTonesOperation } from './wire/comms-operation.ts';
import type { CommsOperation } from './wire/comms-operation.ts';

/**
 * Whether an operation that has ended did what was asked for; null for one that has not ended. Its `status` is the
 * verdict, except of keys that were sent: there only `completionReason` is (call-senddtmftones).
 */
export function operationSucceeded(operation: CommsOperation): boolean | null {
  const { status } = operation;
  if (status !== 'completed' && status !== 'failed') return null;
  if (operation['@odata.type'] !== '#microsoft.graph.sendDtmfTonesOperation') return status === 'completed';
  return sendDtmfTonesOperation.safeParse(operation).data?.completionReason === 'completedSuccessfully';
}
