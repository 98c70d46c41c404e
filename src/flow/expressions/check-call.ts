import { nearest } from '../document/index.ts';
import type { ExpressionNode, SourceRange } from './expression.ts';
import { functions } from './functions.ts';
import type { FunctionDefinition, Parameter, ParameterType } from './functions.ts';
import { compilePattern } from './pattern.ts';
import type { TypeChecker } from './type-checker.ts';
import { types } from './types.ts';
import type { ExpressionType } from './types.ts';

type Call = Extract<ExpressionNode, { readonly kind: 'call' }>;

/** Functions and macros that CEL has and this language has not, and what to write instead. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['int', 'number'],
  ['uint', 'number'],
  ['double', 'number'],
  ['lowerAscii', 'lower'],
  ['upperAscii', 'upper'],
  ['toLowerCase', 'lower'],
  ['toUpperCase', 'upper'],
  ['length', 'size'],
  ['len', 'size'],
  ['includes', 'contains'],
]);
const macros: ReadonlySet<string> = new Set(['has', 'all', 'exists', 'exists_one', 'map', 'filter']);

const wanted: Readonly<Record<ParameterType, readonly ExpressionType['kind'][]>> = {
  string: ['string'],
  number: ['number'],
  sized: ['string', 'list', 'object'],
  scalar: ['string', 'number'],
  any: ['string', 'number', 'boolean', 'list', 'object'],
};

/** Checks a function call: the name, the number and the types of its arguments, literals and patterns. */
export function checkCall(checker: TypeChecker, node: Call): ExpressionType {
  const definition = functions.get(node.name);
  if (definition === undefined) {
    reportUnknown(checker, node);
    for (const argument of node.arguments) checker.typeOf(argument);
    return types.json;
  }
  checkCount(checker, node, definition);
  for (const [index, argument] of node.arguments.entries()) {
    const parameter = definition.parameters[index];
    if (parameter === undefined) checker.typeOf(argument);
    else checkArgument(checker, node.name, parameter, argument);
  }
  return types[definition.result];
}

function reportUnknown(checker: TypeChecker, node: Call): void {
  const { name } = node;
  const message = macros.has(name)
    ? `CEL's macro ${name}() is not part of this language. A missing member is null: test it with == null.`
    : `There is no function ${name}().`;
  const suggestion = otherNames.get(name) ?? (macros.has(name) ? undefined : nearest(name, functions.keys()));
  checker.report('EXPRESSION-UNKNOWN-FUNCTION', message, nameRange(checker.source, node), suggestion);
}

/** Where the function's name stands: before its bracket, or after its receiver and a point. */
function nameRange(source: string, node: Call): SourceRange {
  const [receiver] = node.arguments;
  const method = receiver !== undefined && receiver.start <= node.start;
  const start = method ? source.indexOf(node.name, receiver.end) : source.indexOf(node.name, node.start);
  return { start, end: start + node.name.length };
}

function checkCount(checker: TypeChecker, node: Call, { parameters, required }: FunctionDefinition): void {
  const given = node.arguments.length;
  if (given >= required && given <= parameters.length) return;
  const names = parameters.map(({ name }, index) => (index < required ? name : `${name}?`)).join(', ');
  const message = `${node.name}(${names}) takes ${countInWords(required, parameters.length)}, here are ${given}.`;
  checker.report('EXPRESSION-WRONG-ARGUMENTS', message, node);
}

function countInWords(least: number, most: number): string {
  if (least !== most) return `${least} or ${most} arguments`;
  return least === 1 ? '1 argument' : `${least} arguments`;
}

function checkArgument(
  checker: TypeChecker,
  name: string,
  parameter: Parameter,
  argument: ExpressionNode,
): void {
  const text = argument.kind === 'literal' && typeof argument.value === 'string' ? argument.value : undefined;
  if (parameter.literal !== undefined && text === undefined) {
    checker.typeOf(argument);
    const message = `The ${parameter.name} of ${name}() must be written out as a text in quotes.`;
    checker.report('EXPRESSION-LITERAL-NEEDED', message, argument);
    return;
  }
  checker.need(argument, wanted[parameter.type], `${name}()`);
  if (text === undefined) return;
  if (parameter.literal === 'schedule') checkSchedule(checker, text, argument);
  if (parameter.name === 'pattern') checkPattern(checker, text, argument);
}

function checkSchedule(checker: TypeChecker, name: string, place: SourceRange): void {
  const { schedules } = checker.environment;
  if (schedules.has(name)) return;
  const near = nearest(name, schedules);
  const message = `There is no schedule ${JSON.stringify(name)}. Declare it under "schedules".`;
  checker.report('EXPRESSION-UNKNOWN-SCHEDULE', message, place, near === undefined ? undefined : `'${near}'`);
}

function checkPattern(checker: TypeChecker, source: string, place: SourceRange): void {
  const pattern = compilePattern(source);
  if (pattern.kind === 'ok') return;
  const message = `This pattern (RE2 syntax) cannot be used: ${pattern.reason}.`;
  checker.report('EXPRESSION-BAD-PATTERN', message, place);
}
