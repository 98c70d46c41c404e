import { partsOf } from '../flow/index.ts';
import type { CompiledFlow } from '../flow/index.ts';

/** A way from one node of a flow, or of one that it enters, to another. */
export interface Way {
  readonly from: string;
  readonly to: string;
  /** What has to be done in `from` for it: the name of an outcome, or one of the `others`. */
  readonly by: string;
  /** The outcome that counts as taken, which may be that of the node that entered the flow; null: a handler's way. */
  readonly outcome: string | null;
}

/** What can be done in a node besides its outcomes. */
export const others = {
  /** Something fails for which the node has no way of its own. */
  fail: '(fails)',
  hangUp: '(hangs up)',
  /** The call goes on until its time is over. */
  linger: '(lingers)',
  key: (key: string): string => `(key ${key})`,
  /** What the node does ends the call, or nothing has to be done. */
  nothing: '(nothing)',
} as const;

/** How a node, and an outcome of one, is told from all others. */
export const nodeKey = (flow: string, node: string): string => JSON.stringify([flow, node]);
export const outcomeKey = (flow: string, node: string, outcome: string): string =>
  JSON.stringify([flow, node, outcome]);

/** Kinds that can fail where they have no way for it. */
const failing = new Set([
  'prompt',
  'menu',
  'collect',
  'record',
  'http',
  'graph',
  'queue',
  'transfer',
  'hangup',
  'answer',
]);
const takingKeys = new Set(['menu', 'collect']);

/** All ways through a flow and the flows that it enters. */
export function waysThrough(flow: CompiledFlow): readonly Way[] {
  const flows = new Map(partsOf(flow).map((each) => [String(each.id), each]));
  return [...flows.values()].flatMap((each) =>
    [...each.nodes].flatMap(([name, { type, edges, failureEdge, facts }]): readonly Way[] => {
      const from = nodeKey(each.id, name);
      const handlers = handlerWays(flow, from, type);
      if (type !== 'subflow') {
        const fails =
          failing.has(type) && failureEdge === undefined && flow.document.on.error !== undefined
            ? [{ from, to: nodeKey(flow.id, flow.document.on.error), by: others.fail, outcome: null }]
            : [];
        const own = edges.map(({ outcome, to }) => ({
          from,
          to: nodeKey(each.id, to),
          by: outcome,
          outcome: outcomeKey(each.id, name, outcome),
        }));
        return [...own, ...fails, ...handlers];
      }
      const { enters } = facts({ defaults: {}, lengthOf: () => null, isRendered: () => false });
      const entered = enters === undefined ? undefined : flows.get(enters);
      if (entered === undefined) return handlers;
      const start = nodeKey(entered.id, entered.document.start);
      return [
        { from, to: start, by: others.nothing, outcome: null },
        ...edges.flatMap(({ outcome, to, onReturn }) =>
          leaving(entered, onReturn ?? null).map(({ node, by }) => ({
            from: nodeKey(entered.id, node),
            to: nodeKey(each.id, to),
            by,
            outcome: outcomeKey(each.id, name, outcome),
          })),
        ),
        ...handlers,
      ];
    }),
  );
}

interface Leaving {
  readonly node: string;
  readonly by: string;
}

/** Where a flow that was entered is left by this return; null: where it fails. */
function leaving({ nodes }: CompiledFlow, returned: string | null): readonly Leaving[] {
  return [...nodes].flatMap(([node, { type, caption, failureEdge }]): readonly Leaving[] => {
    if (returned === null)
      return failing.has(type) && failureEdge === undefined ? [{ node, by: others.fail }] : [];
    return type === 'return' && caption === returned ? [{ node, by: others.nothing }] : [];
  });
}

function handlerWays({ id, document: { on } }: CompiledFlow, from: string, type: string): readonly Way[] {
  const way = (to: string | undefined, by: string): readonly Way[] =>
    to === undefined ? [] : [{ from, to: nodeKey(id, to), by, outcome: null }];
  return [
    ...way(on.hangup, others.hangUp),
    ...way(on.maxDuration, others.linger),
    ...(takingKeys.has(type)
      ? Object.entries(on.keys ?? {}).flatMap(([key, to]) => way(to, others.key(key)))
      : []),
  ];
}

/** How many ways it is from each node to a goal: the taking of a way that `isGoal`. */
export function distancesTo(
  ways: readonly Way[],
  isGoal: (way: Way) => boolean,
): ReadonlyMap<string, number> {
  const into = new Map<string, string[]>();
  for (const { from, to } of ways) into.set(to, [...(into.get(to) ?? []), from]);
  const distances = new Map<string, number>();
  let edge = [...new Set(ways.filter(isGoal).map(({ from }) => from))];
  for (let distance = 1; edge.length > 0; distance += 1) {
    for (const node of edge) distances.set(node, distance);
    const before = edge.flatMap((node) => into.get(node) ?? []);
    edge = [...new Set(before)].filter((node) => !distances.has(node));
  }
  return distances;
}

/** The nodes from which a call can go on for ever, but for its limits. */
export function enduring(ways: readonly Way[]): ReadonlySet<string> {
  const onwards = ways.filter(({ outcome, by }) => outcome !== null || by === others.nothing);
  let left = new Set(onwards.map(({ from }) => from));
  for (;;) {
    const staying = new Set(
      onwards.filter(({ from, to }) => left.has(from) && left.has(to)).map(({ from }) => from),
    );
    if (staying.size === left.size) return left;
    left = staying;
  }
}
