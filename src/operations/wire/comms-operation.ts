import * as z from 'zod';
import { resultInfo } from './result-info.ts';
import { tolerantEnumeration } from './primitives.ts';

const operationStatuses = ['notStarted', 'running', 'completed', 'failed'] as const;

/**
 * An operation object as Graph sends it, in an answer or in the notification of its end. A status of
 * `completed` or `failed` in an answer means that no notification follows; any other that one does.
 */
export const commsOperation = z.looseObject({
  '@odata.type': z.string().nullish(),
  id: z.string().nullish(),
  status: tolerantEnumeration(operationStatuses).nullish(),
  clientContext: z.string().nullish(),
  resultInfo: resultInfo.nullish(),
  completionReason: z.string().nullish(),
});

export type CommsOperation = z.infer<typeof commsOperation>;

/** Why sending tones ended; `unknownFutureValue` stands for what is not known yet. */
const tonesReasons = ['unknown', 'completedSuccessfully', 'mediaOperationCanceled'] as const;

/** Keys that were sent: whatever became of them, `status` says `completed`. */
export const sendDtmfTonesOperation = commsOperation.extend({
  completionReason: tolerantEnumeration(tonesReasons).nullish(),
});

/** A recording; both members are empty strings when it was cancelled. */
export const recordOperation = commsOperation.extend({
  recordingLocation: z.string().nullish(),
  recordingAccessToken: z.string().nullish(),
});

export type RecordOperation = z.infer<typeof recordOperation>;
