/** How often calls went where: what a picture of a flow can show besides the flow. */
export interface DrawnCoverage {
  /** How often calls entered a node. */
  readonly entered: (node: string) => number;
  /** How often calls left a node by an outcome; `node` null: came in by `start`, or by a handler, `on.error`. */
  readonly taken: (node: string | null, outcome: string) => number;
}
