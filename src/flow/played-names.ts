import { bindNodes } from './compiled-flow.ts';
import type { FlowDocument } from './flow-document.ts';
import type { PlayItem } from './play-item.ts';
import { resolveInLocale } from './resolve-play-item.ts';
import type { SpeechTemplate } from './speech-template.ts';

/** What transcripts call the prompts of a flow, and what is said in them. */
export interface PlayedNames {
  /** Those that are the same on every call: names of the catalogue, audio paths, words. */
  readonly names: ReadonlySet<string>;
  /** Whether a text is one that some prompt has with the values of a call. */
  readonly fitsWithValues: (text: string) => boolean;
  /** Whether there are prompts of which nothing can be known before: a value that is said, SSML with values. */
  readonly hasUnknown: boolean;
}

/** The names and words of every prompt in the catalogue, and of what the nodes of a flow play in place. */
export function playedNames(document: FlowDocument): PlayedNames {
  const names = new Set(Object.keys(document.prompts));
  const patterns: (readonly string[])[] = [];
  let hasUnknown = false;
  for (const resolved of resolvedItems(document)) {
    if (resolved.play !== null) names.add(resolved.play);
    if (resolved.kind === 'fixed') {
      const { source } = resolved;
      if (source.kind !== 'silence' && source.text !== null) names.add(source.text);
    } else if (resolved.template.kind === 'text') {
      patterns.push(fixedParts(resolved.template));
    } else {
      hasUnknown = true;
    }
  }
  return { names, hasUnknown, fitsWithValues: (text) => patterns.some((parts) => fits(text, parts)) };
}

type Resolved = NonNullable<ReturnType<typeof resolveInLocale>>;

function resolvedItems(document: FlowDocument): readonly Resolved[] {
  const locales = new Set([document.locale, ...Object.values(document.prompts).flatMap(Object.keys)]);
  const items = new Set<PlayItem>([
    ...Object.keys(document.prompts),
    ...[...bindNodes(document).values()].flatMap(({ plays }) => plays.flatMap(({ play }) => play)),
  ]);
  return [...items].flatMap((item) =>
    [...locales].flatMap((locale) => resolveInLocale(document, item, locale) ?? []),
  );
}

/** What stands before, between and behind the values of a text. */
function fixedParts({ template }: SpeechTemplate): readonly string[] {
  return template.parts.reduce<readonly string[]>(
    (parts, part) =>
      part.kind === 'text' ? [...parts.slice(0, -1), (parts.at(-1) ?? '') + part.text] : [...parts, ''],
    [''],
  );
}

/** Whether `text` is made of these parts, in their order, with anything between them. */
function fits(text: string, parts: readonly string[]): boolean {
  const [first = '', ...others] = parts;
  const last = others.pop() ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
