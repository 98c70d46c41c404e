import { createHash } from 'node:crypto';
import * as z from 'zod';
import { applicationInstanceId, callId, partyOfTarget, withheldParty } from '../call/index.ts';
import type { ApplicationInstanceId, CallFacts, CallId, Party, Target } from '../call/index.ts';
import { lengthBetween } from '../flow/index.ts';

const guid = z.guid('must be an object id of Entra (a GUID)').transform((text) => text.toLowerCase());
const phone = z.string().regex(/^\+[1-9]\d{1,14}$/, 'must be a number in E.164, such as "+442079460000"');

const calleeForm =
  'must be { "user": object id }, { "phone": number in E.164, such as "+442079460000" } or { "applicationInstance": object id }, where an object id is a GUID, or a list of such';

const calleeSchema = z.union(
  [
    z.strictObject({ user: guid }).transform(({ user: id }): Target => ({ kind: 'user', id })),
    z.strictObject({ phone }).transform(({ phone: number }): Target => ({ kind: 'phone', number })),
    z
      .strictObject({ applicationInstance: guid })
      .transform(({ applicationInstance: id }): Target => ({ kind: 'applicationInstance', id })),
  ],
  { error: calleeForm },
);

/** A call is made to so many people at most (Graph calling API, "P2P versus group"). */
const mostCallees = 5;
/** More tries than anybody wants to be called. */
const mostRetries = 10;

/** Why a call ended `notAnswered`, where it may be made again. */
const retriedReasons = ['busy', 'noAnswer'] as const;

/** When a call that nobody took is made again. */
const retrySchema = z.strictObject({
  /** The n-th: how long after the end of the n-th try the next one is made. A message can wait for a week at most. */
  after: z.array(lengthBetween('1s', '6d')).min(1).max(mostRetries),
  on: z
    .array(z.enum(retriedReasons))
    .min(1)
    .default([...retriedReasons]),
});
export type RetryPlan = z.output<typeof retrySchema>;

/** The body of `POST /api/calls`, and of a message in `ivr-outbound-calls`. */
export const outboundRequestSchema = z.strictObject({
  flow: z.string().min(1),
  to: z
    .union([calleeSchema.transform((one): [Target] => [one]), z.tuple([calleeSchema], calleeSchema)], {
      error: calleeForm,
    })
    .refine((callees) => callees.length <= mostCallees, `must name ${mostCallees} at most`)
    .optional(),
  from: guid.optional(),
  variables: z.record(z.string(), z.json()).default({}),
  requestId: z
    .string()
    .min(1)
    .max(200)
    // Halves of characters have no bytes of their own: two such ids would be one.
    .refine((text) => !/\p{Cs}/u.test(text), 'must be well-formed text')
    .optional(),
  retry: retrySchema.optional(),
});
export type OutboundRequest = z.output<typeof outboundRequestSchema>;

/** The same request has the same id, however often it comes, so that it starts one call. */
export function outboundCallId(requestId: string | undefined, newId: () => string): CallId {
  if (requestId === undefined) return callId(`out-${newId()}`);
  const digest = createHash('sha256').update(requestId, 'utf8').digest('hex');
  return callId(`out-${digest.slice(0, 32)}`);
}

/** The call that is the n-th try of a request, from 1; the first has the id of the request. */
export const attemptId = (request: CallId, attempt: number): CallId =>
  attempt === 1 ? request : callId(`${request}-try-${attempt}`);

/** The request that a call is a try of. */
export const requestOf = (call: CallId): CallId => callId(call.replace(/-try-\d+$/, ''));

/** Which try of which request a call is; null: it was not asked for. */
export function tryOf(id: string): { readonly request: CallId; readonly attempt: number } | null {
  if (!id.startsWith('out-')) return null;
  return { request: requestOf(callId(id)), attempt: Number(/-try-(\d+)$/.exec(id)?.[1] ?? 1) };
}

const markEnd = '-cancelled';

/** The instance whose being there says that a request is cancelled. */
export const markOf = (request: CallId): CallId => callId(`${request}${markEnd}`);

/** The request that a mark is about. */
export const requestOfMark = (mark: string): CallId => callId(mark.slice(0, -markEnd.length));

/** Whom the app calls in the name of which tenant. */
export interface OutboundHome {
  /** Null: no setting says it. */
  readonly tenantId: string | null;
  readonly appId: string;
  /** The resource account that calls phones where a request names none. */
  readonly instanceId: ApplicationInstanceId | null;
}

/** What is known of a call before it starts. */
export type OutboundFacts = Omit<CallFacts, 'id' | 'startedAt' | 'variables'>;

export type OutboundFactsRead =
  | { readonly kind: 'ok'; readonly facts: OutboundFacts }
  /** What is missing, for whoever sent the request. */
  | { readonly kind: 'invalid'; readonly message: string };

/** Who calls whom; `joins`: the flow makes the call itself, by joining a meeting. */
export function outboundFacts(
  { to, from }: OutboundRequest,
  { tenantId, appId, instanceId }: OutboundHome,
  joins: boolean,
): OutboundFactsRead {
  if (tenantId === null) return invalid('The app has no tenant to call from: set BOT_TENANT_ID.');
  if (joins && to !== undefined) return invalid('"to" is left out for a flow that joins a meeting.');
  const caller = from === undefined ? instanceId : applicationInstanceId(from);
  const facts = { graphCallId: null, direction: 'outgoing', tenantId } as const;
  if (to === undefined) {
    if (!joins) return invalid('"to" is missing: whom shall the flow call?');
    return {
      kind: 'ok',
      facts: { ...facts, from: appParty(appId, caller), to: withheldParty, callees: null },
    };
  }
  const callsPhone = to.some(({ kind }) => kind === 'phone');
  if (callsPhone && to.length > 1)
    return invalid(
      'Several people are called as users; a phone is called alone, or invited into the call by the flow.',
    );
  if (callsPhone && caller === null)
    return invalid('A phone is called by an application instance: give "from", or set OUTBOUND_INSTANCE_ID.');
  const callees = { targets: to, from: callsPhone || from !== undefined ? caller : null };
  return {
    kind: 'ok',
    facts: { ...facts, from: appParty(appId, callees.from), to: partyOfTarget(to[0], null), callees },
  };
}

const invalid = (message: string): OutboundFactsRead => ({ kind: 'invalid', message });

const appParty = (appId: string, instance: ApplicationInstanceId | null): Party =>
  partyOfTarget(
    instance === null ? { kind: 'application', id: appId } : { kind: 'applicationInstance', id: instance },
    null,
  );
