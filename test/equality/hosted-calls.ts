/**
 * The functions' own parts on the embedded host against the simulated Graph, all on one virtual clock and in one
 * process: notifications are parsed and stamped, orchestrations run by the real SDK, commands become requests.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as df from 'durable-functions';
import { callId, instant, milliseconds } from '../../src/call/index.ts';
import type { CallRecord, EffectKind } from '../../src/call/index.ts';
import type { BoundFlow } from '../../src/flow/index.ts';
import { commandPerformer, createGraphClient, noTokens } from '../../src/graph/index.ts';
import type { PerformCommand, SendOnce } from '../../src/graph/index.ts';
import { driveVirtualClock, startHost, VirtualClock } from '../../src/host/index.ts';
import type { ChaosOptions, EmbeddedHost } from '../../src/host/index.ts';
import type { MediaCatalogue } from '../../src/media/index.ts';
import {
  callEvent,
  callOrchestrator,
  commandActivities,
  effectActivities,
  parseScheduleOrder,
  callOrchestration,
  workOutSchedulesActivity,
  writeCallRecordActivity,
} from '../../src/orchestration/index.ts';
import type { CommandInput } from '../../src/orchestration/index.ts';
import { callTeller, stepTeller } from '../../src/call-telemetry/index.ts';
import type { CallTeller } from '../../src/call-telemetry/index.ts';
import { handleEffect, notificationReceiver } from '../../src/reception/index.ts';
import type { CallStore, PerformEffect, ReceiveNotification } from '../../src/reception/index.ts';
import { createLog, untraced } from '../../src/telemetry/index.ts';
import type { EventName, FieldValue } from '../../src/telemetry/index.ts';
import { workOutSchedules } from '../../src/schedules/index.ts';
import { answerGraph, createSimulation, faultSchema, unsignedAuthority } from '../../src/simulator/index.ts';
import type { NotificationRequest, SimulatedTranscriptEntry, Simulation } from '../../src/simulator/index.ts';
import { testCall } from '../support/flows.ts';
import { placedAt } from '../support/pure-call.ts';
import { beepTime } from './order-world.ts';
import type { Answers } from './order-world.ts';
import type { Scenario } from './scenarios.ts';

const origin = 'http://127.0.0.1:7071';

export interface Hosted {
  readonly records: readonly CallRecord[];
  /** What the app asked of Graph for each scenario, as `operation status`. */
  readonly requests: readonly (readonly string[])[];
  readonly violations: readonly unknown[];
  /** What telemetry was told, in its order. */
  readonly told: readonly ToldEvent[];
}

