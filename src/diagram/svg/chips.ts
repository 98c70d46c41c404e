import type { Outcome } from '../flow-graph.ts';
import type { Rectangle, Size } from '../layout/geometry.ts';
import { fitted, textWidth } from '../text.ts';
import { element, textElement } from './markup.ts';

/** The label of a line: its outcomes, several short ones beside one another, in rows. */
export interface Chip {
  readonly size: Size;
  readonly rows: readonly ChipRow[];
}

interface ChipRow {
  readonly text: string;
  readonly isCondition: boolean;
}

const fontSize = 11.4;
const widestRow = 190;
const sharedRow = 118;
const rowHeight = 14;
const padding = 7;

/** The chip of a link; one without outcomes has no size and is not drawn. */
export function chipOf(outcomes: readonly Outcome[]): Chip {
  const rows: ChipRow[] = [];
  for (const { label, isCondition } of outcomes) {
    const text = fitted(label, fontSize, widestRow);
    const last = rows.at(-1);
    const joined = last === undefined ? text : `${last.text}, ${text}`;
    if (last !== undefined && !isCondition && !last.isCondition && textWidth(joined, fontSize) <= sharedRow) {
      rows[rows.length - 1] = { text: joined, isCondition };
    } else {
      rows.push({ text, isCondition });
    }
  }
  if (rows.length === 0) return { size: { width: 0, height: 0 }, rows };
  const width = Math.max(22, ...rows.map(({ text }) => textWidth(text, fontSize) + 2 * padding));
  return { size: { width: Math.ceil(width), height: rows.length * rowHeight + 6 }, rows };
}

/** A chip at its place. */
export function drawChip({ rows }: Chip, { x, y, width, height }: Rectangle): readonly string[] {
  if (rows.length === 0) return [];
  const texts = rows.map(({ text, isCondition }, index) =>
    textElement(
      'text',
      {
        class: isCondition ? 'outcome condition' : 'outcome',
        x: x + width / 2,
        y: y + 14 + index * rowHeight,
      },
      text,
    ),
  );
  return [element('rect', { class: 'chip', x, y, width, height, rx: Math.min(10, height / 2) }), ...texts];
}
