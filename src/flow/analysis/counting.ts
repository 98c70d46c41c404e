import { parseExpression } from '../expressions/index.ts';
import type { ExpressionNode } from '../expressions/index.ts';
import type { Edge } from '../node-kind.ts';
import { chainOf } from './frames.ts';
import type { Frame } from './frames.ts';
import type { Situation } from './situations.ts';

/**
 * Loops that count: `set` adds to a variable, `branch` goes round only while it is below a bound. Such a way is
 * taken a finite number of times, so it bounds a loop as attempts do.
 */

/** A way that is only taken while `variable` is on this side of a constant. */
export interface Bound {
  readonly variable: string;
  /** `above`: there is a greatest value with which the way is taken; `below`: a least one. */
  readonly side: 'above' | 'below';
}

/** What must be so of numbers whenever `edge`, one of `edges`, is taken: its condition holds, those before it do not. */
export function boundsOf(edge: Edge, edges: readonly Edge[]): readonly Bound[] {
  const before = edges.slice(0, edges.indexOf(edge));
  return [
    ...conditionsOf([edge]).flatMap((text) => boundsIn(rootOf(text), true)),
    ...conditionsOf(before).flatMap((text) => boundsIn(rootOf(text), false)),
  ];
}

const conditionsOf = (edges: readonly Edge[]): readonly string[] =>
  edges.flatMap(({ condition }) => (condition === undefined ? [] : [condition]));

/**
 * How a variable of a flow that was entered in this way changes where the call is: not at all, always towards one
 * side, or in a way that nobody knows.
 */
export function changeIn(
  { node, frame: here }: Situation,
  frame: Frame,
  variable: string,
): 'none' | Bound['side'] | 'unknown' {
  if (here !== frame) {
    // A flow has its variables anew each time it, or one from which it is entered, is entered.
    const begins = chainOf(frame).some(({ entry }) => entry?.frame === here && entry.node === node);
    return begins ? 'unknown' : 'none';
  }
  const { assigns = {} } = node.facts;
  if (!Object.hasOwn(assigns, variable)) return 'none';
  const expression = assigns[variable];
  const step = typeof expression === 'string' ? stepOf(rootOf(expression), variable) : null;
  if (step === null) return 'unknown';
  return step > 0 ? 'above' : 'below';
}

function rootOf(text: string): ExpressionNode | null {
  const parsed = parseExpression(text);
  return parsed.kind === 'ok' ? parsed.expression.root : null;
}

function boundsIn(node: ExpressionNode | null, holds: boolean): readonly Bound[] {
  if (node?.kind === 'unary' && node.operator === '!') return boundsIn(node.operand, !holds);
  if (node?.kind !== 'binary') return [];
  const { operator, left, right } = node;
  const both = holds ? '&&' : '||';
  if (operator === both) return [...boundsIn(left, holds), ...boundsIn(right, holds)];
  const less = operator === '<' || operator === '<=';
  if (!less && operator !== '>' && operator !== '>=') return [];
  const side = (variableIsLess: boolean): Bound['side'] => (variableIsLess === holds ? 'above' : 'below');
  if (left.kind === 'variable' && constant(right) !== null)
    return [{ variable: left.name, side: side(less) }];
  if (right.kind === 'variable' && constant(left) !== null)
    return [{ variable: right.name, side: side(!less) }];
  return [];
}

/** By how much `variable` grows; null where that is not a constant that counts. */
function stepOf(node: ExpressionNode | null, variable: string): number | null {
  if (node?.kind !== 'binary' || (node.operator !== '+' && node.operator !== '-')) return null;
  const { operator, left, right } = node;
  const isVariable = (part: ExpressionNode): boolean => part.kind === 'variable' && part.name === variable;
  const added = isVariable(left)
    ? constant(right)
    : operator === '+' && isVariable(right)
      ? constant(left)
      : null;
  // Smaller steps may be lost in rounding.
  if (added === null || Math.abs(added) < 1) return null;
  return operator === '-' ? -added : added;
}

function constant(node: ExpressionNode): number | null {
  if (node.kind === 'literal') return typeof node.value === 'number' ? node.value : null;
  if (node.kind !== 'unary' || node.operator !== '-') return null;
  const value = constant(node.operand);
  return value === null ? null : -value;
}
