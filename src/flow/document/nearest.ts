/** Longer words are not compared: the table is quadratic, and nobody mistypes a name of that length. */
const LONGEST_WORD = 64;

/**
 * The candidate that `word` was probably meant to be, or undefined.
 *
 * Case aside, at most one edit is forgiven in a word of up to four letters, two up to eight, three beyond
 * (Damerau-Levenshtein: a swap of neighbours is one edit). Of equally near candidates the first wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const allowed = allowedEdits(Math.max(word.length, candidate.length));
    if (
      distance <= allowed &&
      distance < Math.min(word.length, candidate.length) &&
      distance < bestDistance
    ) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function allowedEdits(length: number): number {
  if (length <= 4) return 1;
  return length <= 8 ? 2 : 3;
}

/**
 * Damerau-Levenshtein distance in its restricted form (optimal string alignment), in UTF-16 code units;
 * Infinity for words too long to compare.
 */
export function editDistance(from: string, to: string): number {
  if (from === to) return 0;
  if (from.length > LONGEST_WORD || to.length > LONGEST_WORD) return Infinity;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replace = (last[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      let cost = Math.min(replace, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
