import * as z from 'zod';
import { tolerantInteger } from './primitives.ts';

/**
 * How something ended. Graph declares numbers, but its examples also show numeric strings and the spelling
 * `subCode`; all of them are read, and the result is always `{ code, subcode, message }`.
 */
export const resultInfo = z
  .looseObject({
    code: tolerantInteger,
    subcode: tolerantInteger.nullish(),
    subCode: tolerantInteger.nullish(),
    message: z.string().nullish(),
  })
  .transform(({ code, subcode, subCode, message }) => ({
    code,
    subcode: subcode ?? subCode ?? 0,
    message: message ?? '',
  }));
