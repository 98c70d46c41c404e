import type { CommandFailure, FailureCode } from '../call/index.ts';

/** Something that was not done, or not as wanted. `message` holds no value of the call. */
export const failed = (code: FailureCode, message: string, status: number | null = null): CommandFailure => ({
  code,
  status,
  subcode: null,
  message,
});
