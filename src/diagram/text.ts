/**
 * How wide text is, without fonts: by classes of characters, as wide as they are in the widest of the usual faces, so
 * that what fits here fits everywhere.
 */

const ellipsis = '…';
const classes: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/[\p{Mark}\p{Cf}]/u, 0],
  [/[ijlI.,:;'|!]/, 0.36],
  [/[frt()[\]{}\-/\\" ]/, 0.45],
  [/[mw]/, 0.95],
  [/[MW@%]/, 1.02],
  [/[A-Z#&+=<>~^]/, 0.8],
  [/[\u0021-\u024f\u0370-\u03ff\u0400-\u04ff]/, 0.66],
];
/** Scripts of which we know nothing, and signs that fill a square. */
const widest = 1.1;

/** The width of a text at a font size, in the unit of the size. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += classes.find(([pattern]) => pattern.test(character))?.[1] ?? widest;
  return width * size;
}

/** As much of a text as fits, with an ellipsis where something is left out. */
export function fitted(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (textWidth(kept + character + ellipsis, size) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ellipsis}`;
}

/** A text in at most `most` lines, broken between words; the last ends with an ellipsis where more would follow. */
export function wrapped(text: string, size: number, width: number, most: number): readonly string[] {
  const lines: string[] = [];
  let words = text.split(/\s+/).filter((word) => word !== '');
  while (words.length > 0 && lines.length < most) {
    if (lines.length === most - 1) return [...lines, fitted(words.join(' '), size, width)];
    let count = 1;
    while (count < words.length && textWidth(words.slice(0, count + 1).join(' '), size) <= width) count += 1;
    lines.push(fitted(words.slice(0, count).join(' '), size, width));
    words = words.slice(count);
  }
  return lines;
}
