import * as z from 'zod';
import { sharingOrderSchema } from '../call/content-sharing.ts';
import type { SimulatedCall } from '../call/simulated-call.ts';
import { SimulatorError } from '../errors.ts';
import { faultSchema } from '../faults.ts';
import { keySequence } from '../keys.ts';
import { failure, json } from '../http/message.ts';
import type { HttpAnswer, HttpRequest } from '../http/message.ts';
import { openIdConfigurationPath } from '../http/identity-endpoints.ts';
import { calledSchema, callerSchema } from '../party.ts';
import { rosterOrderSchema } from '../roster-order.ts';
import type { Simulation } from '../simulation.ts';
import { callSummary, callView } from './call-view.ts';
import { inPlainWords } from './plain-words.ts';
import { conditionHelp, longestWaitMs, waitCondition, waitUntil } from './wait-condition.ts';

/** How long a spoken text lasts, per character. */
const msPerCharacter = 60;

const placeCallBody = z.strictObject({
  from: callerSchema,
  to: calledSchema,
  notify: z.string().exactOptional(),
});

const keysBody = z.strictObject({
  keys: keySequence,
  gapMs: z.int().min(0).max(60_000).exactOptional(),
});

const speakBody = z
  .strictObject({
    text: z.string().min(1).max(5000).exactOptional(),
    durationMs: z.int().min(1).max(600_000).exactOptional(),
  })
  .refine(
    ({ text, durationMs }) => text !== undefined || durationMs !== undefined,
    'needs text or durationMs',
  );

const waitQuery = z.object({
  waitFor: z.string().exactOptional(),
  timeoutMs: z.coerce.number().int().min(0).max(longestWaitMs).default(10_000),
});

/** The control API below `/simulator`: what a person or a test does with the simulated world. */
export async function answerControl(simulation: Simulation, request: HttpRequest): Promise<HttpAnswer> {
  try {
    return await dispatch(simulation, request);
  } catch (cause) {
    if (cause instanceof SimulatorError) return failure(statusOf(cause), cause.code, cause.message);
    throw cause;
  }
}

type Address = (simulation: Simulation, request: HttpRequest, id: string) => HttpAnswer | Promise<HttpAnswer>;

const addresses = new Map<string, Address>([
  ['GET /simulator', (simulation) => json(200, about(simulation))],
  ['POST /simulator/calls', placeCall],
  ['GET /simulator/calls', listCalls],
  ['GET /simulator/calls/{id}', showCall],
  [
    'GET /simulator/calls/{id}/events',
    (simulation, _request, id) => callEvents(simulation, callOf(simulation, id)),
  ],
  ['POST /simulator/calls/{id}/keys', pressKeys],
  ['POST /simulator/calls/{id}/speak', speak],
  ['POST /simulator/calls/{id}/hangup', hangUp],
  ['POST /simulator/calls/{id}/roster', orderRoster],
  ['POST /simulator/calls/{id}/sharing', orderSharing],
  ['GET /simulator/events', allEvents],
  ['POST /simulator/faults', orderFault],
  ['GET /simulator/faults', (simulation) => json(200, { faults: simulation.faults.waiting })],
  ['DELETE /simulator/faults', clearFaults],
  ['GET /simulator/switches', (simulation) => json(200, simulation.switches)],
  ['GET /simulator/requests', (simulation) => json(200, { requests: simulation.log.entries })],
  ['GET /simulator/violations', ({ log }) => json(200, { violations: log.violations, late: log.late })],
  ['GET /simulator/recordings/{id}', download],
]);

/** Every address of the control API, as the documentation lists them. */
export const controlAddresses: readonly string[] = [...addresses.keys()];

async function dispatch(simulation: Simulation, request: HttpRequest): Promise<HttpAnswer> {
  const [, , collection, id, ...rest] = request.path.replace(/\/$/, '').split('/');
  const below = [collection, id === undefined ? undefined : '{id}', ...rest].filter(
    (part) => part !== undefined,
  );
  const answer = addresses.get([`${request.method} /simulator`, ...below].join('/'));
  if (answer !== undefined) return answer(simulation, request, id ?? '');
  const asked = `${request.method} ${request.path.slice(0, 200)}`;
  return failure(
    404,
    'SIMULATOR-ROUTE-UNKNOWN',
    `There is no ${asked}. The page graph-simulator lists what there is.`,
  );
}

/** What an app needs to know to use this simulator as its Graph. */
function about({ baseUrl, options }: Simulation): Readonly<Record<string, unknown>> {
  return {
    graphBaseUrl: `${baseUrl}/v1.0`,
    openIdConfigurationUrl: `${baseUrl}${openIdConfigurationPath}`,
    issuer: options.issuer,
    tokenUrl: `${baseUrl}/${options.tenantId}/oauth2/v2.0/token`,
    appId: options.appId,
    tenantId: options.tenantId,
    notifyUrl: options.notifyUrl,
    permissions: [...options.permissions],
    numbers: Object.fromEntries(options.numbers),
  };
}

function placeCall(simulation: Simulation, request: HttpRequest): HttpAnswer {
  const call = simulation.placeCall(parsed(placeCallBody, bodyOf(request)));
  return json(201, { id: call.id });
}

async function listCalls(simulation: Simulation, request: HttpRequest): Promise<HttpAnswer> {
  const { waitFor, timeoutMs } = parsed(waitQuery, Object.fromEntries(request.query));
  const wanted = /^calls:(\d{1,6})$/.exec(waitFor ?? 'calls:0')?.[1];
  if (wanted === undefined) throw invalid('waitFor must be calls:N');
  const held = await waitUntil(
    simulation,
    () => simulation.calls.length >= Number(wanted),
    timeoutMs,
    request.gone,
  );
  return json(held ? 200 : 408, { calls: simulation.calls.map(callSummary) });
}

