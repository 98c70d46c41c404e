/**
 * The product as a stranger runs it: the simulator, the functions and a queue server, each a process of its own,
 * spoken to over HTTP only.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { QueueClient } from '@azure/storage-queue';
import * as z from 'zod';
import { ownPort } from '../support/own-port.ts';
import settingsOfSmoke from '../../scripts/smoke/settings.json' with { type: 'json' };
import { azuriteArguments, azuriteListens, storageAt } from '../support/azurite.ts';

const root = join(__dirname, '..', '..');
/** What the app needs to be called by the simulator: the same as where the package is tried. */
const settingsFor = (graph: string, host: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(settingsOfSmoke).map(([name, value]) => [
      name,
      value.replace('{graph}', graph).replace('{host}', host),
    ]),
  );

const ivr = join(root, 'dist', 'cli', 'ivr.mjs');

export interface RunningProcess {
  /** Everything it has printed so far. */
  readonly output: () => string;
  /** Resolves once that has been printed. */
  readonly until: (pattern: RegExp) => Promise<void>;
  /** Its exit code, once it has ended and all of its output is here. */
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<number | null>;
}

/** Starts `node` with these arguments; resolves once its output contains `ready`. */
export async function startNode(
  arguments_: readonly string[],
  ready: RegExp,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningProcess> {
  const child = spawn(process.execPath, arguments_, {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    const onData = (chunk: Buffer): void => {
      output += chunk.toString();
      if (ready.test(output)) resolve();
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    child.once('close', (code) => reject(new Error(`ended with ${code} before it was ready:\n${output}`)));
  });
  const until = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(output)) resolve();
      };
      look();
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('close', () => reject(new Error(`ended without ${pattern}:\n${output}`)));
    });
  return { output: () => output, until, ended, stop: () => stop(child, ended) };
}

