import type { Cell, Cells } from './cells.ts';

type Rows = readonly (readonly number[])[];

/** Space between cells of a row; a line needs less of it than a box. */
const boxGap = 34;
const lineGap = 16;
/** Fewer for a huge drawing, which nobody looks at that closely. */
const sweepsFor = (cells: number): number => Math.max(3, Math.min(10, Math.round(200_000 / cells)));
const straightenings = 4;
/** Bends smaller than this look like a mistake. */
const nearness = 15;

/**
 * Where the middle of each cell stands from left to right. Every row is placed so that its cells are as near as
 * possible (least squares) to the middle of those they are connected with, without overlapping: rows are swept down
 * and up until that is settled, then small bends of lines are taken out where there is room.
 */
export function centresOf({ cells }: Cells, rows: Rows): readonly number[] {
  const centres = new Array<number>(cells.length).fill(0);
  for (const row of rows) {
    let right = 0;
    for (const [place, cell] of row.entries()) {
      right += place === 0 ? 0 : distance(cells, row[place - 1] ?? 0, cell);
      centres[cell] = right;
    }
  }
  const numbers = [...rows.keys()];
  for (let sweep = 0; sweep < sweepsFor(cells.length); sweep++) {
    for (const number of numbers) placeRow(cells, rows[number] ?? [], centres, ['above']);
    for (const number of numbers.toReversed()) placeRow(cells, rows[number] ?? [], centres, ['below']);
  }
  for (const number of [...numbers, ...numbers.toReversed()]) {
    placeRow(cells, rows[number] ?? [], centres, ['above', 'below']);
  }
  for (let pass = 0; pass < straightenings; pass++) {
    for (const number of numbers) straighten(cells, rows[number] ?? [], centres, 'above');
    for (const number of numbers.toReversed()) straighten(cells, rows[number] ?? [], centres, 'below');
  }
  closeGaps(cells, rows, centres);
  // Whole numbers: what is all but straight is straight, and no machine rounds another way.
  return centres.map(Math.round);
}

/** Moves parts that nothing connects to the left as far as those before them leave room. */
function closeGaps(cells: readonly Cell[], rows: Rows, centres: number[]): void {
  const parts = partsOf(cells).toSorted(
    (one, other) => leftmost(one, centres) - leftmost(other, centres) || (one[0] ?? 0) - (other[0] ?? 0),
  );
  const partOf = new Map(parts.flatMap((part, index) => part.map((cell) => [cell, index] as const)));
  const rooms = parts.map(() => Infinity);
  for (const [index, part] of parts.entries()) {
    const rowNumbers = new Set(part.map((cell) => cells[cell]?.row ?? 0));
    for (const number of rowNumbers) {
      for (const [place, cell] of (rows[number] ?? []).entries()) {
        const before = rows[number]?.[place - 1];
        if (partOf.get(cell) !== index || before === undefined || partOf.get(before) === index) continue;
        const room = (centres[cell] ?? 0) - (centres[before] ?? 0) - distance(cells, before, cell);
        rooms[index] = Math.min(rooms[index] ?? 0, room);
      }
    }
    const room = rooms[index] ?? 0;
    if (!Number.isFinite(room) || room <= 0) continue;
    for (const cell of part) centres[cell] = (centres[cell] ?? 0) - room;
  }
}

const leftmost = (part: readonly number[], centres: readonly number[]): number =>
  part.reduce((least, cell) => Math.min(least, centres[cell] ?? 0), Infinity);

/** The cells that are connected with one another, part by part. */
function partsOf(cells: readonly Cell[]): readonly (readonly number[])[] {
  const seen = new Set<number>();
  return [...cells.keys()].flatMap((first) => {
    if (seen.has(first)) return [];
    seen.add(first);
    const part = [first];
    for (const cell of part) {
      for (const other of [...(cells[cell]?.above ?? []), ...(cells[cell]?.below ?? [])]) {
        if (!seen.has(other)) part.push(other);
        seen.add(other);
      }
    }
    return [part];
  });
}

