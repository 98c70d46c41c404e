/**
 * Interpolation (section 1.1 of the flow language): `{expression}` inside a text. `{{` is `{`; a `}` outside an
 * expression is itself; braces inside an expression's texts do not end it.
 */
import { checkExpression } from './check-expression.ts';
import type { Expression, ExpressionProblem, Parsed } from './expression.ts';
import { parseExpression } from './parse-expression.ts';
import { readStringLiteral, stringOpening } from './string-literal.ts';
import type { ExpressionEnvironment } from './types.ts';

export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `offset` is where the expression begins in the template's source, in code units. */
  | { readonly kind: 'expression'; readonly expression: Expression; readonly offset: number };

export interface Template {
  readonly source: string;
  /** Texts that are not empty, and expressions. */
  readonly parts: readonly TemplatePart[];
}

/** Parses a text with `{expressions}`. All problems at once; their offsets count from the start of the text. */
export function parseTemplate(source: string): Parsed<{ readonly template: Template }> {
  const parts: TemplatePart[] = [];
  const problems: ExpressionProblem[] = [];
  let text = '';
  let offset = 0;
  while (offset < source.length) {
    if (source.startsWith('{{', offset)) {
      text += '{';
      offset += 2;
    } else if (source[offset] !== '{') {
      const brace = source.indexOf('{', offset);
      const end = brace < 0 ? source.length : brace;
      text += source.slice(offset, end);
      offset = end;
    } else {
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      const end = endOfExpression(source, offset);
      if (typeof end !== 'number') {
        problems.push(end);
        break;
      }
      const parsed = parseExpression(source.slice(offset + 1, end));
      if (parsed.kind === 'ok') {
        parts.push({ kind: 'expression', expression: parsed.expression, offset: offset + 1 });
      } else problems.push(...parsed.problems.map((problem) => inTemplate(problem, offset + 1)));
      offset = end + 1;
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'ok', template: { source, parts } };
}

/** The offset of the brace that closes the expression which opens at `open`. */
function endOfExpression(source: string, open: number): number | ExpressionProblem {
  let offset = open + 1;
  while (offset < source.length) {
    if (source[offset] === '}') return offset;
    if (stringOpening(source, offset) > 0) {
      const literal = readStringLiteral(source, offset);
      if (literal.kind === 'problem') return inTemplate(literal.problem, 0);
      offset = literal.end;
    } else offset += 1;
  }
  const message = 'This expression is never closed: a "}" is missing.';
  return inTemplate({ code: 'EXPRESSION-SYNTAX', message, start: open, end: open + 1 }, 0);
}

function inTemplate(problem: ExpressionProblem, offset: number): ExpressionProblem {
  const { code, message, start, end } = problem;
  const hint = code === 'EXPRESSION-SYNTAX' ? ' (A brace that is only text is written {{.)' : '';
  return { ...problem, message: `${message}${hint}`, start: start + offset, end: end + offset };
}

/** The expressions of a template, from left to right. */
export function templateExpressions({ parts }: Template): readonly Expression[] {
  return parts.flatMap((part) => (part.kind === 'expression' ? [part.expression] : []));
}

/** Type-checks all expressions of a template; offsets count from the start of its text. */
export function checkTemplate(
  { parts }: Template,
  environment: ExpressionEnvironment,
): readonly ExpressionProblem[] {
  return parts.flatMap((part) =>
    part.kind === 'text'
      ? []
      : checkExpression(part.expression, environment).problems.map((problem) => ({
          ...problem,
          start: problem.start + part.offset,
          end: problem.end + part.offset,
        })),
  );
}
