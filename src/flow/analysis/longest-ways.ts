import { componentsOf } from './components.ts';

export interface Way<Vertex> {
  readonly to: Vertex;
  /** At least 0. */
  readonly length: number;
}

/**
 * The greatest value that every vertex can have: its own `initial` value (undefined: none), or that of a vertex
 * before it plus the length of the way. Infinity where one can go round on a way that has a length. Vertices that
 * nothing with a value leads to are absent.
 */
export function longestWays<Vertex>(
  vertices: readonly Vertex[],
  initial: (vertex: Vertex) => number | undefined,
  waysFrom: (vertex: Vertex) => readonly Way<Vertex>[],
): ReadonlyMap<Vertex, number> {
  const components = componentsOf({ vertices, successors: (vertex) => waysFrom(vertex).map(({ to }) => to) });
  const values = new Map<Vertex, number>();
  const raise = (vertex: Vertex, value: number): void => {
    values.set(vertex, Math.max(value, values.get(vertex) ?? value));
  };
  for (const vertex of vertices) {
    const value = initial(vertex);
    if (value !== undefined) raise(vertex, value);
  }
  // Topological order: when a component is reached, everything that leads into it is settled.
  for (const component of [...components].reverse()) {
    const members = new Set(component);
    const inside = component.flatMap((vertex) => waysFrom(vertex).filter(({ to }) => members.has(to)));
    const greatest = Math.max(...component.map((vertex) => values.get(vertex) ?? -Infinity));
    if (greatest === -Infinity) continue;
    const settled = inside.some(({ length }) => length > 0) ? Infinity : greatest;
    // Inside a component without lengths everybody reaches everybody.
    if (inside.length > 0) for (const vertex of component) raise(vertex, settled);
    for (const vertex of component) {
      for (const { to, length } of waysFrom(vertex)) {
        if (!members.has(to)) raise(to, (values.get(vertex) ?? 0) + length);
      }
    }
  }
  return values;
}
