/** A directed graph, as much of it as these algorithms need. */
export interface Digraph<Vertex> {
  readonly vertices: readonly Vertex[];
  readonly successors: (vertex: Vertex) => readonly Vertex[];
}

interface Visit<Vertex> {
  readonly vertex: Vertex;
  readonly successors: readonly Vertex[];
  next: number;
}

/**
 * The strongly connected components (Tarjan), in reverse topological order: a component comes after all that it
 * leads to. Without recursion, because a flow may be a chain of thousands of nodes.
 */
export function componentsOf<Vertex>({
  vertices,
  successors,
}: Digraph<Vertex>): readonly (readonly Vertex[])[] {
  const index = new Map<Vertex, number>();
  const low = new Map<Vertex, number>();
  const open: Vertex[] = [];
  const isOpen = new Set<Vertex>();
  const components: Vertex[][] = [];
  const visits: Visit<Vertex>[] = [];
  const begin = (vertex: Vertex): void => {
    index.set(vertex, index.size);
    low.set(vertex, index.size - 1);
    open.push(vertex);
    isOpen.add(vertex);
    visits.push({ vertex, successors: successors(vertex), next: 0 });
  };
  const lower = (vertex: Vertex, to: number): void => {
    low.set(vertex, Math.min(low.get(vertex) ?? to, to));
  };
  const close = (vertex: Vertex): void => {
    if (low.get(vertex) !== index.get(vertex)) return;
    const component = open.splice(open.lastIndexOf(vertex));
    for (const member of component) isOpen.delete(member);
    components.push(component);
  };
  for (const root of vertices) {
    if (index.has(root)) continue;
    begin(root);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { vertex } = visit;
      const successor = visit.successors[visit.next];
      visit.next += 1;
      if (successor === undefined) {
        visits.pop();
        close(vertex);
        const above = visits.at(-1);
        if (above !== undefined) lower(above.vertex, low.get(vertex) ?? 0);
      } else if (!index.has(successor)) begin(successor);
      else if (isOpen.has(successor)) lower(vertex, index.get(successor) ?? 0);
    }
  }
  return components;
}

/** The components in which one can go round: more than one vertex, or one that leads to itself. */
export function cyclesOf<Vertex>(graph: Digraph<Vertex>): readonly (readonly Vertex[])[] {
  return componentsOf(graph).filter(
    ([first, ...others]) =>
      others.length > 0 || (first !== undefined && graph.successors(first).includes(first)),
  );
}

/** Everything that can be reached from `roots`, themselves included. */
export function reachableFrom<Vertex>(
  roots: Iterable<Vertex>,
  successors: (vertex: Vertex) => readonly Vertex[],
): ReadonlySet<Vertex> {
  const reached = new Set(roots);
  for (const vertex of reached) for (const next of successors(vertex)) reached.add(next);
  return reached;
}

/** Adds to the list that a map keeps under `key`. */
export function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
