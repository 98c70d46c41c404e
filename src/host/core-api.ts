/**
 * `@azure/functions-core`: what the Node worker offers to the programming model, `@azure/functions` 4.x
 * (azure-functions-nodejs-worker, `src/setupCoreModule.ts`).
 *
 * HF1 One host is active in a process at a time: the library asks for the module once and keeps what it got, so what it got delegates.
 * HF2 The programming model outlives a host: the library sets it once per process.
 */
import { HostError } from './errors.ts';
import type { TypedData } from './typed-data.ts';

export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, unknown>>;
  readonly retryOptions?: unknown;
}

export type FunctionCallback = (...args: unknown[]) => unknown;
export type HookCallback = (context: Record<string, unknown>) => unknown;
export type CoreLog = (level: string, category: string, message: string) => void;

export interface InvocationRequest {
  readonly invocationId: string;
  readonly functionId: string;
  readonly inputData: readonly { readonly name: string; readonly data: TypedData | null }[];
  readonly triggerMetadata: Readonly<Record<string, TypedData>>;
}

export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: InvocationRequest;
  readonly metadata: FunctionMetadata;
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  readonly log: CoreLog;
}

export interface InvocationResponse {
  readonly returnValue?: TypedData | null;
  readonly outputData?: readonly { readonly name: string; readonly data: TypedData }[];
}

export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
}

export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel;
  getCapabilities?(capabilities: Record<string, string>): Promise<Record<string, string>>;
}

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'] as const;
export type HookName = (typeof hookNames)[number];

/** What one app registered while it was loaded. */
export class Registrations {
  readonly functions: RegisteredFunction[] = [];
  readonly hooks: Record<HookName, Set<HookCallback>> = {
    preInvocation: new Set(),
    postInvocation: new Set(),
    appStart: new Set(),
    appTerminate: new Set(),
    log: new Set(),
  };
  locked = false;
}

interface ActiveHost {
  readonly registrations: Registrations;
  readonly log: CoreLog;
}

let active: ActiveHost | null = null;
let programmingModel: ProgrammingModel | null = null;

/** Makes a host the one that registrations go to (HF1). Returns how to end that. */
export function activateHost(host: ActiveHost): () => void {
  if (active !== null) {
    throw new HostError(
      'HOST-ALREADY-RUNNING',
      'Another embedded host is running in this process. Close it first, or start this one in a process of its own.',
    );
  }
  active = host;
  return () => {
    if (active === host) active = null;
  };
}

/** The model that the app's `@azure/functions` has set, or null before it registered anything. */
export function currentProgrammingModel(): ProgrammingModel | null {
  return programmingModel;
}

function requireActive(): ActiveHost {
  if (active !== null) return active;
  throw new HostError(
    'HOST-FUNCTION-INVALID',
    'A function was registered while no embedded host was loading an app.',
  );
}

/** As the worker's own, for libraries that hand it on. */
class Disposable {
  readonly #dispose: () => void;

  static from(...disposables: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const disposable of disposables) disposable.dispose();
    });
  }

  constructor(dispose: () => void) {
    this.#dispose = dispose;
  }

  dispose(): void {
    this.#dispose();
  }
}

/** The module `@azure/functions-core`. */
export const coreApi = {
  version: '3.12.0',
  hostVersion: '4.1047.0',
  Disposable,

  registerFunction(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
    const { registrations } = requireActive();
    if (registrations.locked) {
      throw new HostError(
        'HOST-FUNCTION-INVALID',
        `The function '${metadata.name}' was registered after the app had started. Functions can only be registered while the app's entry files are loaded.`,
      );
    }
    const registered: RegisteredFunction = { metadata, callback };
    registrations.functions.push(registered);
    return new Disposable(() => {
      const index = registrations.functions.indexOf(registered);
      if (!registrations.locked && index >= 0) registrations.functions.splice(index, 1);
    });
  },

  registerHook(name: string, callback: HookCallback): Disposable {
    const { registrations } = requireActive();
    const known = hookNames.find((hookName) => hookName === name);
    if (known === undefined) {
      throw Object.assign(new RangeError(`Unrecognized hook "${name}"`), {
        isAzureFunctionsSystemError: true,
      });
    }
    registrations.hooks[known].add(callback);
    return new Disposable(() => void registrations.hooks[known].delete(callback));
  },

  setProgrammingModel(model: ProgrammingModel): void {
    programmingModel = model;
  },

  getProgrammingModel(): ProgrammingModel | null {
    return programmingModel;
  },

  log(level: string, category: string, message: string): void {
    active?.log(level, category, message);
  },
};
