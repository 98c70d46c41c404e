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
  /** Whether it was counted, and no call went this way. */
  readonly isUntaken: boolean;
}

const fontSize = 11.4;
const widestRow = 190;
const sharedRow = 118;
const rowHeight = 14;
const padding = 7;

/** The chip of a link; one without outcomes has no size and is not drawn. */
export function chipOf(outcomes: readonly Outcome[]): Chip {
  const rows: ChipRow[] = [];
  for (const { label, isCondition, taken } of outcomes) {
    const isUntaken = taken === 0;
    const counted = taken === null ? '' : ` ×${taken}`;
    const text = fitted(label, fontSize, widestRow - textWidth(counted, fontSize)) + counted;
    const last = rows.at(-1);
    const joined = last === undefined ? text : `${last.text}, ${text}`;
    const isAlike = last !== undefined && !isCondition && !last.isCondition && last.isUntaken === isUntaken;
    if (isAlike && textWidth(joined, fontSize) <= sharedRow) {
      rows[rows.length - 1] = { text: joined, isCondition, isUntaken };
    } else {
      rows.push({ text, isCondition, isUntaken });
    }
  }
  if (rows.length === 0) return { size: { width: 0, height: 0 }, rows };
  const width = Math.max(22, ...rows.map(({ text }) => textWidth(text, fontSize) + 2 * padding));
  return { size: { width: Math.ceil(width), height: rows.length * rowHeight + 6 }, rows };
}

/** A chip at its place. */
export function drawChip({ rows }: Chip, { x, y, width, height }: Rectangle): readonly string[] {
  if (rows.length === 0) return [];
  const texts = rows.map(({ text, isCondition, isUntaken }, index) =>
    textElement(
      'text',
      {
        class: ['outcome', ...(isCondition ? ['condition'] : []), ...(isUntaken ? ['untaken'] : [])].join(
          ' ',
        ),
        x: x + width / 2,
        y: y + 14 + index * rowHeight,
      },
      text,
    ),
  );
  return [element('rect', { class: 'chip', x, y, width, height, rx: Math.min(10, height / 2) }), ...texts];
}
