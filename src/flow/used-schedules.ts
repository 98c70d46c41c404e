import type { OpeningHours } from '../call/index.ts';
import { parseExpression, parseTemplate, referencesOfAll, templateExpressions } from './expressions/index.ts';
import type { Expression } from './expressions/index.ts';
import type { FlowDocument } from './flow-document.ts';
import { openingHours } from './schedule.ts';

/**
 * The schedules that a flow asks for, read. Every text of the document is looked at as an expression and as a text
 * with expressions, whatever member it is: so no node kind has to say where it has some, and a text that only looks
 * like one costs nothing but a table that nobody asks for.
 */
export function usedSchedules(document: FlowDocument): ReadonlyMap<string, OpeningHours> {
  const declared = Object.entries(document.schedules);
  if (declared.length === 0) return new Map();
  const { schedules: _declared, ...rest } = document;
  const expressions = textsOf(rest).filter(mayAskForHours).flatMap(expressionsIn);
  const used = new Set(referencesOfAll(expressions).schedules);
  return new Map(
    declared.flatMap(([name, schedule]) => (used.has(name) ? [[name, openingHours(schedule)] as const] : [])),
  );
}

const mayAskForHours = (text: string): boolean => text.includes('schedule') || text.includes('nextOpening');

function expressionsIn(text: string): readonly Expression[] {
  const bare = parseExpression(text);
  const template = parseTemplate(text);
  return [
    ...(bare.kind === 'ok' ? [bare.expression] : []),
    ...(template.kind === 'ok' ? templateExpressions(template.template) : []),
  ];
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part: unknown) => textsOf(part));
}
