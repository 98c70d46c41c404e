import { createHash } from 'node:crypto';
import type { CallFacts, Party, RejectReason } from '../../call/index.ts';
import type { RouteCondition, Routes } from './routes-schema.ts';

export type RoutedCall = Pick<CallFacts, 'id' | 'from' | 'to'>;

/** What an incoming call gets. */
export type Route =
  | { readonly kind: 'flow'; readonly flow: string }
  | { readonly kind: 'reject'; readonly reason: RejectReason };

/** The first route whose condition holds, else `otherwise`. The same call always gets the same one. */
export function chooseRoute(routes: Routes, call: RoutedCall): Route {
  const route = routes.incoming.find(({ when }) => holds(when, routes, call));
  if (route !== undefined)
    return { kind: 'flow', flow: 'flow' in route ? route.flow : part(route.split, call) };
  const { otherwise } = routes;
  return 'flow' in otherwise
    ? { kind: 'flow', flow: otherwise.flow }
    : { kind: 'reject', reason: otherwise.reject };
}

/** Every flow that `routes` names, with where: the pointer of the name. */
export function routedFlows(routes: Routes): readonly { readonly flow: string; readonly pointer: string }[] {
  const incoming = routes.incoming.flatMap((route, index) =>
    'flow' in route
      ? [{ flow: route.flow, pointer: `/incoming/${index}/flow` }]
      : route.split.map(({ flow }, place) => ({ flow, pointer: `/incoming/${index}/split/${place}/flow` })),
  );
  const { otherwise } = routes;
  return 'flow' in otherwise ? [...incoming, { flow: otherwise.flow, pointer: '/otherwise/flow' }] : incoming;
}

function holds(when: RouteCondition, routes: Routes, call: RoutedCall): boolean {
  const { calledNumber, applicationInstance, callerTenant, callerWithheld } = when;
  return (
    (calledNumber === undefined || isNumber(call.to, calledNumber, routes)) &&
    (applicationInstance === undefined || isInstance(call.to, applicationInstance)) &&
    (callerTenant === undefined || sameId(call.from.tenantId, callerTenant)) &&
    (callerWithheld === undefined || isWithheld(call.from) === callerWithheld)
  );
}

/** Graph names the called side by its application instance; `numbers` says which number that one has. */
function isNumber(called: Party, number: string, { numbers }: Routes): boolean {
  const instance = Object.hasOwn(numbers, number) ? numbers[number] : undefined;
  return called.phone === number || (instance !== undefined && isInstance(called, instance));
}

const isInstance = (called: Party, id: string): boolean =>
  called.kind === 'applicationInstance' && sameId(called.id, id);

/** Ids are GUIDs, which are written in either case, with dashes or without. */
const sameId = (one: string | null, other: string): boolean => one !== null && plain(one) === plain(other);
const plain = (id: string): string => id.replaceAll('-', '').toLowerCase();

/** A phone without a number is withheld too: that is how anonymous callers come in. */
const isWithheld = (caller: Party): boolean =>
  caller.kind === 'withheld' || (caller.kind === 'phone' && caller.phone === null);

/** The part of the split that the call's place in 0 to 100 falls in. */
function part(
  split: readonly { readonly flow: string; readonly percent: number }[],
  call: RoutedCall,
): string {
  let place = percentile(call.id);
  for (const { flow, percent } of split) {
    if (place < percent) return flow;
    place -= percent;
  }
  return split.at(-1)?.flow ?? '';
}

/** A number from 0 up to, not including, 100, spread evenly over call ids and always the same for one of them. */
const percentile = (id: string): number =>
  (createHash('sha256').update(id, 'utf8').digest().readUInt32BE(0) / 2 ** 32) * 100;
