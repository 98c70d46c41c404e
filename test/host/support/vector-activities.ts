/** The activities of the recordings, on a virtual clock. */
import * as df from 'durable-functions';
import * as z from 'zod';
import type { VirtualClock } from '../../../src/host/index.ts';

export class VectorActivities {
  readonly calls: string[] = [];
  /** When the sleeping activities wake. */
  readonly sleeping = new Set<number>();
  readonly #gates = new Map<
    string,
    { promise: Promise<unknown>; resolve(value: unknown): void; reject(error: Error): void }
  >();
  readonly #attempts = new Map<string, number>();
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  settleGate(key: string, value: unknown, failText: unknown): void {
    const gate = this.#gate(key);
    if (typeof failText === 'string') gate.reject(new Error(failText));
    else gate.resolve(value);
  }

  register(): void {
    const activity = (name: string, handler: (input: unknown) => unknown): void => {
      df.app.activity(name, {
        handler: (input: unknown) => {
          this.calls.push(`${name}(${shorten(JSON.stringify(input), 40)}`);
          return handler(input);
        },
      });
    };
    activity('echo', (value) => value);
    activity('typeOf', (value) => `${typeof value}:${JSON.stringify(value)}`);
    activity('slow', (duration) => this.#sleep(Number(duration)));
    activity('gate', (key) => this.#gate(String(key)).promise);
    activity('boom', (message) => {
      throw new Error(String(message));
    });
    activity('failN', (order) => this.#failFirst(z.object({ k: z.string(), n: z.number() }).parse(order)));
    activity('throwKind', (kind) => throwKind(String(kind)));
    activity('ret', (kind) => returned[String(kind)]);
    activity('bigOut', (size) => 'x'.repeat(Number(size)));
    activity('len', (text) => String(text).length);
  }

  async #sleep(duration: number): Promise<number> {
    const due = this.#clock.now() + duration + this.calls.length / 1e6;
    this.sleeping.add(due);
    await new Promise<void>((resolve) => void this.#clock.schedule(due, resolve));
    this.sleeping.delete(due);
    return duration;
  }

  #failFirst({ k, n }: { k: string; n: number }): number {
    const attempt = (this.#attempts.get(k) ?? 0) + 1;
    this.#attempts.set(k, attempt);
    if (attempt <= n) throw new Error(`fail ${attempt}`);
    return attempt;
  }

  #gate(key: string) {
    const known = this.#gates.get(key);
    if (known !== undefined) return known;
    const gate = withResolvers();
    this.#gates.set(key, gate);
    return gate;
  }
}

/** `name(json)`, the json cut as in the recordings. */
function shorten(json: string | undefined, length: number): string {
  const text = json ?? '';
  return text.length > length ? `${text.slice(0, length)}…)` : `${text})`;
}

class MyErr extends Error {}

function throwKind(kind: string): never {
  switch (kind) {
    case 'emptyError':
      throw new Error('');
    case 'custom':
      throw new MyErr('custom msg');
    case 'multiline':
      throw new Error('line1\nline2');
    case 'unicode':
      throw new Error('Füße 🎉');
    case 'secret':
      throw new Error('AccountKey=abcdef1234567890;x');
    default:
      throw thrownValues[kind];
  }
}

const thrownValues: Record<string, unknown> = {
  string: 'a string',
  number: 42,
  null: null,
  undefined: undefined,
  object: { code: 7, message: 'obj' },
};

const returned: Record<string, unknown> = {
  undef: undefined,
  nul: null,
  zero: 0,
  empty: '',
  str: 'x',
  numstr: '12',
  jsonstr: '{"a":1}',
  tru: true,
  fal: false,
  arr: [1, 'a', null],
  obj: { a: 1, d: '2026-01-01T00:00:00Z', D: '2026-01-01T00:00:00.1234567+02:00' },
  float: 1.5,
  nan: NaN,
  date: new Date('2026-01-01T00:00:00Z'),
  uni: 'Füße 🎉 \u2028',
  isodate: '2026-01-01T00:00:00Z',
};

function withResolvers() {
  let resolve: (value: unknown) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<unknown>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
