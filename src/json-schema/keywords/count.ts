import type { JsonValue } from '../../call/index.ts';
import { judging } from '../keyword.ts';
import type { Keyword } from '../keyword.ts';

export const isCount = (value: JsonValue | undefined): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** A bound on how many characters, items or members a value has; `size` is null for values that have none. */
export const counting =
  (size: (value: JsonValue) => number | null, holds: (size: number, limit: number) => boolean): Keyword =>
  (context) => {
    const { argument, problem } = context;
    if (!isCount(argument)) return problem('must have a whole number from 0 here');
    return judging(context, (value, run) => {
      const counted = size(value);
      run.spend(1 + (counted ?? 0) / 64);
      return counted === null || holds(counted, argument);
    });
  };

export const atMost = (size: number, limit: number): boolean => size <= limit;
export const atLeast = (size: number, limit: number): boolean => size >= limit;
