import type { JsonValue } from '../../call/index.ts';
import type { Finding, Spot } from '../document/index.ts';
import { parseExpression, parseJsonTemplate, placedExpressions } from '../expressions/index.ts';
import type { Expression } from '../expressions/index.ts';
import type { Disclosure } from '../node-kind.ts';
import { exposedVariables } from './exposed-variables.ts';

/** The declared variables, as far as secrets go. */
type Variables = Readonly<Record<string, { readonly sensitive?: boolean | undefined }>>;

/** A secret that goes where none belongs, and where in the document it is named. */
export interface DisclosureFinding extends Spot {
  readonly finding: Finding;
}

const places: Readonly<Record<Disclosure, string>> = {
  url: 'a URL, which proxies and the other side write into their logs',
  event: 'an event, which telemetry and the call record keep',
  queue: 'a queue message, which others can read',
  log: 'something that is written down',
};

/** Every expression in `value` whose result shows a sensitive variable. What cannot be parsed shows nothing. */
export function disclosures(
  variables: Variables,
  where: Disclosure,
  value: JsonValue,
  pointer: string,
): readonly DisclosureFinding[] {
  const parsed = parseJsonTemplate(value, pointer);
  if (parsed.kind === 'problems') return [];
  return placedExpressions(parsed.template).flatMap(({ expression, pointer: place, offset }) => {
    const secret = secretIn(variables, expression);
    if (secret === undefined) return [];
    const message = `"${secret}" is sensitive, but here it would become part of ${places[where]}.`;
    const at = { start: offset, end: offset + expression.source.length };
    return [{ pointer: place, at, finding: { code: 'FLOW-SENSITIVE-VALUE', message } }];
  });
}

/**
 * A secret that is put into something that is not masked, a variable of this flow or a value that goes to another one:
 * from there it goes into records and transcripts.
 */
export function copiedSecret(variables: Variables, expression: string, into: string): Finding | null {
  const parsed = parseExpression(expression);
  const secret = parsed.kind === 'ok' ? secretIn(variables, parsed.expression) : undefined;
  if (secret === undefined) return null;
  const message = `"${secret}" is sensitive, but "${into}" is not: its value would be written down. Declare "${into}" as sensitive.`;
  return { code: 'FLOW-SENSITIVE-COPY', message };
}

/** A sensitive variable that the result of an expression shows; undefined: there is none. */
function secretIn(variables: Variables, expression: Expression): string | undefined {
  return [...exposedVariables(expression)].find(
    (name) => Object.hasOwn(variables, name) && variables[name]?.sensitive === true,
  );
}
