/** Sizes and places in a drawing, in pixels; the origin is its upper left corner. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Size, Point {}