/** Runs `ivr` to its end. */
export async function runIvr(
  arguments_: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [ivr, ...arguments_], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

function stop(child: ChildProcess, ended: Promise<number | null>): Promise<number | null> {
  child.kill('SIGTERM');
  return ended;
}

const entrySchema = z.looseObject({
  kind: z.string(),
  at: z.number(),
  operation: z.string().optional(),
  status: z.number().optional(),
  state: z.string().optional(),
  uri: z.string().optional(),
  cancelled: z.boolean().optional(),
});
const callSchema = z.object({ id: z.string(), state: z.string(), transcript: z.array(entrySchema) });
export type SeenCall = z.infer<typeof callSchema>;

const recordSchema = z.object({
  callId: z.string(),
  graphCallId: z.string(),
  flow: z.object({ id: z.string() }),
  end: z.string(),
  endReason: z.string().nullable(),
  transcript: z.array(z.looseObject({ kind: z.string(), node: z.string() })),
});
export type SeenRecord = z.infer<typeof recordSchema>;

/** What `ivr graph`, `ivr host` and Azurite are together. */
export class RunningProduct {
  readonly graph: string;
  readonly host: string;
  private readonly processes: readonly RunningProcess[];
  private readonly storage: string;
  private readonly records: QueueClient;
  private readonly read: SeenRecord[] = [];

  private constructor(graph: string, host: string, processes: readonly RunningProcess[], storage: string) {
    this.graph = graph;
    this.host = host;
    this.processes = processes;
    this.storage = storage;
    this.records = new QueueClient(storage, 'ivr-call-records');
  }

  /** With the shipped flows, or those of a folder, and further settings. */
  static async start(
    flows?: string,
    settings: Readonly<Record<string, string>> = {},
  ): Promise<RunningProduct> {
    const [queuePort, graphPort, hostPort] = [await ownPort(), await ownPort(), await ownPort()];
    const host = `http://127.0.0.1:${hostPort}`;
    const graph = `http://127.0.0.1:${graphPort}`;
    const connection = storageAt('queue', queuePort);
    const processes = await Promise.all([
      startNode(azuriteArguments('queue', queuePort), new RegExp(azuriteListens)),
      startNode(
        [ivr, 'graph', '--port', String(graphPort), '--notify', `${host}/api/notifications`],
        /http:/,
      ),
      startNode([ivr, 'host', '--port', String(hostPort)], /listening on http/, {
        ...settingsFor(graph, host),
        ...(flows === undefined ? {} : { FLOWS_PATH: flows }),
        IvrQueues: connection,
        ...settings,
      }),
    ]);
    return new RunningProduct(graph, host, processes, connection);
  }

  async stop(): Promise<readonly (number | null)[]> {
    return Promise.all(this.processes.map((process_) => process_.stop()));
  }

  output(): string {
    return this.processes.map((process_) => process_.output()).join('\n');
  }

  /** Looks ten times a second until something is found; after 200 looks it fails with all that was printed. */
  async until<Found>(look: () => Promise<Found | null> | Found | null): Promise<Found> {
    for (let looks = 0; looks < 200; looks += 1) {
      const found = await look();
      if (found !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`It did not come true.\n${this.output()}`);
  }

  /** A caller dials the front desk, or whom `to` names. */
  async dial(call: { readonly from?: unknown; readonly to?: unknown } = {}): Promise<CallInProgress> {
    const body = { from: '+4930901820001', to: '+442079460000', ...call };
    const { id } = z.object({ id: z.string() }).parse(await this.post('/simulator/calls', body));
    return new CallInProgress(this, id);
  }

  async fault(fault: object): Promise<void> {
    await this.post('/simulator/faults', fault);
  }

  /** The call that the app has made as the n-th of all calls, ended ones too. */
  async madeCall(nth: number): Promise<CallInProgress> {
    const response = await fetch(`${this.graph}/simulator/calls?waitFor=calls:${nth}&timeoutMs=15000`);
    const listed = z.object({ calls: z.array(z.object({ id: z.string(), direction: z.string() })) });
    const { calls } = listed.parse(await response.json());
    const made = calls.filter(({ direction }) => direction === 'outgoing').at(-1);
    if (made === undefined) throw new Error('The app has made no call.');
    return new CallInProgress(this, made.id);
  }

  async post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${this.graph}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** A queue of the product's, as others see it. */
  queue(name: string): QueueClient {
    return new QueueClient(this.storage, name);
  }

  async violations(): Promise<unknown> {
    return (await fetch(`${this.graph}/simulator/violations`)).json();
  }

  /** Every record of a call that has been written; waits for the first one. */
  async recordsOf(id: string, patience = 100): Promise<readonly SeenRecord[]> {
    const mine = (): readonly SeenRecord[] => this.read.filter((record) => record.graphCallId === id);
    for (let tries = 0; mine().length === 0 && tries < patience; tries += 1) {
      await this.readRecords();
      if (mine().length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await this.readRecords();
    return mine();
  }

  private async readRecords(): Promise<void> {
    await this.records.createIfNotExists();
    const { receivedMessageItems } = await this.records.receiveMessages({ numberOfMessages: 32 });
    for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
      this.read.push(recordSchema.parse(JSON.parse(Buffer.from(messageText, 'base64').toString('utf8'))));
      await this.records.deleteMessage(messageId, popReceipt);
    }
  }
}

export class CallInProgress {
  readonly id: string;
  private readonly product: RunningProduct;

  constructor(product: RunningProduct, id: string) {
    this.product = product;
    this.id = id;
  }

  /** What the simulator saw, once `condition` holds; fails if it does not within 15 s. */
  async when(condition: string): Promise<SeenCall> {
    const query = new URLSearchParams({ waitFor: condition, timeoutMs: '15000' });
    const response = await fetch(`${this.product.graph}/simulator/calls/${this.id}?${query.toString()}`);
    if (!response.ok) {
      const seen = await response.text();
      throw new Error(
        `"${condition}" did not come true: ${response.status} ${seen}\n${this.product.output()}`,
      );
    }
    return callSchema.parse(await response.json());
  }

  /** What the simulator saw of the whole call, once it is over and everything has been told. */
  async whenOver(): Promise<SeenCall> {
    await this.when('ended');
    return this.when('notified');
  }

  async press(keys: string, gapMs = 150): Promise<void> {
    await this.product.post(`/simulator/calls/${this.id}/keys`, { keys, gapMs });
  }

  async hangUp(): Promise<void> {
    await this.product.post(`/simulator/calls/${this.id}/hangup`, {});
  }
}
