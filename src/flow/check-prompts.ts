import { nearest, pointerOf, problemAt } from './document/index.ts';
import type { Finding, PathStep, Positions, Problem, Spot } from './document/index.ts';
import { checkExpression, checkTemplate, parseExpression, parseTemplate } from './expressions/index.ts';
import type { ExpressionEnvironment, Template } from './expressions/index.ts';
import type { FlowDocument } from './flow-document.ts';
import type { PlayItem, SayItem } from './play-item.ts';
import { canSay, parseMoment, sayText } from './say/index.ts';
import { constantText } from './speech-template.ts';
import { readSsml } from './ssml.ts';
import { unknownTimeZone } from './time-zones.ts';
import type { TimeZones } from './time-zones.ts';

/** What the checks of prompts need to know, and where they report. */
export interface PromptCheck {
  readonly document: Pick<FlowDocument, 'locale' | 'prompts'>;
  readonly positions: Positions;
  readonly environment: ExpressionEnvironment;
  /** Undefined: names of time zones are taken as they are written. */
  readonly timeZones: TimeZones | undefined;
  readonly report: (problem: Problem) => void;
}

type Path = readonly PathStep[];

/** Every locale that something is written for: those of the catalogue, and the flow's own. */
function localesOf({ locale, prompts }: PromptCheck['document']): ReadonlySet<string> {
  return new Set([locale, ...Object.values(prompts).flatMap((renderings) => Object.keys(renderings))]);
}

/** What is wrong with the catalogue: texts that cannot be spoken, locales that are not there. */
export function checkCatalogue(check: PromptCheck): void {
  const { locale: own, prompts } = check.document;
  const locales = localesOf(check.document);
  for (const [name, renderings] of Object.entries(prompts)) {
    const missing = [...locales].filter((locale) => !Object.hasOwn(renderings, locale));
    if (missing.includes(own)) {
      const message = `The prompt "${name}" has no rendering in ${own}, the flow's own locale, which stands in for others.`;
      tell(check, { pointer: pointerOf(['prompts', name]) }, { code: 'FLOW-MISSING-LOCALE', message });
    } else if (missing.length > 0) {
      const message = `The prompt "${name}" is not translated into ${missing.join(', ')}; callers hear it in ${own}.`;
      const finding = { code: 'FLOW-MISSING-TRANSLATION', severity: 'warning', message } as const;
      tell(check, { pointer: pointerOf(['prompts', name]) }, finding);
    }
    for (const [locale, { audio, text }] of Object.entries(renderings)) {
      if (text !== undefined) checkPromptText(check, text, audio, ['prompts', name, locale, 'text']);
    }
  }
}

/** A language that no prompt has would be spoken in the flow's own: the caller has chosen in vain. */
export function checkLocale(check: PromptCheck, expression: string, path: Path): void {
  const parsed = parseExpression(expression);
  if (parsed.kind !== 'ok' || Object.keys(check.document.prompts).length === 0) return;
  const { root } = parsed.expression;
  const locales = [...localesOf(check.document)];
  if (root.kind !== 'literal' || typeof root.value !== 'string' || locales.includes(root.value)) return;
  const message = `No prompt of this flow is in ${root.value}; callers hear it in ${check.document.locale}. There are prompts in ${locales.join(', ')}.`;
  const suggestion = nearest(root.value, locales);
  const finding = { code: 'FLOW-UNKNOWN-LOCALE', severity: 'warning', message, suggestion } as const;
  tell(check, { pointer: pointerOf(path), at: 'value' }, finding);
}

/** Beside a file a text is its transcript: a file says the same on every call. */
function checkPromptText(check: PromptCheck, text: string, audio: string | undefined, path: Path): void {
  if (audio === undefined) checkText(check, text, path);
  else if (constantText(text) === null) {
    const message =
      'This text has values, but its audio file says the same on every call. Leave one of the two out; ' +
      'a brace that is only text is written {{.';
    tell(check, { pointer: pointerOf(path), at: 'value' }, { code: 'FLOW-AUDIO-WITH-VALUES', message });
  }
}

