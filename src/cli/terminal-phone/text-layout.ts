import { displayWidth, widthOf } from '../../flow/index.ts';
import { printable } from '../printable.ts';

/** As much of a text as `width` columns hold. */
function head(text: string, width: number): string {
  let used = 0;
  let cut = '';
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    cut += character;
  }
  return cut;
}

/** A text on one line of exactly `width` columns; what does not fit is left out, and an ellipsis says so. */
export function fit(text: string, width: number): string {
  const shown = printable(text);
  const cut =
    displayWidth(shown) <= width ? shown : `${head(shown, Math.max(0, width - 1))}${width > 0 ? '…' : ''}`;
  return cut + ' '.repeat(Math.max(0, width - displayWidth(cut)));
}

/** The end of a text that is being written, on at most `width` columns. */
export function tail(text: string, width: number): string {
  const characters = Array.from(printable(text));
  let from = characters.length;
  let used = 0;
  while (from > 0) {
    used += widthOf(characters[from - 1] ?? '');
    if (used > width) break;
    from -= 1;
  }
  return characters.slice(from).join('');
}

/** A text on lines of at most `width` columns, broken between words where that is possible. */
export function wrap(text: string, width: number): readonly string[] {
  if (width <= 0) return [];
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text).split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = broken(word, width);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

/** A word in pieces of at most `width` columns; a character that is wider than that is left out. */
function broken(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (displayWidth(rest) > width) {
    const piece = head(rest, width);
    if (piece !== '') pieces.push(piece);
    rest = piece === '' ? Array.from(rest).slice(1).join('') : rest.slice(piece.length);
  }
  return [...pieces, rest];
}
