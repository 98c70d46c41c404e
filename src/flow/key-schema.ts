import * as z from 'zod';
import { isKey } from '../call/index.ts';

/** One key, as an author writes it. */
export const keySchema = z
  .string()
  .refine(isKey, 'must be one key: 0 to 9, * or #')
  .meta({ pattern: '^[0-9*#]$' });