/** What is wrong with one item of a play list, apart from the name of a prompt. */
export function checkPlayItem(check: PromptCheck, item: Exclude<PlayItem, string>, path: Path): void {
  if ('tts' in item) checkText(check, item.tts, [...path, 'tts']);
  if ('ssml' in item) checkSsml(check, item.ssml, [...path, 'ssml']);
  if ('say' in item) checkSay(check, item, path);
}

/** The template of a text whose expressions can be read; whatever is wrong with them is reported. */
function checkText(check: PromptCheck, text: string, path: Path): Template | null {
  const parsed = parseTemplate(text);
  const problems = parsed.kind === 'ok' ? checkTemplate(parsed.template, check.environment) : parsed.problems;
  for (const { start, end, ...finding } of problems) {
    tell(check, { pointer: pointerOf(path), at: { start, end } }, finding);
  }
  return parsed.kind === 'ok' ? parsed.template : null;
}

/** Stands for a value: a character that may be in a text or an attribute, and in no name. */
const placeholder = '\uE000';

function checkSsml(check: PromptCheck, ssml: string, path: Path): void {
  const template = checkText(check, ssml, path);
  if (template === null) return;
  const { parts } = template;
  const read = readSsml(parts.map((part) => (part.kind === 'text' ? part.text : placeholder)).join(''));
  if (read.kind === 'ok' && read.words !== '') return;
  const message =
    read.kind === 'ok' ? 'This SSML has no words.' : `This is no well-formed SSML: ${read.message}`;
  // Offsets in the rendered text are those of the source where there is nothing to render.
  const verbatim =
    read.kind === 'malformed' && parts.length === 1 && parts[0]?.kind === 'text' && parts[0].text === ssml;
  const at = verbatim ? { start: read.at, end: read.at + 1 } : ('value' as const);
  tell(check, { pointer: pointerOf(path), at }, { code: 'FLOW-BAD-SSML', message });
}

function checkSay(check: PromptCheck, item: SayItem, path: Path): void {
  const template = checkText(check, item.say, [...path, 'say']);
  checkTimeZone(check, item, path);
  const wordless = [...localesOf(check.document)].filter((locale) => !canSay(locale, item.as));
  if (wordless.length > 0) {
    const message =
      `"${item.as}" has words in English and German only, not in ${wordless.join(', ')}. ` +
      'Say digits, a number or a spelling, or write a "tts" in that language.';
    tell(check, { pointer: pointerOf([...path, 'as']), at: 'value' }, { code: 'FLOW-SAY-LOCALE', message });
    return;
  }
  const constant = template === null ? null : constantText(item.say);
  if (constant === null || canBeSaid(check, item, constant)) return;
  const hint = lacksBraces(check, constant) ? ` A value stands in braces: {${constant}}.` : '';
  const message = `"${constant}" cannot be said as "${item.as}".${hint}`;
  tell(check, { pointer: pointerOf([...path, 'say']), at: 'value' }, { code: 'FLOW-CANNOT-SAY', message });
}

/** Whether a text is what could be asked for in braces: then they were forgotten. */
function lacksBraces({ environment }: PromptCheck, text: string): boolean {
  const parsed = parseExpression(text);
  if (parsed.kind !== 'ok' || !['variable', 'member', 'call'].includes(parsed.expression.root.kind))
    return false;
  return checkExpression(parsed.expression, environment).problems.length === 0;
}

function checkTimeZone(check: PromptCheck, { timeZone }: SayItem, path: Path): void {
  const finding = timeZone === undefined ? null : unknownTimeZone(timeZone, check.timeZones);
  if (finding !== null) tell(check, { pointer: pointerOf([...path, 'timeZone']), at: 'value' }, finding);
}

function canBeSaid({ document }: PromptCheck, item: SayItem, value: string): boolean {
  if (item.timeZone !== undefined && parseMoment(value)?.instant === true) return true;
  const order = { as: item.as, locale: document.locale, currency: item.currency ?? null };
  return sayText(value, order) !== null;
}

function tell({ positions, report }: PromptCheck, spot: Spot, finding: Finding): void {
  report(problemAt(positions, spot, finding));
}
