/** The door of the room that draws flows. */
export type { DrawnCoverage } from './drawn-coverage.ts';
export { drawMermaid } from './mermaid.ts';
export { drawSvg } from './svg/draw-svg.ts';
