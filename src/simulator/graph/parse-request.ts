import type { OperationName } from '../../operations/index.ts';
import { operations } from '../../operations/index.ts';
import type { JudgedRequest } from '../handlers/handler.ts';
import type { Simulation } from '../simulation.ts';
import type { GraphRequest } from './exchange.ts';
import { judgeCallKind } from './judge-call-kind.ts';
import { judgePermission } from './judge-permission.ts';
import { judgeState } from './judge-state.ts';
import { judgeContentType, parseBody, parseJson } from './parse-body.ts';
import { callNotFound, tenantMismatch } from './refusal.ts';
import type { Route } from './route.ts';

export interface UnjudgedRequest {
  readonly simulation: Simulation;
  readonly route: Route;
  readonly request: GraphRequest;
  /** The tenant of the caller's token; null where it sent none. */
  readonly tokenTenantId: string | null;
}

/** What an operation's handler may trust: the checks in here are the proof for its types. Throws refusals. */
export function parseRequest<Name extends OperationName>(
  name: Name,
  unjudged: UnjudgedRequest,
): JudgedRequest<Name> {
  const { simulation, route, request, tokenTenantId } = unjudged;
  const { version, callId, parameters } = route;
  judgeContentType(request.body, request.headers['content-type']);
  const body = parseBody(name, version, parseJson(request.body), simulation.switches);
  const base = { simulation, version, body, parameters, tokenTenantId };
  if (callId === null) return { ...base, call: null } as JudgedRequest<Name>;
  const call = simulation.find(callId);
  if (call === null) throw callNotFound();
  if (tokenTenantId !== null && tokenTenantId !== call.tenantId) throw tenantMismatch();
  judgePermission(simulation, operations[name], call);
  judgeState(operations[name], call);
  judgeCallKind(operations[name], call, body);
  call.scenarioId ??= request.headers['scenario-id'] ?? null;
  return { ...base, call } as JudgedRequest<Name>;
}
