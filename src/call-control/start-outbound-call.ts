import type { CallId, Instant, JsonValue } from '../call/index.ts';
import { fitsVariable, variablesOf, withValues } from '../flow/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import type { Log } from '../telemetry/index.ts';
import type { CallsStore } from './calls-store.ts';
import { outboundCallId, outboundFacts, outboundRequestSchema } from './outbound-request.ts';
import type { OutboundHome } from './outbound-request.ts';

export interface OutboundParts {
  /** The flows that loaded, by id. */
  readonly flows: ReadonlyMap<string, BoundFlow>;
  readonly home: OutboundHome;
  readonly clock: () => Instant;
  /** A new id each time. */
  readonly newId: () => string;
  readonly log: Log;
}

export type StartedCall =
  | { readonly kind: 'started' | 'exists'; readonly callId: CallId }
  | { readonly kind: 'invalid' | 'unknownFlow'; readonly message: string };

export type StartOutboundCall = (request: unknown, store: CallsStore) => Promise<StartedCall>;

/** Starts a call of the app's own, once for each `requestId`. Rejects where the store cannot be reached. */
export function outboundStarter({ flows, home, clock, newId, log }: OutboundParts): StartOutboundCall {
  return async (body, store) => {
    const parsed = outboundRequestSchema.safeParse(body);
    if (!parsed.success) {
      const wrong = parsed.error.issues.map(
        ({ path, message }) => `${path.join('.') || 'the body'} ${message}`,
      );
      return { kind: 'invalid', message: wrong.join('; ') };
    }
    const request = parsed.data;
    const flow = flows.get(request.flow);
    if (flow === undefined)
      return { kind: 'unknownFlow', message: `There is no flow ${JSON.stringify(request.flow)}.` };
    const unfit = unfitVariable(flow, request.variables);
    if (unfit !== null) return { kind: 'invalid', message: unfit };
    const id = outboundCallId(request, newId);
    const joins = flow.document.nodes[flow.document.start]?.type === 'join';
    const facts = outboundFacts(id, request, home, joins, clock());
    if (facts.kind === 'invalid') return facts;
    const kind = await store.start(id, { call: facts.call, flow: withValues(flow, request.variables) });
    if (kind === 'started') {
      const { id: flowId, version } = flow.document;
      log('info', 'ivr.call.started', { callId: id, flow: flowId, flowVersion: version });
    }
    return { kind, callId: id };
  };
}

/** What is wrong with a variable that was given; no value of it is told. */
function unfitVariable({ document }: BoundFlow, given: Readonly<Record<string, JsonValue>>): string | null {
  const declared = new Map(Object.entries(variablesOf(document)));
  for (const [name, value] of Object.entries(given)) {
    const variable = declared.get(name);
    if (variable === undefined) return `variables.${name}: the flow ${document.id} has no such variable`;
    if (!fitsVariable(variable.type, value)) return `variables.${name}: must be of the type ${variable.type}`;
  }
  return null;
}
