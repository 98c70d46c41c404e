/** Runs the host in a Node process of its own, where apps are loaded for real: through `require` and `import`. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { transformSync } from '@swc/core';

const root = path.join(__dirname, '..', '..', '..');

/** The host, and the one room that it uses. */
const rooms = ['host', 'loopback'];

/** The host as plain JavaScript in a temporary folder; `remove` deletes it. */
export function buildHost(): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(path.join(tmpdir(), 'host-under-test-'));
  for (const room of rooms) transpileFolder(path.join(root, 'src', room), path.join(directory, room));
  writeFileSync(path.join(directory, 'run.mjs'), runner);
  symlinkSync(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

function transpileFolder(source: string, directory: string): void {
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const target = path.join(directory, file.replace(/\.ts$/, '.mjs'));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, transpile(readFileSync(path.join(source, file), 'utf8')));
  }
}

function transpile(code: string): string {
  const { code: output } = transformSync(code, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
    swcrc: false,
    configFile: false,
  });
  return output.replace(/(from\s+['"]\.[^'"]*)\.ts(['"])/g, '$1.mjs$2');
}

const runner = `
import { startHost } from './host/index.mjs';
for (const options of [JSON.parse(process.argv[2])].flat()) {
  try {
    await start(options);
  } catch (error) {
    say({ kind: 'refused', code: error.code, message: error.message });
  }
}

async function start(options) {
  const host = await startHost({
    ...options,
    log: ({ level, category, message, functionName }) => say({ kind: 'log', level, category, message, functionName }),
  });
  const keys = host.keys && { ...host.keys, functions: Object.fromEntries(host.keys.functions) };
  process.on('SIGTERM', () => void host.close().then(() => say({ kind: 'closed' })));
  process.stdin.on('data', () => say({ kind: 'queues', poison: host.queues.peek('orders-poison') }));
  process.stdin.unref();
  say({ kind: 'started', url: host.url, functions: host.functions, keys });
}

function say(message) {
  process.stdout.write(JSON.stringify(message) + '\\n');
}
`;

interface HostMessage {
  readonly kind: string;
  readonly [name: string]: unknown;
}

const running = new Set<ChildProcess>();

/** For afterEach: ends what a failed test left behind. */
export function killProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
}

export class HostProcess {
  readonly messages: HostMessage[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #waiting = new Set<() => void>();
  #rest = '';

  /** @param options of one start, or of several, one after the other */
  constructor(directory: string, options: object | readonly object[]) {
    const environment = { PATH: process.env.PATH ?? '', NODE_NO_WARNINGS: '1' };
    this.#child = spawn(process.execPath, [path.join(directory, 'run.mjs'), JSON.stringify(options)], {
      env: environment,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#read(chunk.toString('utf8')));
    running.add(this.#child);
    this.#child.once('close', () => running.delete(this.#child));
    this.#ended = new Promise((resolve) => this.#child.once('close', resolve));
    void this.#ended.then(() => this.#wake());
  }

  /** The first message, present or to come, that fits. */
  async message(fits: (message: HostMessage) => boolean): Promise<HostMessage> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found !== undefined) return found;
      if (!running.has(this.#child)) throw new Error('the host has ended without this message');
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async ask(): Promise<HostMessage> {
    const asked = this.messages.length;
    this.#child.stdin?.write('?\n');
    return this.message((message) => message.kind === 'queues' && this.messages.indexOf(message) >= asked);
  }

  /** Ends the process as a person would; its exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.#ended;
  }

  get ended(): Promise<number | null> {
    return this.#ended;
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      this.messages.push(line.startsWith('{') ? JSON.parse(line) : { kind: 'text', text: line });
    }
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
