/**
 * Runs a function through the library's own programming model, in the worker's order (`src/eventHandlers/InvocationHandler.ts`):
 * arguments, preInvocation hooks, the function, postInvocation hooks, response.
 */
import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import type { Clock } from './clock.ts';
import type { CoreInvocationContext, InvocationResponse, Registrations } from './core-api.ts';
import { currentProgrammingModel } from './core-api.ts';
import { HostError } from './errors.ts';
import type { HostedFunction } from './functions.ts';
import type { HostLog, HostLogEntry, HostLogLevel } from './log.ts';
import type { TypedData } from './typed-data.ts';

export interface InvocationInput {
  readonly trigger: TypedData | null;
  readonly triggerMetadata?: Readonly<Record<string, TypedData>>;
}

export type InvocationResult =
  | { readonly kind: 'succeeded'; readonly response: InvocationResponse }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly stack: string;
      /** Somebody has said so already. */
      readonly isTold?: boolean;
    };

export interface InvokerOptions {
  readonly registrations: Registrations;
  readonly log: HostLog;
  readonly clock: Clock;
  /** JSON for the durable client's binding. */
  readonly durableClientData: () => string;
}

export class Invoker {
  readonly #options: InvokerOptions;
  readonly #appHookData: Record<string, unknown> = {};

  constructor(options: InvokerOptions) {
    this.#options = options;
  }

  /** Runs the function once. What it throws becomes a result, as does nothing thrown by `throw undefined`: that counts as success. */
  async invoke(
    hosted: HostedFunction,
    input: InvocationInput,
    instanceId?: string,
  ): Promise<InvocationResult> {
    const invocationId = randomUUID();
    const context = this.#coreContext(hosted, input, invocationId, instanceId);
    try {
      return { kind: 'succeeded', response: await this.#run(hosted, context) };
    } catch (error) {
      return failure(error);
    }
  }

  async runAppHooks(hook: 'appStart' | 'appTerminate'): Promise<void> {
    const context = { hookData: {}, appHookData: this.#appHookData };
    for (const callback of this.#options.registrations.hooks[hook]) await callback(context);
  }

  async #run(hosted: HostedFunction, core: CoreInvocationContext): Promise<InvocationResponse> {
    const { hooks } = this.#options.registrations;
    const model = requireProgrammingModel().getInvocationModel(core);
    const { context, inputs } = await model.getArguments();
    const shared = { hookData: {}, appHookData: this.#appHookData, invocationContext: context };
    const before = { ...shared, functionCallback: hosted.registered.callback, inputs };
    core.state = 'preInvocationHooks';
    for (const hook of hooks.preInvocation) await hook(before);
    core.state = 'invocation';
    const outcome = await settle(() => model.invokeFunction(context, before.inputs, before.functionCallback));
    const after = { ...shared, inputs: before.inputs, ...outcome };
    core.state = 'postInvocationHooks';
    for (const hook of hooks.postInvocation) await hook(after);
    core.state = undefined;
    if (after.error !== undefined && after.error !== null) return Promise.reject(thrown(after.error));
    return model.getResponse(context, after.result);
  }

  #coreContext(
    hosted: HostedFunction,
    input: InvocationInput,
    invocationId: string,
    instanceId: string | undefined,
  ): CoreInvocationContext {
    const durable = hosted.durableClients.map((name) => ({
      name,
      data: { string: this.#options.durableClientData() },
    }));
    return {
      invocationId,
      metadata: hosted.registered.metadata,
      state: undefined,
      request: {
        invocationId,
        functionId: hosted.name,
        inputData: [{ name: hosted.triggerBinding, data: input.trigger }, ...durable],
        triggerMetadata: input.triggerMetadata ?? {},
      },
      log: (level, category, message) => {
        this.#log({
          time: new Date(this.#options.clock.now()),
          level: parseLevel(level),
          category: category === 'user' ? 'user' : 'system',
          message,
          functionName: hosted.name,
          invocationId,
          ...(instanceId === undefined ? {} : { instanceId }),
        });
      },
    };
  }

  /** Log hooks may rewrite level and message. */
  #log(entry: HostLogEntry): void {
    const rewritten = { hookData: {}, level: entry.level, message: entry.message, category: entry.category };
    for (const hook of this.#options.registrations.hooks.log) hook(rewritten);
    this.#options.log({ ...entry, level: rewritten.level, message: rewritten.message });
  }
}

interface Outcome {
  readonly result: unknown;
  readonly error: unknown;
}

/** An error that is undefined or null counts as none, as in the worker. */
async function settle(run: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { result: await run(), error: undefined };
  } catch (error) {
    return { result: undefined, error };
  }
}

function requireProgrammingModel() {
  const model = currentProgrammingModel();
  if (model !== null) return model;
  throw new HostError(
    'HOST-NO-FUNCTIONS',
    'The app set no programming model. It must register its functions through @azure/functions 4.x.',
  );
}

/** The worker makes an error of whatever was thrown. */
function thrown(value: unknown): Error {
  if (value instanceof Error) return value;
  if (types.isNativeError(value)) return value;
  const error = new Error(typeof value === 'string' ? value : JSON.stringify(value));
  error.stack = '';
  return error;
}

function failure(error: unknown): InvocationResult {
  const { message, stack } = thrown(error);
  return { kind: 'failed', message, stack: stack ?? '' };
}

const levels = new Set<string>(['trace', 'debug', 'information', 'warning', 'error', 'critical']);

export function parseLevel(level: string): HostLogLevel {
  return isLevel(level) ? level : 'information';
}

function isLevel(level: string): level is HostLogLevel {
  return levels.has(level);
}
