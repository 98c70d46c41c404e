import type { Size } from './geometry.ts';
import type { Layering } from './layering.ts';
import type { LayoutInput } from './layout-input.ts';

/**
 * What takes part in the layout, row by row. Boxes stand in even rows; in the odd rows between them stand the
 * labels of links. A link that passes rows has a place in each of them, its trunk, which all links to the same
 * box share from where they meet: fewer lines, and none of them leads elsewhere.
 */
export interface Cell {
  readonly kind: 'box' | 'label' | 'trunk';
  /** Of a box its number, of a label that of its link, of a trunk that of the box it leads to. */
  readonly number: number;
  readonly row: number;
  readonly size: Size;
  /** Cells of the row above, or below, that it is connected with. */
  readonly above: number[];
  readonly below: number[];
  /** Labels of one box stay together: the number of their box; undefined for everything else. */
  readonly group: number | undefined;
  /** A label of a link that leads back: last of its group, since such links go up on the right. */
  readonly isBack: boolean;
}

export interface Cells {
  readonly cells: readonly Cell[];
  /** The numbers of cells in each row; every row has its list, which may be empty. */
  readonly rows: readonly (readonly number[])[];
  readonly boxes: readonly number[];
  /** The cell of each link's label. */
  readonly labels: readonly number[];
  /** The cells of a link from its label to its end, without either; empty for one that leads back. */
  readonly trunksOf: (link: number) => readonly number[];
  /** Boxes that links lead back to. */
  readonly loops: readonly Loop[];
}

/** Where links lead back up to a box: from below row `bottom` to above row `top`, on the right of everything. */
export interface Loop {
  readonly box: number;
  readonly top: number;
  readonly bottom: number;
}

const nothing: Size = { width: 0, height: 0 };

/** The cells of a graph. Rows of labels are those of the boxes above them plus one. */
export function cellsOf({ boxes: sizes, links }: LayoutInput, { rows: boxRows, isBack }: Layering): Cells {
  const cells: Cell[] = [];
  const rowCount = 2 * boxRows.reduce((most, row) => Math.max(most, row), -1) + 2;
  const rows = Array.from({ length: rowCount }, (): number[] => []);
  const add = (cell: Pick<Cell, 'kind' | 'number' | 'row' | 'size'> & Partial<Cell>): number => {
    const index = cells.push({ above: [], below: [], group: undefined, isBack: false, ...cell }) - 1;
    rows[cell.row]?.push(index);
    return index;
  };
  const connect = (upper: number, lower: number): void => {
    if (cells[upper]?.below.includes(lower) === true) return;
    cells[upper]?.below.push(lower);
    cells[lower]?.above.push(upper);
  };
  const rowOf = (box: number): number => 2 * (boxRows[box] ?? 0);
  const boxes = sizes.map((size, number) => add({ kind: 'box', number, row: rowOf(number), size }));
  const trunks = new Map<string, number>();
  const trunk = (box: number, row: number): number => {
    const key = `${box}:${row}`;
    const cell = trunks.get(key) ?? add({ kind: 'trunk', number: box, row, size: nothing });
    trunks.set(key, cell);
    return cell;
  };
  const bottoms = new Map<number, number>();
  const labels: number[] = [];
  for (const [number, { from, to, label }] of links.entries()) {
    const row = rowOf(from) + 1;
    const back = isBack[number] === true;
    const cell = add({ kind: 'label', number, row, size: label, group: from, isBack: back });
    labels.push(cell);
    connect(boxes[from] ?? 0, cell);
    if (back) {
      bottoms.set(to, Math.max(bottoms.get(to) ?? 0, row));
      continue;
    }
    let upper = cell;
    for (let passed = row + 1; passed < rowOf(to); passed++) {
      const lower = trunk(to, passed);
      connect(upper, lower);
      upper = lower;
    }
    connect(upper, boxes[to] ?? 0);
  }
  const trunksOf = (link: number): readonly number[] => {
    const target = links[link]?.to ?? 0;
    const first = (cells[labels[link] ?? 0]?.row ?? 0) + 1;
    const passed = Array.from({ length: Math.max(0, rowOf(target) - first) }, (_, index) => first + index);
    return isBack[link] === true ? [] : passed.flatMap((row) => trunks.get(`${target}:${row}`) ?? []);
  };
  const loops = [...bottoms].map(([box, bottom]) => ({ box, top: rowOf(box), bottom }));
  return { cells, rows, boxes, labels, trunksOf, loops };
}