async function showCall(simulation: Simulation, request: HttpRequest, id: string): Promise<HttpAnswer> {
  const call = callOf(simulation, id);
  const { waitFor, timeoutMs } = parsed(waitQuery, Object.fromEntries(request.query));
  if (waitFor === undefined) return json(200, callView(simulation, call));
  const condition = waitCondition(waitFor, simulation);
  if (condition === null) throw invalid(`waitFor must be ${conditionHelp}`);
  const held = await waitUntil(simulation, () => condition(call), timeoutMs, request.gone);
  return json(held ? 200 : 408, callView(simulation, call));
}

function pressKeys(simulation: Simulation, request: HttpRequest, id: string): HttpAnswer {
  const call = liveCall(simulation, id);
  const { keys, gapMs } = parsed(keysBody, bodyOf(request));
  simulation.pressKeys(call, keys, gapMs);
  return json(202, { id: call.id });
}

function speak(simulation: Simulation, request: HttpRequest, id: string): HttpAnswer {
  const call = liveCall(simulation, id);
  const { text, durationMs } = parsed(speakBody, bodyOf(request));
  call.speak(durationMs ?? (text?.length ?? 0) * msPerCharacter, text ?? null);
  return json(202, { id: call.id });
}

function hangUp(simulation: Simulation, _request: HttpRequest, id: string): HttpAnswer {
  const call = callOf(simulation, id);
  simulation.hangUp(call);
  return json(202, { id: call.id });
}

function orderRoster(simulation: Simulation, request: HttpRequest, id: string): HttpAnswer {
  const call = liveCall(simulation, id);
  const participant = simulation.changeRoster(call, parsed(rosterOrderSchema, bodyOf(request)));
  return json(202, { id: call.id, participant: participant?.id ?? null });
}

function orderSharing(simulation: Simulation, request: HttpRequest, id: string): HttpAnswer {
  const call = liveCall(simulation, id);
  const session = simulation.changeSharing(call, parsed(sharingOrderSchema, bodyOf(request)));
  return json(202, { id: call.id, session });
}

function orderFault(simulation: Simulation, request: HttpRequest): HttpAnswer {
  simulation.addFault(parsed(faultSchema, bodyOf(request)));
  return json(201, { faults: simulation.faults.waiting });
}

function clearFaults(simulation: Simulation): HttpAnswer {
  simulation.faults.clear();
  return { kind: 'empty', status: 204 };
}

/**
 * Every entry of the transcript, from the first; an entry that is amended comes again under its index. Ends when the
 * call has ended and the app has been told of everything.
 */
function callEvents(simulation: Simulation, call: SimulatedCall): HttpAnswer {
  return {
    kind: 'events',
    start(send, end) {
      for (const entry of call.transcript.entries) send('entry', entry);
      const endIfOver = (): void => {
        if (call.ended && call.notified) end();
      };
      endIfOver();
      return simulation.listen((other, entry) => {
        if (other !== call) return;
        send('entry', entry);
        // What an entry says is written before the notification that it tells of counts as delivered.
        setImmediate(endIfOver);
      });
    },
  };
}

/** The calls that there are, then every entry of every call as it happens. */
function allEvents(simulation: Simulation): HttpAnswer {
  return {
    kind: 'events',
    start(send) {
      for (const call of simulation.calls) send('call', callSummary(call));
      return simulation.listen((call, entry) => {
        if (entry.kind === 'state') send('call', callSummary(call));
        send('entry', { callId: call.id, ...entry });
      });
    },
  };
}

function download(simulation: Simulation, request: HttpRequest, operation: string): HttpAnswer {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
  const found = simulation.recordings.download(operation, token);
  if (found.kind === 'file') return { kind: 'file', file: found.file };
  if (found.kind === 'forbidden')
    return failure(401, 'Unauthorized', 'The recording access token is missing or wrong.');
  return failure(404, 'NotFound', 'There is no such recording, or it is no longer kept.');
}

function callOf(simulation: Simulation, id: string): SimulatedCall {
  const call = simulation.find(id);
  if (call !== null) return call;
  throw new SimulatorError(
    'SIMULATOR-CALL-UNKNOWN',
    'There is no such call. `GET /simulator/calls` lists them.',
  );
}

function liveCall(simulation: Simulation, id: string): SimulatedCall {
  const call = callOf(simulation, id);
  if (!call.ended) return call;
  throw new SimulatorError('SIMULATOR-CALL-ENDED', 'The call has ended; nobody is there to do that.');
}

function bodyOf(request: HttpRequest): unknown {
  try {
    const value: unknown = JSON.parse(request.body);
    return value;
  } catch {
    throw invalid('the body must be JSON');
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const judged = schema.safeParse(value, { reportInput: true });
  if (judged.success) return judged.data;
  throw invalid(inPlainWords(judged.error));
}

function invalid(reason: string): SimulatorError {
  return new SimulatorError(
    'SIMULATOR-REQUEST-INVALID',
    `The request cannot be used: ${reason.slice(0, 2000)}`,
  );
}

function statusOf({ code }: SimulatorError): number {
  switch (code) {
    case 'SIMULATOR-REQUEST-INVALID':
      return 400;
    case 'SIMULATOR-CALL-UNKNOWN':
      return 404;
    case 'SIMULATOR-CALL-ENDED':
      return 409;
    case 'SIMULATOR-LIMIT-REACHED':
      return 429;
    case 'SIMULATOR-PORT-IN-USE':
    case 'SIMULATOR-LISTEN-FAILED':
    case 'SIMULATOR-OPTION-INVALID':
    case 'SIMULATOR-DEFECT':
      return 500;
  }
}
