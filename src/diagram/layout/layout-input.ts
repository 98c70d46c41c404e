import type { Size } from './geometry.ts';

/** What is to be laid out: boxes by number, and links between them. */
export interface LayoutInput {
  readonly boxes: readonly Size[];
  readonly links: readonly LabelledLink[];
  /** Boxes from which the drawing begins, the most important first. */
  readonly roots: readonly number[];
}

export interface LabelledLink {
  readonly from: number;
  readonly to: number;
  readonly label: Size;
}