/** The least distance between the middles of two cells that stand next to one another. */
function distance(cells: readonly Cell[], left: number, right: number): number {
  const [one, other] = [cells[left], cells[right]];
  if (one === undefined || other === undefined) return 0;
  const related = one.group !== undefined && one.group === other.group;
  const gap = one.kind === 'box' && other.kind === 'box' ? boxGap : related ? lineGap / 2 : lineGap;
  return one.size.width / 2 + gap + other.size.width / 2;
}

/** A line that goes on wants to be straight more than boxes want to stand below one another. */
function weight(one: Cell, other: Cell): number {
  if (one.kind === 'trunk' && other.kind === 'trunk') return 40;
  return one.kind === 'trunk' || other.kind === 'trunk' ? 3 : 1;
}

interface Block {
  readonly weight: number;
  readonly mean: number;
  readonly length: number;
}

/**
 * Moves a row as near to what its cells want as their distances allow. With the distances taken off this is the
 * regression of a rising sequence, solved by pooling neighbours that are in each other's way.
 */
function placeRow(
  cells: readonly Cell[],
  row: readonly number[],
  centres: number[],
  sides: readonly ('above' | 'below')[],
): void {
  const offsets: number[] = [];
  const blocks: Block[] = [];
  let offset = 0;
  for (const [place, number] of row.entries()) {
    offset += place === 0 ? 0 : distance(cells, row[place - 1] ?? 0, number);
    offsets.push(offset);
    let block: Block = { ...wish(cells, number, centres, sides), length: 1 };
    block = { ...block, mean: block.mean - offset };
    for (let last = blocks.at(-1); last !== undefined && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const both = last.weight + block.weight;
      const mean = (last.mean * last.weight + block.mean * block.weight) / both;
      block = { weight: both, mean, length: last.length + block.length };
    }
    blocks.push(block);
  }
  let place = 0;
  for (const { mean, length } of blocks) {
    for (const end = place + length; place < end; place++) {
      const number = row[place];
      if (number !== undefined) centres[number] = mean + (offsets[place] ?? 0);
    }
  }
}

function wish(
  cells: readonly Cell[],
  number: number,
  centres: readonly number[],
  sides: readonly ('above' | 'below')[],
): { readonly weight: number; readonly mean: number } {
  const cell = cells[number];
  let sum = 0;
  let total = 0;
  for (const side of sides) {
    for (const other of cell?.[side] ?? []) {
      const neighbour = cells[other];
      if (cell === undefined || neighbour === undefined) continue;
      const share = weight(cell, neighbour);
      sum += share * (centres[other] ?? 0);
      total += share;
    }
  }
  return total === 0 ? { weight: 0.01, mean: centres[number] ?? 0 } : { weight: total, mean: sum / total };
}

/** Puts a cell exactly below (or above) the one that it goes on from, where its neighbours leave room for it. */
function straighten(
  cells: readonly Cell[],
  row: readonly number[],
  centres: number[],
  side: 'above' | 'below',
): void {
  for (const [place, number] of row.entries()) {
    const wanted = inLine(cells, number, centres, side);
    if (wanted === null) continue;
    const left = row[place - 1];
    const right = row[place + 1];
    if (left !== undefined && wanted < (centres[left] ?? 0) + distance(cells, left, number)) continue;
    if (right !== undefined && wanted > (centres[right] ?? 0) - distance(cells, number, right)) continue;
    centres[number] = wanted;
  }
}

/** The middle that a cell should share: that of the line it goes on from, or of something that it nearly stands below. */
function inLine(
  cells: readonly Cell[],
  number: number,
  centres: readonly number[],
  side: 'above' | 'below',
): number | null {
  const cell = cells[number];
  const others = cell?.[side] ?? [];
  const lines = others.filter((other) => cells[other]?.kind === 'trunk');
  const candidates = cell?.kind === 'trunk' && lines.length === 1 ? lines : others;
  const own = centres[number] ?? 0;
  const [only] = candidates;
  if (only === undefined) return null;
  const opposite = cells[only]?.[side === 'above' ? 'below' : 'above'] ?? [];
  const isLine = cell?.kind === 'trunk' && cells[only]?.kind === 'trunk';
  if (candidates.length === 1 && (isLine || opposite.length === 1)) return centres[only] ?? 0;
  const near = candidates.find((other) => Math.abs((centres[other] ?? 0) - own) < nearness);
  return near === undefined ? null : (centres[near] ?? 0);
}
