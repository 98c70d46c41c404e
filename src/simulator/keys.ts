import * as z from 'zod';

/** Most keys of one request. */
const keysLimit = 500;

/** Keys of a phone, in order. */
export const keySequence = z
  .string()
  .regex(/^[0-9*#A-Da-d]+$/, 'must be keys: 0 to 9, *, #, A to D')
  .max(keysLimit);
