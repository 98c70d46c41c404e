/** The door of the room that draws flows. */
export { drawMermaid } from './mermaid.ts';
export { drawSvg } from './svg/draw-svg.ts';
