import type { JsonValue } from '../../call/index.ts';
import { isJsonObject } from '../../call/index.ts';
import { isJsonList } from '../document/index.ts';
import type { Arguments } from './arguments.ts';
import { bucketOf } from './bucket.ts';
import {
  countCodePoints,
  endsWithCodePoints,
  includesCodePoints,
  indexOfCodePoints,
  sliceCodePoints,
  startsWithCodePoints,
} from './code-points.ts';
import { isDigits, parseNumber, passesLuhn } from './digits.ts';
import { expressionLimits } from './expression.ts';
import { compilePattern } from './pattern.ts';
import { textOf } from './values.ts';

/** What an argument must be: `sized` is text, a list or an object; `scalar` text or a number. */
export type ParameterType = 'string' | 'number' | 'sized' | 'scalar' | 'any';

export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  /** Must be a literal text, since it is read when the flow is loaded. */
  readonly literal?: 'schedule' | 'label';
}

/** One function of the language: what the checker and the documentation need, and what it computes. */
export interface FunctionDefinition {
  readonly parameters: readonly Parameter[];
  /** How many of the parameters must be given. */
  readonly required: number;
  readonly result: 'string' | 'number' | 'boolean';
  readonly compute: (given: Arguments) => JsonValue;
}

function parameter(name: string, type: ParameterType): Parameter {
  return { name, type };
}

const text = parameter('text', 'string');

function define(
  parameters: readonly Parameter[],
  result: FunctionDefinition['result'],
  compute: FunctionDefinition['compute'],
  required = parameters.length,
): FunctionDefinition {
  return { parameters, required, result, compute };
}

/** Every function of the language (section 1.2), by its name. A new one is a line here and a row in the docs. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map([
  ['size', define([parameter('value', 'sized')], 'number', size)],
  [
    'startsWith',
    define([text, parameter('prefix', 'string')], 'boolean', (given) =>
      startsWithCodePoints(given.text(0), given.text(1)),
    ),
  ],
  [
    'endsWith',
    define([text, parameter('suffix', 'string')], 'boolean', (given) =>
      endsWithCodePoints(given.text(0), given.text(1)),
    ),
  ],
  [
    'contains',
    define([text, parameter('part', 'string')], 'boolean', (given) =>
      includesCodePoints(given.text(0), given.text(1)),
    ),
  ],
  [
    'indexOf',
    define([text, parameter('part', 'string')], 'number', (given) =>
      indexOfCodePoints(given.text(0), given.text(1)),
    ),
  ],
  [
    'substring',
    define([text, parameter('from', 'number'), parameter('to', 'number')], 'string', substring, 2),
  ],
  ['trim', define([text], 'string', (given) => given.text(0).trim())],
  ['lower', define([text], 'string', (given) => given.made(given.text(0).toLowerCase()))],
  ['upper', define([text], 'string', (given) => given.made(given.text(0).toUpperCase()))],
  ['matches', define([text, parameter('pattern', 'string')], 'boolean', matches)],
  ['number', define([parameter('value', 'scalar')], 'number', toNumber)],
  ['string', define([parameter('value', 'any')], 'string', toText)],
  ['isDigits', define([text], 'boolean', (given) => isDigits(given.text(0)))],
  ['luhn', define([text], 'boolean', (given) => passesLuhn(given.text(0)))],
  ['schedule', define([{ name: 'name', type: 'string', literal: 'schedule' }], 'string', schedule)],
  ['nextOpening', define([{ name: 'name', type: 'string', literal: 'schedule' }], 'string', nextOpening)],
  [
    'bucket',
    define(
      [{ name: 'name', type: 'string', literal: 'label' }, parameter('shares', 'number')],
      'number',
      bucket,
    ),
  ],
]);

function size(given: Arguments): number {
  const value = given.value(0);
  if (typeof value === 'string') return countCodePoints(value);
  if (isJsonList(value)) return value.length;
  if (isJsonObject(value)) return Object.keys(value).length;
  throw given.wrongKind(0, 'text, a list or an object');
}

function substring(given: Arguments): string {
  const whole = given.text(0);
  const to = given.count > 2 ? given.wholeNumber(2) : Infinity;
  return sliceCodePoints(whole, given.wholeNumber(1), to);
}

function matches(given: Arguments): boolean {
  const searched = given.text(0);
  const pattern = compilePattern(given.text(1));
  if (pattern.kind === 'bad') {
    throw given.fail('EXPRESSION-PATTERN', 'is given a pattern that RE2 cannot use', 1);
  }
  if (searched.length <= expressionLimits.text) return pattern.matches(searched);
  throw given.fail('EXPRESSION-TOO-LONG', `searches at most ${expressionLimits.text} characters`, 0);
}

function toNumber(given: Arguments): number {
  const value = given.value(0);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw given.wrongKind(0, 'text or a number');
  const number = parseNumber(value);
  if (number === undefined) throw given.fail('EXPRESSION-NOT-A-NUMBER', 'is given text that is no number', 0);
  if (Number.isFinite(number)) return number;
  throw given.fail('EXPRESSION-OVERFLOW', 'is given a number that is too large', 0);
}

function toText(given: Arguments): string {
  const written = textOf(given.value(0));
  if (written !== undefined) return given.made(written);
  throw given.fail(
    'EXPRESSION-TOO-LONG',
    'is given a value that is too large or nested too deep to write',
    0,
  );
}

function schedule(given: Arguments): string {
  const state = given.scope.schedule(given.text(0));
  if (state !== undefined) return state;
  throw given.fail('EXPRESSION-UNKNOWN', 'names a schedule whose hours are not known', 0);
}

function nextOpening(given: Arguments): string | null {
  const opening = given.scope.nextOpening(given.text(0));
  if (opening !== undefined) return opening;
  throw given.fail('EXPRESSION-UNKNOWN', 'names a schedule whose hours are not known', 0);
}

function bucket(given: Arguments): number {
  const name = given.text(0);
  const shares = given.wholeNumber(1);
  if (shares >= 1 && shares <= expressionLimits.buckets) return bucketOf(given.scope.callId, name, shares);
  throw given.fail('EXPRESSION-OUT-OF-RANGE', `takes 1 to ${expressionLimits.buckets} shares`, 1);
}
