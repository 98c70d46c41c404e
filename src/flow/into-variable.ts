import type { JsonValue } from '../call/index.ts';
import { fail, go } from './move.ts';
import type { Move } from './move.ts';
import type { NodeChecker } from './node-kind.ts';
import type { Turn } from './turn.ts';
import type { VariableType } from './variable.ts';

/*
 * `into`: the variable that gets what a node came by. It may be left out where the value is not needed.
 */

/** What is put into a variable. */
export interface IntoValue {
  /** What it is, such as "a recording is JSON". */
  readonly is: string;
  /** The types as which its variable is to be declared. */
  readonly fits: readonly VariableType[];
  /** Further types that can hold it too. */
  readonly alsoFits?: readonly VariableType[];
}

/** Reports an `into` that names no variable, or one that cannot hold the value. */
export function checkInto(
  checker: NodeChecker,
  into: string | undefined,
  { is, fits, alsoFits = [] }: IntoValue,
): void {
  if (into === undefined) return;
  const type = checker.variable(into, ['into']);
  if (type === null || [...fits, ...alsoFits].includes(type)) return;
  const advice = fits.map((each) => `"${each}"`).join(' or ');
  const message = `"${into}" is declared as ${type}, but ${is}. Declare it as ${advice}.`;
  checker.problem('FLOW-WRONG-VARIABLE-TYPE', ['into'], message);
}

/** Sets the variable, if one is named, and goes on. */
export function goWith(
  value: JsonValue,
  into: string | undefined,
  to: string,
  turn: Turn,
  outcome = 'next',
): Move<never> {
  const failure = into === undefined ? null : turn.assign([[into, value]]);
  return failure === null ? go(to, outcome) : fail(failure);
}
