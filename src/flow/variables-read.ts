import type { JsonValue } from '../call/index.ts';
import { exposedVariables } from './analysis/index.ts';
import { parseExpression, parseJsonTemplate, placedExpressions, references } from './expressions/index.ts';
import type { Expression, Template } from './expressions/index.ts';
import type { PlayItem } from './play-item.ts';
import { resolveInLocale } from './resolve-play-item.ts';
import type { PromptSetting } from './resolve-play-item.ts';

/** The variables that something written in a flow reads, and those of them whose value its result may show. */
export interface VariablesRead {
  readonly read: ReadonlySet<string>;
  readonly shown: ReadonlySet<string>;
}

/** Of a bare expression; one that cannot be read reads nothing. */
export function readByExpression(source: string): VariablesRead {
  const parsed = parseExpression(source);
  return readByAll(parsed.kind === 'ok' ? [parsed.expression] : []);
}

/** Of a JSON value, or a text, in whose strings {expressions} stand. */
export function readByTemplate(value: JsonValue): VariablesRead {
  const parsed = parseJsonTemplate(value);
  if (parsed.kind === 'problems') return readByAll([]);
  return readByAll(placedExpressions(parsed.template).map(({ expression }) => expression));
}

/** Of what a play item says in a locale. */
export function readBySpeech(flow: PromptSetting, item: PlayItem, locale: string): VariablesRead {
  const resolved = resolveInLocale(flow, item, locale);
  return readByAll(resolved?.kind === 'template' ? expressionsOf(resolved.template.template) : []);
}

const expressionsOf = ({ parts }: Template): readonly Expression[] =>
  parts.flatMap((part) => (part.kind === 'expression' ? [part.expression] : []));

function readByAll(expressions: readonly Expression[]): VariablesRead {
  return {
    read: new Set(expressions.flatMap((expression) => references(expression).variables)),
    shown: new Set(expressions.flatMap((expression) => [...exposedVariables(expression)])),
  };
}
