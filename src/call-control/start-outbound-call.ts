import type { CallId, Instant, JsonValue } from '../call/index.ts';
import { fitsVariable, makesItsCall, variablesOf } from '../flow/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import type { CallsStore } from './calls-store.ts';
import { outboundFacts, outboundRequestSchema } from './outbound-request.ts';
import type { OutboundFacts, OutboundHome, OutboundRequest } from './outbound-request.ts';

export interface OutboundParts {
  /** The flows that loaded, by id. */
  readonly flows: ReadonlyMap<string, BoundFlow>;
  readonly home: OutboundHome;
  readonly clock: () => Instant;
}

/** What a request comes to before any call. */
export type CheckedRequest = AcceptedRequest | RefusedRequest;

export interface AcceptedRequest {
  readonly kind: 'ok';
  readonly request: OutboundRequest;
  readonly flow: BoundFlow;
  readonly facts: OutboundFacts;
}

export interface RefusedRequest {
  readonly kind: 'refused';
  readonly code: 'CALL-REQUEST-INVALID' | 'FLOW-UNKNOWN';
  /** For whoever sent it; no value of it is told. */
  readonly message: string;
}

/** Calls of the app's own. */
export interface OutboundCalls {
  /** Reads a request from outside, and holds it against its flow. */
  readonly check: (body: unknown) => CheckedRequest;
  /** Starts the call of this id, once. Rejects where the store cannot be reached. */
  readonly start: (
    id: CallId,
    accepted: AcceptedRequest,
    store: Pick<CallsStore, 'start'>,
  ) => Promise<'started' | 'exists'>;
}

export function outboundCalls({ flows, home, clock }: OutboundParts): OutboundCalls {
  return {
    check: (body) => {
      const parsed = outboundRequestSchema.safeParse(body);
      if (!parsed.success) {
        const wrong = parsed.error.issues.map(
          ({ path, message }) => `${path.join('.') || 'the body'} ${message}`,
        );
        return refused('CALL-REQUEST-INVALID', wrong.join('; '));
      }
      const request = parsed.data;
      const flow = flows.get(request.flow);
      if (flow === undefined)
        return refused('FLOW-UNKNOWN', `There is no flow ${JSON.stringify(request.flow)}.`);
      const unfit = unfitVariable(flow, request.variables);
      if (unfit !== null) return refused('CALL-REQUEST-INVALID', unfit);
      const joins = makesItsCall(flow.document);
      const read = outboundFacts(request, home, joins);
      if (read.kind === 'invalid') return refused('CALL-REQUEST-INVALID', read.message);
      return { kind: 'ok', request, flow, facts: read.facts };
    },
    start: (id, { request, flow, facts }, store) => {
      const { variables } = request;
      return store.start(id, { call: { ...facts, variables, id, startedAt: clock() }, flow });
    },
  };
}

const refused = (code: RefusedRequest['code'], message: string): RefusedRequest => ({
  kind: 'refused',
  code,
  message,
});

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
