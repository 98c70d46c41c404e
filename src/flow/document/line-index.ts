/** A place in a text: line and column count from 1, `offset` and `length` are UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly length: number;
}

/** Finds the line and column of an offset; lines end in LF, CR LF or CR. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (const end of text.matchAll(/\r\n|\r|\n/g)) starts.push(end.index + end[0].length);
    this.#starts = starts;
    this.#length = text.length;
  }

  /** The place of `[start, end)`; offsets outside the text are moved to its ends. */
  place(start: number, end: number): Place {
    const offset = Math.min(Math.max(0, start), this.#length);
    const length = Math.max(0, Math.min(end, this.#length) - offset);
    const line = this.#lineOf(offset);
    return { line: line + 1, column: offset - (this.#starts[line] ?? 0) + 1, offset, length };
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
