import type { Cell, Cells } from './cells.ts';

type Rows = readonly (readonly number[])[];

/** Sweeps down and up; few bring most of what there is to gain, so a huge drawing has fewer. */
const sweepsFor = (cells: number): number => Math.max(4, Math.min(14, Math.round(300_000 / cells)));

/**
 * The order of the cells in each row: the one with the fewest crossings of some sweeps by barycentre, each of which
 * orders a row by where its cells' neighbours stand in the row that was ordered before it.
 */
export function orderRows({ cells, rows }: Cells): Rows {
  let best: Rows = rows;
  let fewest = crossings(cells, rows);
  let current: Rows = rows;
  for (let sweep = 0; sweep < sweepsFor(cells.length) && fewest > 0; sweep++) {
    current = swept(cells, current, sweep % 2 === 0 ? 'above' : 'below');
    const count = crossings(cells, current);
    if (count >= fewest) continue;
    best = current;
    fewest = count;
  }
  return best;
}

function swept(cells: readonly Cell[], rows: Rows, side: 'above' | 'below'): Rows {
  const positions = new Array<number>(cells.length).fill(0);
  const ordered = rows.map((row) => [...row]);
  for (const row of rows) for (const [place, cell] of row.entries()) positions[cell] = place;
  const down = [...ordered.keys()];
  for (const number of side === 'above' ? down : down.toReversed()) {
    const sorted = sortRow(cells, ordered[number] ?? [], positions, side);
    ordered[number] = sorted;
    for (const [place, cell] of sorted.entries()) positions[cell] = place;
  }
  return ordered;
}

/** Sorts a row by barycentre; labels of one box stay together, those that lead back last. */
function sortRow(
  cells: readonly Cell[],
  row: readonly number[],
  positions: readonly number[],
  side: 'above' | 'below',
): number[] {
  const keys = row.map((cell, place) => {
    const neighbours = cells[cell]?.[side] ?? [];
    const key = neighbours.length === 0 ? null : mean(neighbours.map((other) => positions[other] ?? 0));
    return {
      cell,
      place,
      key: key ?? place,
      group: cells[cell]?.group,
      isBack: cells[cell]?.isBack === true,
    };
  });
  const groups = new Map<number | string, typeof keys>();
  for (const key of keys) {
    const name = key.group ?? `single ${key.cell}`;
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  const sorted = [...groups.values()].map((members) => {
    const counted = members.filter(({ isBack }) => !isBack);
    const deciding = counted.length > 0 ? counted : members;
    return {
      members: members.toSorted(
        (one, other) =>
          Number(one.isBack) - Number(other.isBack) || one.key - other.key || one.place - other.place,
      ),
      key: mean(deciding.map(({ key }) => key)),
      place: Math.min(...members.map(({ place }) => place)),
    };
  });
  sorted.sort((one, other) => one.key - other.key || one.place - other.place);
  return sorted.flatMap(({ members }) => members.map(({ cell }) => cell));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** How many pairs of connections cross, over all rows. */
function crossings(cells: readonly Cell[], rows: Rows): number {
  const positions = new Array<number>(cells.length).fill(0);
  for (const row of rows) for (const [place, cell] of row.entries()) positions[cell] = place;
  let sum = 0;
  for (const row of rows) {
    const ends = row.flatMap((cell) =>
      (cells[cell]?.below ?? []).map((lower) => positions[lower] ?? 0).sort((one, other) => one - other),
    );
    sum += inversions(ends);
  }
  return sum;
}

/** Pairs that stand in the wrong order, by a Fenwick tree: n log n. */
function inversions(values: readonly number[]): number {
  const size = Math.max(0, ...values) + 1;
  const tree = new Array<number>(size + 1).fill(0);
  let count = 0;
  for (const [seen, value] of values.entries()) {
    let notGreater = 0;
    for (let index = value + 1; index > 0; index -= index & -index) notGreater += tree[index] ?? 0;
    count += seen - notGreater;
    for (let index = value + 1; index <= size; index += index & -index) tree[index] = (tree[index] ?? 0) + 1;
  }
  return count;
}
