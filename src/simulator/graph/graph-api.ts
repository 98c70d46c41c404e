/**
 * The calls API, from a request to its answer.
 *
 * SG1  Every request is answered, with `request-id` and the caller's `client-request-id`, and is logged.
 * SG2  A request is judged in this order: address, fault, authorization, body, call, tenant, permission,
 *     state, kind of call.
 * SG3  What was refused has changed nothing.
 */
import { randomUUID } from 'node:crypto';
import type { JsonValue } from '../../call/index.ts';
import { operations } from '../../operations/index.ts';
import type { OperationName } from '../../operations/index.ts';
import { SimulatorError } from '../errors.ts';
import type { OperationFault } from '../faults.ts';
import type { HandlerAnswer, JudgedRequest } from '../handlers/handler.ts';
import { handlers } from '../handlers/registry.ts';
import type { Simulation } from '../simulation.ts';
import { authorize } from './authorize.ts';
import type { GraphAnswer, GraphRequest } from './exchange.ts';
import { parseJsonValue } from './parse-body.ts';
import { parseRequest } from './parse-request.ts';
import { GraphRefusal } from './refusal.ts';
import { routeOf } from './route.ts';
import type { Route } from './route.ts';

type Outcome = Pick<GraphAnswer, 'status' | 'headers' | 'body'> & {
  readonly refusal: GraphRefusal | null;
  readonly callId: string | null;
};

export async function answerGraph(simulation: Simulation, request: GraphRequest): Promise<GraphAnswer> {
  const requestId = randomUUID();
  let route: Route | null = null;
  let outcome: Outcome;
  let fault: OperationFault | null = null;
  try {
    route = routeOf(request.method, request.path);
    fault = simulation.faultSource.takeOperation(route.name, simulation.find(route.callId ?? '')?.id ?? null);
    if (fault?.delayMs !== undefined) await pause(simulation, fault.delayMs);
    outcome = await perform(simulation, route, request, fault);
  } catch (cause) {
    outcome = {
      ...refused(simulation, cause, requestId, request),
      callId: simulation.find(route?.callId ?? '')?.id ?? null,
    };
  }
  record(simulation, request, route, outcome, requestId);
  const headers = {
    'request-id': requestId,
    'client-request-id': request.headers['client-request-id'] ?? requestId,
    'x-ms-ags-diagnostic': '{"ServerInfo":{"DataCenter":"Simulator"}}',
    ...outcome.headers,
  };
  return { status: outcome.status, headers, body: outcome.body, reset: fault?.reset === true };
}

/** SG2. */
async function perform(
  simulation: Simulation,
  route: Route,
  request: GraphRequest,
  fault: OperationFault | null,
): Promise<Outcome> {
  if (fault !== null && !fault.executed && isOutage(fault)) throw outage(fault);
  const caller = await authorize(simulation, request.headers.authorization);
  const judged = parseRequest(route.name, {
    simulation,
    route,
    request,
    tokenTenantId: caller?.tenantId ?? null,
  });
  const answer = run(route.name, judged);
  const callId = answer.call?.id ?? simulation.find(route.callId ?? '')?.id ?? null;
  if (fault !== null && isOutage(fault)) throw outage(fault);
  const location =
    answer.location === undefined
      ? {}
      : { Location: `${simulation.baseUrl}/${route.version}${answer.location}` };
  return {
    status: operations[route.name].successStatus,
    headers: location,
    body: answer.body ?? null,
    refusal: null,
    callId,
  };
}

function run<Name extends OperationName>(name: Name, request: JudgedRequest<Name>): HandlerAnswer {
  return handlers[name](request);
}

/** Whether a fault replaces the answer; one with nothing but a delay does not. */
function isOutage(fault: OperationFault): boolean {
  return fault.reset === true || fault.status !== undefined;
}

function outage(fault: OperationFault): GraphRefusal {
  const status = fault.status ?? 500;
  const code = fault.code ?? (fault.subcode === undefined ? 'UnknownError' : String(fault.subcode));
  const headers = fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
  const message =
    fault.reset === true ? 'The connection was cut on purpose.' : 'A fault was ordered for this request.';
  return new GraphRefusal('fault', { status, code, message }, { headers });
}

/** The error body of the reference; a defect of the simulator is told and logged, and breaks nothing else. */
function refused(
  simulation: Simulation,
  cause: unknown,
  requestId: string,
  request: GraphRequest,
): Omit<Outcome, 'callId'> {
  const refusal = cause instanceof GraphRefusal ? cause : unexpected(simulation, cause);
  const { status, code, message, headers } = refusal;
  const innerError = {
    date: new Date(simulation.clock.now()).toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': request.headers['client-request-id'] ?? requestId,
  };
  return { status, headers, refusal, body: { error: { code, message, innerError } } };
}

function unexpected(simulation: Simulation, cause: unknown): GraphRefusal {
  if (cause instanceof SimulatorError && cause.code === 'SIMULATOR-LIMIT-REACHED') {
    return new GraphRefusal(
      'limit',
      { status: 429, code: '8530', message: cause.message },
      { headers: { 'Retry-After': '1' } },
    );
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  simulation.options.log(`defect of the simulator: ${message}`);
  return new GraphRefusal('limit', {
    status: 500,
    code: '9999',
    message: 'An unknown internal error occurred.',
  });
}

function record(
  simulation: Simulation,
  request: GraphRequest,
  route: Route | null,
  outcome: Outcome,
  requestId: string,
): void {
  const { status, refusal, callId } = outcome;
  const body = loggedBody(request.body);
  const operation = route?.name ?? null;
  const code = refusal?.code ?? null;
  const advised = refusal === null ? null : advisedWords(refusal);
  if (advised !== null) {
    simulation.options.log(
      `Graph refuses ${operation ?? 'a request'} with ${status} ${code ?? ''}. ${advised}`,
    );
  }
  simulation.log.add({
    at: new Date(simulation.clock.now()).toISOString(),
    operation,
    callId,
    method: request.method,
    path: request.path.slice(0, 500),
    status,
    code,
    message: advised ?? refusal?.message ?? null,
    refused: refusal?.kind ?? null,
    requestId,
    body,
  });
  const call = callId === null ? null : simulation.find(callId);
  call?.transcript.add<'request'>({
    kind: 'request',
    operation: operation ?? 'unknown',
    status,
    code,
    body,
    ...(advised === null ? {} : { message: advised }),
  });
}

/** Why a request was refused and what to do about it; null where there is nothing to advise. */
const advisedWords = ({ message, advice }: GraphRefusal): string | null =>
  advice === null ? null : `${message} ${advice}`;

/** Bodies longer than this are not kept. */
const loggedBodyLimit = 20_000;

function loggedBody(text: string): JsonValue {
  if (text === '' || text.length > loggedBodyLimit) return null;
  try {
    return parseJsonValue(text);
  } catch {
    return text.slice(0, 1000);
  }
}

function pause(simulation: Simulation, delay: number): Promise<void> {
  return new Promise((resolve) => void simulation.clock.schedule(simulation.clock.now() + delay, resolve));
}
