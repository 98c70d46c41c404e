import type { JsonValue } from '../../call/index.ts';
import { expressionLimits } from './expression.ts';
import type { SourceRange } from './expression.ts';
import { ExpressionFailure } from './failure.ts';
import type { ExpressionFailureCode } from './failure.ts';
import type { Scope } from './scope.ts';
import { kindInWords } from './values.ts';

/** The computed arguments of one function call; readers fail with the place of the argument. */
export class Arguments {
  readonly scope: Scope;
  readonly #name: string;
  readonly #values: readonly JsonValue[];
  readonly #places: readonly SourceRange[];
  readonly #call: SourceRange;

  constructor(
    scope: Scope,
    name: string,
    values: readonly JsonValue[],
    places: readonly SourceRange[],
    call: SourceRange,
  ) {
    this.scope = scope;
    this.#name = name;
    this.#values = values;
    this.#places = places;
    this.#call = call;
  }

  get count(): number {
    return this.#values.length;
  }

  /** Any value but null. */
  value(index: number): JsonValue {
    const value = this.#values[index];
    if (value === undefined) throw this.fail('EXPRESSION-WRONG-OPERAND', `has too few arguments`);
    if (value === null) throw this.fail('EXPRESSION-NULL-OPERAND', `cannot work with null`, index);
    return value;
  }

  text(index: number): string {
    const value = this.value(index);
    if (typeof value === 'string') return value;
    throw this.wrongKind(index, 'text');
  }

  number(index: number): number {
    const value = this.value(index);
    if (typeof value === 'number') return value;
    throw this.wrongKind(index, 'a number');
  }

  wholeNumber(index: number): number {
    const value = this.number(index);
    if (Number.isInteger(value)) return value;
    throw this.fail('EXPRESSION-NOT-WHOLE', 'takes whole numbers only', index);
  }

  wrongKind(index: number, wanted: string): ExpressionFailure {
    const found = kindInWords(this.#values[index] ?? null);
    return this.fail('EXPRESSION-WRONG-OPERAND', `takes ${wanted} here, not ${found}`, index);
  }

  /** A text that was made, within the bounds. */
  made(text: string): string {
    if (text.length <= expressionLimits.text) return text;
    throw this.fail('EXPRESSION-TOO-LONG', `would give more than ${expressionLimits.text} characters`);
  }

  fail(code: ExpressionFailureCode, what: string, index?: number): ExpressionFailure {
    const place = index === undefined ? this.#call : (this.#places[index] ?? this.#call);
    return new ExpressionFailure(code, `${this.#name}() ${what}.`, place);
  }
}
