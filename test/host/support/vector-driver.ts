/** Plays a recording's script against a host with a virtual clock, over the HTTP management API. */
import path from 'node:path';
import * as df from 'durable-functions';
import type { ChaosOptions, EmbeddedHost, WorkItem } from '../../../src/host/index.ts';
import { startHost, VirtualClock } from '../../../src/host/index.ts';
import { VectorActivities } from './vector-activities.ts';
import type { TraceEntry, Vector } from './vectors.ts';
import { expand } from './vectors.ts';
import { traceEntry } from './vector-trace.ts';

export interface VectorOutcome {
  readonly runtimeStatus: string | undefined;
  readonly output: unknown;
  readonly customStatus: unknown;
  readonly http: readonly Record<string, unknown>[];
  readonly activityCalls: readonly string[];
  readonly trace: readonly TraceEntry[];
}

export interface PlayOptions {
  /** Events raised one after the other arrive together, as they happened to in the recording. */
  readonly batched: boolean;
  /** Milliseconds that passed after a step of the script (by its index) when it was recorded, where that matters. */
  readonly elapsed?: Readonly<Record<number, number>>;
  readonly chaos?: ChaosOptions;
}

export async function playVector(vector: Vector, options: PlayOptions): Promise<VectorOutcome> {
  const clock = new VirtualClock();
  const activities = new VectorActivities(clock);
  const trace: TraceEntry[] = [];
  const host = await startHost({
    appDirectory: path.join(__dirname, '..', '..', 'fixtures', 'host-apps', 'empty-shell'),
    port: 0,
    environment: {},
    clock,
    ...(options.chaos === undefined ? {} : { chaos: options.chaos }),
    closeLimit: 50,
    onEpisode(episode) {
      if (episode.instanceId.startsWith(vector.id)) trace.push(traceEntry(episode));
    },
    load() {
      activities.register();
      for (const [name, source] of Object.entries(vector.orchestrators)) {
        df.app.orchestration(name, compile(source));
      }
    },
  });
  try {
    const player = new Player(vector, host, clock, activities, options);
    await player.play();
    const final = host.durable.instance(player.instanceId);
    return {
      runtimeStatus: final?.status,
      output: final?.output,
      customStatus:
        final === undefined || final.customStatus === null ? null : JSON.parse(final.customStatus),
      http: player.http,
      activityCalls: activities.calls,
      trace,
    };
  } finally {
    for (const key of playerGates(vector)) activities.settleGate(key, null, undefined);
    for (const due of activities.sleeping) clock.advanceTo(due);
    await host.close();
  }
}

function playerGates(vector: Vector): readonly string[] {
  return [...JSON.stringify(vector.orchestrators).matchAll(/'gate', '([^']+)'/g)].map(
    (match) => match[1] ?? '',
  );
}

const at = (context: df.OrchestrationContext, ms: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + ms);

/** The orchestrators of the recordings are source texts with `at` and `df` in scope. */
function compile(source: string): df.OrchestrationHandler {
  return Function('at', 'df', `return (${source});`)(at, df);
}

class Player {
  readonly http: Record<string, unknown>[] = [];
  readonly instanceId: string;
  readonly #vector: Vector;
  readonly #host: EmbeddedHost;
  readonly #clock: VirtualClock;
  readonly #activities: VectorActivities;
  readonly #options: PlayOptions;
  #paused = false;

  constructor(
    vector: Vector,
    host: EmbeddedHost,
    clock: VirtualClock,
    activities: VectorActivities,
    options: PlayOptions,
  ) {
    this.#vector = vector;
    this.#host = host;
    this.#clock = clock;
    this.#activities = activities;
    this.#options = options;
    this.instanceId = `${vector.id}-RUN`;
  }

  async play(): Promise<void> {
    const { script } = this.#vector;
    const first = script[0]?.[0];
    if (first !== 'pause' && first !== 'noStart') {
      await this.#start();
      await this.#idle();
    }
    for (const [index, step] of script.entries()) {
      await this.#step(step.map(expand));
      await this.#sleep(this.#options.elapsed?.[index] ?? 0);
    }
    this.#release();
    if (first !== 'noStart') await this.#waitForEnd();
  }

