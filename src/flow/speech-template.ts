import { assertNever } from '../call/index.ts';
import type { JsonValue, SpeechText } from '../call/index.ts';
import { evaluate, ExpressionFailure, parseTemplate, references, renderText } from './expressions/index.ts';
import type { Scope, Template } from './expressions/index.ts';
import { longestSpokenText } from './prompt-catalogue.ts';
import { parseMoment, sayText } from './say/index.ts';
import type { SayStyle } from './say/index.ts';
import { readSsml } from './ssml.ts';

/** What a play item says, its values not worked out yet. */
export type SpeechTemplate =
  | { readonly kind: 'text'; readonly locale: string; readonly template: Template }
  | { readonly kind: 'ssml'; readonly locale: string; readonly template: Template }
  | {
      readonly kind: 'say';
      readonly locale: string;
      readonly template: Template;
      readonly as: SayStyle;
      readonly currency: string | null;
      readonly timeZone: string | null;
    };

/** What the values of a template are worked out from. */
export interface SpeechValues {
  readonly scope: Scope;
  readonly isSensitive: (variable: string) => boolean;
}

export interface Spoken {
  /** Null: the values left nothing to say. */
  readonly text: SpeechText | null;
  /** How a transcript shows it, sensitive values masked; null: by the words that the rendering gives. */
  readonly play: string | null;
}

/** What stands for a value that must not be written down. */
const mask = '•••';

/**
 * What a template says now. The same values give the same text on every replay.
 * @throws ExpressionFailure where a value cannot be computed, or cannot be said as the item wants it.
 */
export function speak(template: SpeechTemplate, values: SpeechValues): Spoken {
  switch (template.kind) {
    case 'text': {
      const text = bounded(renderText(template.template, values.scope), template.template);
      const play = renderText(masked(template.template, values), values.scope);
      return { text: text.trim() === '' ? null : { kind: 'text', locale: template.locale, text }, play };
    }
    case 'ssml': {
      const written = readSsml(
        bounded(renderText(template.template, values.scope, 'ssml'), template.template),
      );
      if (written.kind === 'malformed') throw unspeakable('SSML that is well-formed', template.template);
      const shown = readSsml(renderText(masked(template.template, values), values.scope, 'ssml'));
      const text = { kind: 'ssml', locale: template.locale, ssml: written.content } as const;
      return { text, play: shown.kind === 'ok' ? shown.words : mask };
    }
    case 'say':
      return said(template, values);
    default:
      return assertNever(template, 'speech template');
  }
}

function said(item: Extract<SpeechTemplate, { kind: 'say' }>, values: SpeechValues): Spoken {
  const { template, as, locale, currency, timeZone } = item;
  const value = sayable(valueOf(template, values.scope), template, as);
  const hidden = mentionsSensitive(template, values);
  if ((as === 'date' || as === 'time') && timeZone !== null && parseMoment(value)?.instant === true) {
    const text = { kind: 'moment', locale, as, at: value, timeZone } as const;
    return { text, play: hidden ? mask : null };
  }
  const text = sayText(value, { as, locale, currency });
  if (text === null) throw unspeakable(nouns[as], template);
  return { text: { kind: 'text', locale, text }, play: hidden ? mask : text };
}

/** A template that is nothing but one expression has its value, any other one the text that it makes. */
function valueOf(template: Template, scope: Scope): JsonValue {
  const [first, ...rest] = template.parts;
  if (rest.length > 0 || first?.kind !== 'expression') return renderText(template, scope);
  return evaluate(first.expression, scope);
}

function sayable(value: JsonValue, template: Template, as: SayStyle): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw unspeakable(nouns[as], template);
}

const nouns: Readonly<Record<SayStyle, string>> = {
  digits: 'digits',
  number: 'a number',
  ordinal: 'an ordinal number',
  date: 'a date',
  time: 'a time of day',
  currency: 'an amount of money',
  spell: 'a text that is spelled out',
};

/** The message names what was wanted, never the value: it may be sensitive. */
function unspeakable(wanted: string, { source }: Template): ExpressionFailure {
  const message = `The value cannot be said as ${wanted}.`;
  return new ExpressionFailure('EXPRESSION-WRONG-OPERAND', message, { start: 0, end: source.length });
}

function bounded(text: string, { source }: Template): string {
  if (text.length <= longestSpokenText) return text;
  const message = `The text would have more than ${longestSpokenText} characters, too many to be spoken.`;
  throw new ExpressionFailure('EXPRESSION-TOO-LONG', message, { start: 0, end: source.length });
}

function mentionsSensitive({ parts }: Template, { isSensitive }: SpeechValues): boolean {
  return parts.some(
    (part) => part.kind === 'expression' && references(part.expression).variables.some(isSensitive),
  );
}

/** The template with a mask in place of every expression that names a sensitive variable. */
function masked(template: Template, values: SpeechValues): Template {
  const parts = template.parts.map((part) =>
    mentionsSensitive({ ...template, parts: [part] }, values)
      ? ({ kind: 'text', text: mask } as const)
      : part,
  );
  return { ...template, parts };
}

/** The text of a template without values, null where it has some. A text that is no template is taken as it is. */
export function constantText(text: string): string | null {
  const parsed = parseTemplate(text);
  if (parsed.kind === 'problems') return text;
  const { parts } = parsed.template;
  if (parts.some(({ kind }) => kind === 'expression')) return null;
  return parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}
