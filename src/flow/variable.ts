import { isKeys } from '../call/index.ts';
import type { JsonValue } from '../call/index.ts';

/** What a variable can be declared as. `digits` are keys. */
export const variableTypes = ['string', 'digits', 'number', 'boolean', 'json'] as const;
export type VariableType = (typeof variableTypes)[number];

/** Whether a variable of `type` can hold `value`. Every variable can be unset, which is null. */
export function fitsVariable(type: VariableType, value: JsonValue): boolean {
  if (value === null || type === 'json') return true;
  if (type === 'digits') return typeof value === 'string' && isKeys(value);
  return typeof value === type;
}
