import { evaluate } from './evaluate.ts';
import { expressionLimits } from './expression.ts';
import type { SourceRange } from './expression.ts';
import { ExpressionFailure } from './failure.ts';
import type { Scope } from './scope.ts';
import type { Template, TemplatePart } from './template.ts';
import { textOf } from './values.ts';

/**
 * What a rendered text is for. The author's own text is taken as it is, values are made harmless in it:
 * percent-encoded in a `url`, escaped in `ssml`; a line break in a `header` is a failure.
 */
export type RenderMode = 'text' | 'url' | 'ssml' | 'header';

/**
 * The text of a template: numbers in their shortest form, true and false, null as nothing, lists and objects as
 * JSON. Throws an ExpressionFailure where an expression cannot be computed, the text would be too long, a value
 * breaks a header's line, or values make a `.` or `..` of a URL's path.
 */
export function renderText(template: Template, scope: Scope, mode: RenderMode = 'text'): string {
  let text = '';
  for (const part of template.parts) {
    text += part.kind === 'text' ? part.text : encode(part, valueText(part, scope), mode);
    if (text.length > expressionLimits.text) throw tooLong(wholeOf(template));
  }
  const values = template.parts.some(({ kind }) => kind === 'expression');
  if (mode === 'url' && values && hasDotSegment(text)) {
    const message = 'The values make a "." or ".." of the URL\'s path, which would lead elsewhere.';
    throw new ExpressionFailure('EXPRESSION-URL', message, wholeOf(template));
  }
  return text;
}

type ExpressionPart = Extract<TemplatePart, { readonly kind: 'expression' }>;

function wholeOf({ source }: Template): SourceRange {
  return { start: 0, end: source.length };
}

function rangeOf({ expression, offset }: ExpressionPart): SourceRange {
  return { start: offset, end: offset + expression.source.length };
}

function tooLong(range: SourceRange): ExpressionFailure {
  const message = `The text would have more than ${expressionLimits.text} characters.`;
  return new ExpressionFailure('EXPRESSION-TOO-LONG', message, range);
}

function valueText(part: ExpressionPart, scope: Scope): string {
  const text = textOf(evaluate(part.expression, scope));
  if (text === undefined || text.length > expressionLimits.text) throw tooLong(rangeOf(part));
  return text;
}

function encode(part: ExpressionPart, value: string, mode: RenderMode): string {
  switch (mode) {
    case 'text':
      return value;
    case 'url':
      return percentEncoded(value);
    case 'ssml':
      return escapedXml(value);
    case 'header':
      if (!/[\r\n\u0000]/.test(value)) return value;
      throw new ExpressionFailure(
        'EXPRESSION-LINE-BREAK',
        'This value has a line break, which a header cannot have.',
        rangeOf(part),
      );
  }
}

/** Half of a surrogate pair is no character: it is written as U+FFFD wherever bytes are made. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** RFC 3986: everything but unreserved characters. */
export function percentEncoded(value: string): string {
  return encodeURIComponent(wellFormed(value)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** XML 1.0: the five entities; characters that XML cannot hold are written as U+FFFD. */
function escapedXml(value: string): string {
  return wellFormed(value)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\uFFFD')
    .replace(/[&<>"']/g, (character) => entities.get(character) ?? character);
}

/** Whether a path has a segment of one or two dots, also written %2e, which URL parsers resolve. */
function hasDotSegment(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  return path.split(/[/\\]/).some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
}
