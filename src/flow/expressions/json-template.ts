import type { JsonValue } from '../../call/index.ts';
import { isJsonObject } from '../../call/index.ts';
import { isJsonList, pointerBelow } from '../document/index.ts';
import { checkExpression } from './check-expression.ts';
import { evaluate } from './evaluate.ts';
import { expressionLimits } from './expression.ts';
import type { Expression, ExpressionProblem } from './expression.ts';
import { ExpressionFailure } from './failure.ts';
import { renderText } from './render-text.ts';
import type { Scope } from './scope.ts';
import { parseTemplate } from './template.ts';
import type { Template } from './template.ts';
import type { ExpressionEnvironment } from './types.ts';
import { weightOf } from './values.ts';

/** A JSON value in whose strings expressions stand; keys are taken as written. */
export type JsonTemplate =
  | { readonly kind: 'constant'; readonly value: JsonValue }
  /** A string that is exactly `{expression}`: keeps the type of the value. */
  | { readonly kind: 'value'; readonly expression: Expression; readonly pointer: string }
  | { readonly kind: 'text'; readonly template: Template; readonly pointer: string }
  | { readonly kind: 'list'; readonly items: readonly JsonTemplate[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonTemplate])[] };

/** A problem in a string of a JSON value; offsets count from the start of that string. */
export interface JsonTemplateProblem extends ExpressionProblem {
  readonly pointer: string;
}

/** An expression in a string of a JSON value, and where it begins in that string. */
export interface PlacedExpression {
  readonly expression: Expression;
  readonly pointer: string;
  readonly offset: number;
}

export type ParsedJsonTemplate =
  | { readonly kind: 'ok'; readonly template: JsonTemplate }
  | { readonly kind: 'problems'; readonly problems: readonly JsonTemplateProblem[] };

/** Parses all strings of a JSON value as templates. Pointers continue `pointer`, that of the value itself. */
export function parseJsonTemplate(value: JsonValue, pointer = ''): ParsedJsonTemplate {
  const problems: JsonTemplateProblem[] = [];
  const template = parsePart(value, pointer, problems);
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'ok', template };
}

function parsePart(value: JsonValue, pointer: string, problems: JsonTemplateProblem[]): JsonTemplate {
  if (typeof value === 'string') return parseString(value, pointer, problems);
  if (isJsonList(value)) {
    const items = value.map((item, index) => parsePart(item, pointerBelow(pointer, index), problems));
    return { kind: 'list', items };
  }
  if (!isJsonObject(value)) return { kind: 'constant', value };
  const members = Object.entries(value).map(
    ([name, member]) => [name, parsePart(member, pointerBelow(pointer, name), problems)] as const,
  );
  return { kind: 'object', members };
}

function parseString(source: string, pointer: string, problems: JsonTemplateProblem[]): JsonTemplate {
  const parsed = parseTemplate(source);
  if (parsed.kind === 'problems') {
    problems.push(...parsed.problems.map((problem) => ({ ...problem, pointer })));
    return { kind: 'constant', value: source };
  }
  const { template } = parsed;
  const [first, second] = template.parts;
  if (first?.kind === 'expression' && second === undefined) {
    return { kind: 'value', expression: first.expression, pointer };
  }
  return { kind: 'text', template, pointer };
}

/**
 * The JSON value with every expression worked out; throws an ExpressionFailure where one cannot be computed, or where
 * what they make is too large in all: a few thousand strings that each hold a long text are no message any more.
 */
export function renderJson(template: JsonTemplate, scope: Scope): JsonValue {
  return renderPart(template, scope, { left: expressionLimits.json });
}

function renderPart(template: JsonTemplate, scope: Scope, budget: Budget): JsonValue {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'value':
      return spent(evaluate(template.expression, scope), template.expression.source.length + 2, budget);
    case 'text':
      return spent(renderText(template.template, scope), template.template.source.length, budget);
    case 'list':
      return template.items.map((item) => renderPart(item, scope, budget));
    case 'object':
      return Object.fromEntries(
        template.members.map(([name, member]) => [name, renderPart(member, scope, budget)]),
      );
  }
}

interface Budget {
  left: number;
}

/** Takes the weight of a value that was made in a string of `end` characters off the budget. */
function spent(value: JsonValue, end: number, budget: Budget): JsonValue {
  const weight = weightOf(value, budget.left);
  if (weight === undefined) {
    const message = 'The values would make a JSON value that is too large or nested too deep.';
    throw new ExpressionFailure('EXPRESSION-TOO-LONG', message, { start: 0, end });
  }
  budget.left -= weight;
  return value;
}

/** Every expression of a JSON template with its place, in the order of the document. */
export function placedExpressions(template: JsonTemplate): readonly PlacedExpression[] {
  switch (template.kind) {
    case 'constant':
      return [];
    case 'value':
      return [{ expression: template.expression, pointer: template.pointer, offset: 1 }];
    case 'text':
      return template.template.parts.flatMap((part) =>
        part.kind === 'text'
          ? []
          : [{ expression: part.expression, pointer: template.pointer, offset: part.offset }],
      );
    case 'list':
      return template.items.flatMap(placedExpressions);
    case 'object':
      return template.members.flatMap(([, member]) => placedExpressions(member));
  }
}

/** Type-checks all expressions of a JSON template. */
export function checkJsonTemplate(
  template: JsonTemplate,
  environment: ExpressionEnvironment,
): readonly JsonTemplateProblem[] {
  return placedExpressions(template).flatMap(({ expression, pointer, offset }) =>
    checkExpression(expression, environment).problems.map((problem) => ({
      ...problem,
      pointer,
      start: problem.start + offset,
      end: problem.end + offset,
    })),
  );
}
