import { instant, milliseconds } from '../call/index.ts';
import type { CallFacts, Instant, NotifiedEvent } from '../call/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import { startHost, VirtualClock } from '../host/index.ts';
import type { EmbeddedHost, HostOptions } from '../host/index.ts';
import type { MediaCatalogue } from '../media/index.ts';
import { callEvent, callOrchestrator } from '../orchestration/index.ts';
import type { CallInput, WatchCall } from '../orchestration/index.ts';
import { callTeller, stepTeller } from '../call-telemetry/index.ts';
import { notificationReceiver } from '../reception/index.ts';
import type { ReceiveNotification } from '../reception/index.ts';
import type { Faults, OtherSystems } from '../rehearsal/index.ts';
import type { SimulatedCall, Simulation } from '../simulator/index.ts';
import { createLog, untraced } from '../telemetry/index.ts';
import type { Log } from '../telemetry/index.ts';
import { delivery, engineStore } from './delivery.ts';
import { promptSource } from './prompt-source.ts';
import type { PromptSource } from './prompt-source.ts';
import { registerFunctions } from './register-functions.ts';
import type { FunctionParts } from './register-functions.ts';
import { simulatedCaller } from './simulated-party.ts';
import { simulatedGraph } from './simulated-graph.ts';
import { Sleepers } from './sleepers.ts';

export interface WorldOptions {
  /** As it is planned: an incoming call learns its facts from Graph. */
  readonly call: CallFacts;
  readonly flow: BoundFlow;
  readonly media: MediaCatalogue;
  readonly faults: Faults;
  readonly systems: (recordingLength: (location: string) => number) => OtherSystems;
  readonly watch: WatchCall;
  /** Left out: nobody records what the host does. */
  readonly recording?: HostRecording;
}

/** How the host of a call that is recorded differs: it has an app's host.json, and deadlines wait as in production. */
export type HostRecording = Required<Pick<HostOptions, 'appDirectory' | 'onEpisode'>>;

/** The functions' parts, the host and the simulated Graph that a call lives in, on one virtual clock. */
export interface HostedWorld {
  readonly now: () => Instant;
  /** Runs `run` at that time, before the deadlines of that time. */
  readonly schedule: (at: Instant, run: () => void) => void;
  readonly simulation: Simulation;
  /** The call of the scenario at Graph; null where it has not been made. */
  readonly caller: () => SimulatedCall | null;
  readonly raise: (event: NotifiedEvent) => void;
  /** What was logged so far. */
  readonly logs: readonly string[];
  /** The caller dials; a flow that makes its call itself is started. */
  readonly place: () => void;
  /** Lets happen what is due next, and all that follows from it; false: nothing ever will. */
  readonly runNext: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}

export async function startWorld(options: WorldOptions): Promise<HostedWorld> {
  const { call, flow, media, faults, recording } = options;
  const clock = new VirtualClock(new Date(call.startedAt));
  const now = (): Instant => instant(clock.now());
  const logs: string[] = [];
  // Without the times: they hold any digits, and nobody scripts them.
  const log = createLog('debug', (level, event, fields) =>
    logs.push(JSON.stringify({ level, event, ...fields })),
  );
  const prompts = promptSource(media);
  const sleepers = new Sleepers(clock);
  const notifications = delivery();
  const { simulation, perform } = await simulatedGraph({
    clock,
    now,
    tenantId: call.tenantId,
    faults,
    prompts,
    transport: notifications.deliver,
    sleep: (length) => sleepers.sleep(length),
    log,
  });
  const systems = options.systems((location) => simulation.recordings.lengthAt(location) ?? 0);
  const performEffect: FunctionParts['performEffect'] = async (effect) => {
    const { after, result } = systems.perform(effect);
    prompts.take(result);
    await sleepers.sleep(after);
    return result;
  };
  const teller = callTeller(log);
  const watch = both(options.watch, stepTeller(teller));
  const host: EmbeddedHost = await startHost({
    appDirectory: null,
    port: 0,
    closeLimit: 0,
    environment: {},
    clock,
    log: ({ level, message }) => logs.push(`${level} ${message}`),
    ...recording,
    load: () =>
      registerFunctions({
        shell: { watch, ...(recording === undefined ? { keyGrace: milliseconds(0) } : {}) },
        performCommand: perform,
        performEffect,
        raise: (...told) => raise(...told),
        clock: now,
        keepRecord: teller.end,
      }),
  });
  const raise: FunctionParts['raise'] = (id, event, data) =>
    void host.durable.raiseEvent(id, event, JSON.stringify(data));
  const number = counter();
  notifications.connect(receiver(options, now, log), engineStore(host));
  const rest = restOf(host, prompts, sleepers);
  return {
    now,
    schedule: (at, run) => void clock.schedule(at, run),
    simulation,
    caller: () => simulation.calls[0] ?? null,
    raise: (event) =>
      raise(call.id, callEvent, { id: `own-${number()}`, receivedAt: now(), events: [event] }),
    logs,
    place: () => {
      if (call.graphCallId === null) startCall(host, { call, flow });
      else simulation.placeCall({ from: simulatedCaller(call.from), to: simulatedCaller(call.to) });
    },
    runNext: async () => {
      await rest();
      const happened = clock.runFirst(Infinity);
      await rest();
      return happened;
    },
    close: async () => {
      simulation.close();
      await host.close();
    },
  };
}

const both =
  (one: WatchCall, other: WatchCall): WatchCall =>
  (...step) => {
    one(...step);
    other(...step);
  };

/** What takes notifications, as the product puts it together. */
function receiver({ call, flow }: WorldOptions, clock: () => Instant, log: Log): ReceiveNotification {
  const number = counter();
  return notificationReceiver({
    verifyToken: () => Promise.resolve({ kind: 'valid', tenantId: call.tenantId }),
    flowFor: () => flow,
    clock,
    // Nothing is refused here.
    after: () => undefined,
    newId: () => `unnamed-${number()}`,
    log,
    trace: untraced,
  });
}

/** Resolves when nothing more happens before the clock moves. */
function restOf(host: EmbeddedHost, prompts: PromptSource, sleepers: Sleepers): () => Promise<void> {
  return async () => {
    for (let rests = false; !rests || prompts.isFetching();) {
      await prompts.fetched();
      const quiet = host.whenQuiet((work) => sleepers.isAsleep(work)).then(() => true);
      rests = await Promise.race([quiet, sleepers.fallsAsleep().then(() => false)]);
    }
  };
}

/** The flow makes its call itself. */
function startCall({ durable }: EmbeddedHost, input: CallInput): void {
  durable.start({ name: callOrchestrator, instanceId: input.call.id, input: JSON.stringify(input) });
}

function counter(): () => number {
  let number = 0;
  return () => (number += 1);
}