export interface ToldEvent {
  readonly event: EventName;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** Runs all scenarios at once on one host, each in a call of its own; gives their records in the same order. */
export async function runHosted(
  flow: BoundFlow,
  media: MediaCatalogue,
  scenarios: readonly Scenario[],
  chaos?: ChaosOptions,
  answers?: Answers,
): Promise<Hosted> {
  const world = await startWorld(flow, media, chaos, answers);
  try {
    const calls = scenarios.map((scenario) => place(world, scenario));
    const finished = (): boolean => world.records.length >= scenarios.length;
    await world.driver.advanceUntil(() => {
      for (const call of calls) call.listen();
      return finished();
    }, 3_600_000);
    // A record that comes twice comes soon.
    await world.driver.advanceBy(5_000);
    return {
      records: calls.flatMap(({ id }) => world.records.filter((record) => record.graphCallId === id)),
      requests: calls.map((call) => call.requests()),
      violations: world.simulation.log.violations,
      told: world.told,
    };
  } finally {
    world.simulation.close();
    await world.host.close();
  }
}

interface World {
  readonly host: EmbeddedHost;
  readonly simulation: Simulation;
  readonly driver: ReturnType<typeof driveVirtualClock>;
  readonly records: CallRecord[];
  readonly told: ToldEvent[];
  /** Starts a call that the flow makes itself. */
  readonly start: () => void;
}

async function startWorld(
  flow: BoundFlow,
  media: MediaCatalogue,
  chaos?: ChaosOptions,
  answers?: Answers,
): Promise<World> {
  const clock = new VirtualClock(new Date(placedAt));
  const now = () => instant(clock.now());
  const records: CallRecord[] = [];
  const told: ToldEvent[] = [];
  const teller = callTeller(createLog('debug', (_level, event, fields) => told.push({ event, fields })));
  const underWay = new Set<Promise<unknown>>();
  const track = <Result>(work: Promise<Result>): Promise<Result> => {
    const settled: Promise<unknown> = work
      .catch(() => undefined)
      .finally(() => {
        underWay.delete(settled);
      });
    underWay.add(settled);
    return work;
  };
  const sleeping = new Set<symbol>();
  const ports: { receive?: ReceiveNotification; store?: CallStore; raise?: Raise } = {};
  const simulation = await createSimulation({
    notifyUrl: `${origin}/api/notifications`,
    clock,
    authority: unsignedAuthority(),
    switches: {
      establishingAfterMs: 0,
      establishedAfterMs: 0,
      audioActiveAfterMs: 0,
      terminatedAfterMs: 0,
      batchWindowMs: 0,
      beepMs: beepTime,
    },
    fetchMedia: (uri) => {
      const read = media.find(uri.split('/').at(-1) ?? '');
      if (read === null) throw new Error(`no clip ${uri}`);
      return track(read().then((bytes) => bytes ?? Promise.reject(new Error(`the clip ${uri} has changed`))));
    },
    transport: (request) => track(deliver(ports, request)),
  });
  const perform = commandPerformer(graphClient(simulation, now), addresses, now);
  const host = await startHost({
    appDirectory: join(__dirname, '..', 'fixtures', 'host-apps', 'empty-shell'),
    port: 0,
    environment: {},
    clock,
    load: () => {
      register((command, call) => track(perform(command, call)), teller, records);
      if (answers !== undefined)
        registerEffects(answers, { clock, sleeping, raise: (...told) => ports.raise?.(...told) });
    },
    ...(chaos === undefined ? {} : { chaos }),
  });
  ports.store = engineStore(host);
  ports.raise = (id, event, data) => host.durable.raiseEvent(id, event, JSON.stringify(data));
  ports.receive = notificationReceiver({
    verifyToken: () => Promise.resolve({ kind: 'valid', tenantId: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928' }),
    flowFor: () => flow,
    clock: now,
    after: () => undefined,
    newId: randomUUID,
    log: () => undefined,
    trace: untraced,
  });
  const quiet = async (): Promise<void> => {
    do {
      await Promise.all(underWay);
      await new Promise((resolve) => setImmediate(resolve));
      await host.whenQuiet(({ kind }) => kind === 'activity' && sleeping.size > 0);
    } while (underWay.size > 0);
  };
  const drivable = { whenQuiet: quiet, nextArrival: () => host.nextArrival() };
  const start = (): void => {
    const call = {
      ...testCall(now()),
      id: callId('out-1'),
      graphCallId: null,
      direction: 'outgoing',
    } as const;
    const input = JSON.stringify({ call, flow });
    host.durable.start({ name: callOrchestrator, instanceId: call.id, input });
  };
  return { host, simulation, records, told, driver: driveVirtualClock(drivable, clock), start };
}

const addresses = { callbackBaseUrl: origin, mediaBaseUrl: `${origin}/api/media` };

function register(perform: PerformCommand, teller: CallTeller, records: CallRecord[]): void {
  df.app.orchestration(callOrchestrator, callOrchestration({ watch: stepTeller(teller) }));
  for (const name of commandActivities) {
    df.app.activity(name, { handler: ({ command, call }: CommandInput) => perform(command, call) });
  }
  df.app.activity(workOutSchedulesActivity, {
    handler: (order: unknown) => workOutSchedules(parseScheduleOrder(order)),
  });
  df.app.activity(writeCallRecordActivity, {
    handler: (record: CallRecord) => {
      records.push(record);
      teller.end(record);
      return {};
    },
  });
}

type Raise = (id: string, event: string, data: object) => void;

interface Surroundings {
  readonly clock: VirtualClock;
  readonly sleeping: Set<symbol>;
  readonly raise: Raise;
}

/** Effects as their activities perform them: each takes its time on the virtual clock, then says so. */
function registerEffects(answers: Answers, surroundings: Surroundings): void {
  registerEffect('http', answers, surroundings);
  registerEffect('queue', answers, surroundings);
  registerEffect('renderSpeech', answers, surroundings);
  registerEffect('fetchRecording', answers, surroundings);
}

function registerEffect(kind: EffectKind, answers: Answers, { clock, sleeping, raise }: Surroundings): void {
  const perform: PerformEffect<EffectKind> = async (effect) => {
    const { after, result } = answers(effect);
    await sleep(clock, sleeping, after);
    return result;
  };
  df.app.activity(effectActivities[kind], {
    handler: (input: unknown) =>
      handleEffect(kind, input, perform, {
        raise: async (id, event, data) => raise(id, event, data),
        clock: () => instant(clock.now()),
        trace: untraced,
        onUnannounced: (_call, _effect, cause) => {
          throw cause;
        },
      }),
  });
}

function sleep(clock: VirtualClock, sleeping: Set<symbol>, length: number): Promise<void> {
  return new Promise((resolve) => {
    const sleeper = Symbol('sleeper');
    sleeping.add(sleeper);
    clock.schedule(clock.now() + length, () => {
      sleeping.delete(sleeper);
      resolve();
    });
  });
}

function graphClient(simulation: Simulation, clock: () => ReturnType<typeof instant>) {
  const send: SendOnce = async ({ method, url, headers, body }) => {
    const path = new URL(url).pathname;
    const answer = await answerGraph(simulation, { method, path, headers, body: body ?? '' });
    const text = answer.body === null ? '' : JSON.stringify(answer.body);
    return {
      exchange: { kind: 'answered', status: answer.status, retryAfter: null, body: text },
      requestId: answer.headers['request-id'] ?? null,
    };
  };
  return createGraphClient({
    baseUrl: 'http://127.0.0.1:9090/v1.0',
    tokens: noTokens,
    send,
    clock,
    chance: () => 0.5,
    wait: () => Promise.reject(new Error('nothing is retried here')),
    report: () => undefined,
  });
}

/** The durable store, without the HTTP that lies between it and the SDK's client. */
function engineStore({ durable }: EmbeddedHost): CallStore {
  return {
    start: (id, input) => {
      if (durable.instance(id) !== undefined) return Promise.resolve('exists');
      const { kind } = durable.start({
        name: callOrchestrator,
        instanceId: id,
        input: JSON.stringify(input),
      });
      return Promise.resolve(kind);
    },
    raise: (id, batch) => {
      durable.raiseEvent(id, callEvent, JSON.stringify(batch));
      return Promise.resolve('stored');
    },
  };
}

async function deliver(
  { receive, store }: { receive?: ReceiveNotification; store?: CallStore },
  { url, headers, body }: NotificationRequest,
): Promise<{ status: number; location: null }> {
  if (receive === undefined || store === undefined) throw new Error('not ready');
  const { pathname } = new URL(url);
  const instanceId = /^\/api\/notifications\/(.+)$/.exec(pathname)?.[1] ?? null;
  const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const answer = await receive(
    {
      instanceId,
      header: (name) => named.get(name.toLowerCase()) ?? null,
      body: () => Promise.resolve(new TextEncoder().encode(body)),
    },
    store,
  );
  return { status: answer.status, location: null };
}

interface PlacedCall {
  readonly id: string;
  /** Does what the script says about prompts that have begun since it was asked last. */
  readonly listen: () => void;
  readonly requests: () => readonly string[];
}

/** The app itself makes the call, of which the simulator knows nothing before. */
function joinMeeting({ simulation, start }: World, faults: readonly object[]): PlacedCall {
  for (const fault of faults) simulation.addFault(faultSchema.parse(fault));
  start();
  const made = () => simulation.calls.find(({ facts }) => facts.direction === 'outgoing');
  return {
    get id() {
      return made()?.id ?? '';
    },
    listen: () => undefined,
    requests: () => requestsOf(made()?.transcript.entries ?? []),
  };
}

function place(world: World, scenario: Scenario): PlacedCall {
  const { simulation } = world;
  const { script, transfers = [], called, meeting } = scenario;
  if (meeting !== undefined) return joinMeeting(world, meeting);
  const from = { kind: 'phone', id: '+4930901820001' } as const;
  const to = { kind: 'applicationInstance', id: '550fae72-d251-43ec-868c-373732c2704f' } as const;
  const call = simulation.placeCall({ from, to });
  for (const outcome of transfers) {
    simulation.addFault(faultSchema.parse({ transfer: true, outcome, call: call.id }));
  }
  if (called !== undefined) {
    const { target, ...plan } = called;
    simulation.addFault(faultSchema.parse({ outbound: target, ...plan }));
  }
  let heard = 0;
  const listen = (): void => {
    const begun = call.transcript.entries.filter((entry) => entry.kind === 'prompt' && entry.position === 0);
    for (const entry of begun.slice(heard)) {
      heard += 1;
      for (const step of script.filter((one) => one.heard === heard)) {
        const elapsed = simulation.clock.now() - call.placedAt;
        call.after(milliseconds(Math.max(0, entry.at + step.wait - elapsed)), () => {
          if (step.press !== undefined) simulation.pressKeys(call, step.press, step.gap ?? 200);
          if (step.hangUp === true) simulation.hangUp(call);
        });
      }
    }
  };
  return { id: call.id, listen, requests: () => requestsOf(call.transcript.entries) };
}

const requestsOf = (entries: readonly SimulatedTranscriptEntry[]): readonly string[] =>
  entries.flatMap((entry) => (entry.kind === 'request' ? [`${entry.operation} ${entry.status}`] : []));
