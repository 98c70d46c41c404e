import { displayWidth, widthOf } from './display-width.ts';
import type { Problem } from './problem.ts';

/** Columns of an excerpt; a longer line is cut around what is underlined. */
const excerptWidth = 100;
/** Columns that are kept before what is underlined when a line is cut. */
const contextWidth = 30;
const tabWidth = 2;
/** Characters that are looked at on either side: far more than an excerpt has columns, far less than a minified file. */
const mostShown = 1_000;
const cut = '…';

/**
 * A problem for people: a headline `file:line:column  error CODE  message`, the line at fault with a caret under
 * the place, and the suggestion. `sourceText` is the whole text of the file; without it there is no excerpt.
 */
export function renderProblem(problem: Problem, sourceText?: string): string {
  const { file, line, column, severity, code, message, suggestion } = problem;
  const lines = [`${file}:${line}:${column}  ${severity} ${code}  ${message}`];
  if (sourceText !== undefined) lines.push(...renderExcerpt(problem, sourceText));
  if (suggestion !== undefined) lines.push(`  Did you mean ${suggestion}?`);
  return lines.join('\n');
}

/** The line of a place with a caret under it: two lines, or none where the line is empty. */
export function renderExcerpt(
  place: Pick<Problem, 'line' | 'column' | 'length'>,
  sourceText: string,
): readonly string[] {
  const source = lineOf(sourceText, place.line);
  return source.trim() === '' ? [] : excerpt(source, place);
}

/** The line with this number, without its end; lines count from 1. */
function lineOf(text: string, line: number): string {
  const lineEnd = /\r\n|\r|\n/g;
  for (let skipped = 1; skipped < line; skipped++) if (lineEnd.exec(text) === null) return '';
  const start = lineEnd.lastIndex;
  return text.slice(start, lineEnd.exec(text)?.index);
}

function excerpt(
  source: string,
  { line, column, length }: Pick<Problem, 'line' | 'column' | 'length'>,
): readonly string[] {
  const start = Math.min(column - 1, source.length);
  const end = Math.min(start + length, source.length);
  const before = printable(source.slice(Math.max(0, start - mostShown), start));
  const marked = printable(source.slice(start, Math.min(end, start + mostShown)));
  const after = printable(source.slice(end, end + mostShown));
  const shownBefore = tail(before, displayWidth(before + marked) > excerptWidth ? contextWidth : Infinity);
  const shownMarked = head(marked, excerptWidth - displayWidth(shownBefore));
  const shownAfter = head(after, excerptWidth - displayWidth(shownBefore + shownMarked));
  const gutter = String(line);
  const caret = '^'.repeat(Math.max(1, displayWidth(shownMarked)));
  return [
    `  ${gutter} | ${shownBefore}${shownMarked}${shownAfter}`,
    `  ${' '.repeat(gutter.length)} | ${' '.repeat(displayWidth(shownBefore))}${caret}`,
  ];
}

/** Tabs become spaces, and control characters and halves of surrogate pairs a sign that takes one column. */
function printable(text: string): string {
  return text
    .replaceAll('\t', ' '.repeat(tabWidth))
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '\uFFFD');
}

/** As much of the beginning as fits into `width` columns. */
function head(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let shown = '';
  let used = displayWidth(cut);
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    shown += character;
  }
  return width < 1 ? '' : shown + cut;
}

/** As much of the end as fits into `width` columns. */
function tail(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const kept: string[] = [];
  let used = displayWidth(cut);
  for (const character of Array.from(text).reverse()) {
    used += widthOf(character);
    if (used > width) break;
    kept.unshift(character);
  }
  return cut + kept.join('');
}