  async #step([name, ...rest]: unknown[]): Promise<void> {
    const text = (index: number): string => String(rest[index]).replace('$id', this.instanceId);
    const number = (index: number): number => Number(rest[index]);
    const target = (index: number): string => (rest[index] === undefined ? this.instanceId : text(index));
    if (typeof name === 'string' && !name.startsWith('raise') && !this.#paused) this.#release();
    switch (name) {
      case 'pause':
        this.#paused = true;
        this.#host.durable.hold(this.instanceId);
        if (rest[1] === 'start') await this.#start();
        return;
      case 'unpause':
        this.#paused = false;
        this.#release();
        return this.#idle();
      case 'idle':
        return this.#idle();
      case 'raise':
        return this.#raise(text(0), JSON.stringify(rest[1]), target(2));
      case 'raiseRaw':
        return this.#raiseRaw(text(0), text(1));
      case 'raiseMany':
        for (let i = number(1); i < number(2); i += 1) await this.#raise(text(0), String(i), this.instanceId);
        return;
      case 'raiseConcurrent':
        await Promise.all(
          range(number(1), number(2)).map((i) => this.#raise(text(0), String(i), this.instanceId, true)),
        );
        return;
      case 'raiseNumbered':
        await Promise.all(
          range(number(1), number(2)).map((i) =>
            this.#raise(`${text(0)}${i}`, String(i), this.instanceId, true),
          ),
        );
        return;
      case 'gate':
        this.#activities.settleGate(text(0), rest[1] ?? null, rest[3]);
        return this.#idle();
      case 'gateNoWait':
        this.#activities.settleGate(text(0), rest[1] ?? null, rest[3]);
        await this.#settle();
        return;
      case 'sleep':
        return this.#sleep(number(0));
      case 'terminate':
      case 'suspend':
      case 'resume':
      case 'rewind':
        await this.#operate(name, text(0), target(1));
        return this.#paused ? undefined : this.#idle();
      case 'status':
        return this.#status(target(0));
      case 'get':
        return this.#get(target(0), rest[1] === undefined ? undefined : text(1));
      case 'purge': {
        const answer = await this.#call('DELETE', `instances/${target(0)}`);
        this.http.push({ op: 'purge', ...answer });
        return;
      }
      case 'start': {
        const answer = await this.#start(rest[0], rest[1] === undefined ? undefined : text(1), rest[2]);
        this.http.push({ op: 'start', ...answer });
        return this.#idle();
      }
      case 'noStart':
        return;
      default:
        throw new Error(`Unknown step ${String(name)}`);
    }
  }

  async #start(input: unknown = this.#vector.input, id = this.instanceId, name: unknown = this.#vector.main) {
    const body = JSON.stringify(input ?? '');
    const answer = await this.#call('POST', `orchestrators/${String(name)}/${id}`, body);
    if (answer.code !== 202) return answer;
    const started = JSON.parse(JSON.stringify(answer.body));
    return { code: 202, body: { links: started.statusQueryGetUri !== undefined, id: started.id } };
  }

  async #raise(name: string, body: string, id: string, together = false): Promise<void> {
    if (this.#options.batched && !this.#paused) this.#host.durable.hold(this.instanceId);
    const answer = await this.#call('POST', `instances/${id}/raiseEvent/${name}`, body);
    if (answer.code !== 202) this.http.push({ op: 'raise', ...answer });
    if (!together) await this.#settle();
  }

  async #raiseRaw(name: string, body: string): Promise<void> {
    const answer = await this.#call('POST', `instances/${this.instanceId}/raiseEvent/${name}`, body);
    this.http.push({ op: 'raiseRaw', ...answer });
  }

  async #operate(operation: string, reason: string, id: string): Promise<void> {
    const answer = await this.#call(
      'POST',
      `instances/${id}/${operation}?reason=${encodeURIComponent(reason)}`,
    );
    this.http.push({ op: operation, ...answer });
  }

  async #status(id: string): Promise<void> {
    const { code, body } = await this.#call('GET', `instances/${id}`);
    const { runtimeStatus, output, customStatus } = JSON.parse(JSON.stringify(body));
    this.http.push({ op: 'status', code, runtimeStatus, output, customStatus });
  }

  async #get(id: string, query: string | undefined): Promise<void> {
    const { code, body } = await this.#call('GET', `instances/${id}?${query ?? ''}`);
    this.http.push({ op: 'get', ...(query === undefined ? {} : { q: query }), code, body });
  }

  async #call(method: string, resource: string, body?: string): Promise<{ code: number; body: unknown }> {
    const response = await fetch(`${this.#host.url}/runtime/webhooks/durabletask/${resource}`, {
      method,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { code: response.status, body: isJson ? JSON.parse(text) : text };
  }

  #release(): void {
    this.#host.durable.release(this.instanceId);
  }

  readonly #endless = ({ kind, name }: WorkItem): boolean =>
    kind === 'activity' && (name === 'gate' || name === 'slow');

  #settle(): Promise<void> {
    return this.#host.whenQuiet(this.#endless);
  }

  /** Time passes only for sleeping activities and messages under way. */
  async #idle(): Promise<void> {
    await this.#settle();
    const end = this.#clock.now() + longestIdle;
    for (let due = this.#nextWake(); due !== null && due <= end; due = this.#nextWake()) {
      await this.#advanceTo(due);
    }
  }

  #nextWake(): number | null {
    const wakes = [...this.#activities.sleeping];
    const arrival = this.#host.nextArrival();
    if (arrival !== null) wakes.push(arrival);
    return wakes.length === 0 ? null : Math.min(...wakes);
  }

  async #advanceTo(end: number): Promise<void> {
    while (this.#clock.runNext(end)) await this.#settle();
    this.#clock.advanceTo(end);
    await this.#settle();
  }

  async #sleep(duration: number): Promise<void> {
    await this.#settle();
    await this.#advanceTo(this.#clock.now() + duration);
  }

  /** Up to 20 s, as recorded. */
  async #waitForEnd(): Promise<void> {
    await this.#idle();
    const end = this.#clock.now() + 20_000;
    while (!this.#isFinal()) {
      const due = this.#clock.nextDue();
      if (due === null || due > end) return;
      await this.#advanceTo(due);
    }
  }

  #isFinal(): boolean {
    const status = this.#host.durable.instance(this.instanceId)?.status;
    return status === 'Completed' || status === 'Failed' || status === 'Terminated';
  }
}

/** Some orchestrators are never idle. */
const longestIdle = 1000;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
