/** A link between two boxes, by their numbers. */
export interface Connection {
  readonly from: number;
  readonly to: number;
}

/** Which box stands in which row, and which links lead back up. */
export interface Layering {
  /** The row of each box, from 0. */
  readonly rows: readonly number[];
  /** For each link, whether it leads to a row that is not below its own: the loops. */
  readonly isBack: readonly boolean[];
}

/**
 * Rows for the boxes, so that every link leads downwards except those that close a loop. What closes a loop is
 * decided by a search in depth from `roots`, in the order of the links: a way back to where the call came from.
 * Rows are the longest ways from above; what mostly leads on is then moved down to what it leads to.
 */
export function layering(count: number, links: readonly Connection[], roots: readonly number[]): Layering {
  const outgoing = linksBy(count, links, 'from');
  const { isBack, finished } = searchInDepth(count, links, outgoing, roots);
  const order = finished.toReversed();
  const incoming = linksBy(count, links, 'to');
  const rows = new Array<number>(count).fill(0);
  const forwardOf = (numbers: readonly number[] | undefined): readonly Connection[] =>
    (numbers ?? []).flatMap((number) => (isBack[number] === true ? [] : (links[number] ?? [])));
  for (const vertex of order) {
    rows[vertex] = Math.max(0, ...forwardOf(incoming[vertex]).map(({ from }) => (rows[from] ?? 0) + 1));
  }
  for (const vertex of finished) {
    const below = forwardOf(outgoing[vertex]);
    if (below.length <= forwardOf(incoming[vertex]).length) continue;
    rows[vertex] = Math.min(...below.map(({ to }) => (rows[to] ?? 0) - 1));
  }
  const highest = rows.reduce((least, row) => Math.min(least, row), 0);
  return { rows: rows.map((row) => row - highest), isBack };
}

/** For each box the numbers of the links that begin (`from`) or end (`to`) there. */
function linksBy(
  count: number,
  links: readonly Connection[],
  end: 'from' | 'to',
): readonly (readonly number[])[] {
  const lists = Array.from({ length: count }, (): number[] => []);
  for (const [number, link] of links.entries()) lists[link[end]]?.push(number);
  return lists;
}

interface Search {
  readonly isBack: readonly boolean[];
  /** The boxes in the order in which the search left them: whatever they lead to comes before them. */
  readonly finished: readonly number[];
}

/** Without recursion: a flow may be a chain of thousands. */
function searchInDepth(
  count: number,
  links: readonly Connection[],
  outgoing: readonly (readonly number[])[],
  roots: readonly number[],
): Search {
  const isBack = new Array<boolean>(links.length).fill(false);
  const states = new Array<'new' | 'open' | 'done'>(count).fill('new');
  const finished: number[] = [];
  for (const root of [...roots, ...states.keys()]) {
    if (states[root] !== 'new') continue;
    const path = [{ vertex: root, next: 0 }];
    states[root] = 'open';
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const number = outgoing[top.vertex]?.[top.next];
      const link = number === undefined ? undefined : links[number];
      if (number === undefined || link === undefined) {
        states[top.vertex] = 'done';
        finished.push(top.vertex);
        path.pop();
        continue;
      }
      top.next += 1;
      if (states[link.to] === 'open') isBack[number] = true;
      if (states[link.to] !== 'new') continue;
      states[link.to] = 'open';
      path.push({ vertex: link.to, next: 0 });
    }
  }
  return { isBack, finished };
}
