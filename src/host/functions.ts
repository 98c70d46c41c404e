/**
 * The app's functions, parsed once from what it registered.
 *
 * HF3 What the host cannot do is refused at the start, every offending function in one error, never ignored.
 */
import * as z from 'zod';
import type { RegisteredFunction } from './core-api.ts';
import { HostError } from './errors.ts';
import type { Settings } from './settings.ts';
import { resolveSettings } from './settings.ts';

const authLevels = ['anonymous', 'function', 'admin'] as const;
export type AuthLevel = (typeof authLevels)[number];

const lowerCase = z.string().transform((text) => text.toLowerCase());

const httpTrigger = z.object({
  authLevel: lowerCase.pipe(z.enum(authLevels)).default('function'),
  methods: z.array(z.string().transform((method) => method.toUpperCase())).nullish(),
  route: z.string().nullish(),
});
const queueTrigger = z.object({ queueName: z.string().min(1), connection: z.string().nullish() });
const timerTrigger = z.object({
  schedule: z.string().min(1),
  runOnStartup: z.boolean().nullish(),
});

const anyBinding = z.looseObject({ type: z.string(), direction: z.string().nullish() });
type AnyBinding = z.infer<typeof anyBinding>;

export interface QueueReference {
  readonly queueName: string;
  /** Name of the setting that holds the connection. */
  readonly connection: string;
}

export type Trigger =
  | {
      readonly kind: 'http';
      readonly authLevel: AuthLevel;
      /** Null: every method. */
      readonly methods: readonly string[] | null;
      readonly route: string;
    }
  | ({ readonly kind: 'queue' } & QueueReference)
  | { readonly kind: 'timer'; readonly schedule: string; readonly runOnStartup: boolean }
  | { readonly kind: 'orchestration' }
  | { readonly kind: 'activity' };

export interface HostedFunction {
  readonly name: string;
  readonly registered: RegisteredFunction;
  readonly trigger: Trigger;
  readonly triggerBinding: string;
  /** Names of the bindings that want the durable client's data. */
  readonly durableClients: readonly string[];
  /** Queue outputs by binding name; `$return` is the function's result. */
  readonly queueOutputs: ReadonlyMap<string, QueueReference>;
  readonly hasHttpOutput: boolean;
}

/** @throws HostError HOST-NO-FUNCTIONS, HOST-UNSUPPORTED or HOST-FUNCTION-INVALID, naming every function concerned. */
export function parseFunctions(
  registered: readonly RegisteredFunction[],
  settings: Settings,
): readonly HostedFunction[] {
  if (registered.length === 0) {
    throw new HostError(
      'HOST-NO-FUNCTIONS',
      'The app was loaded but registered no functions. Check that "main" in its package.json names the files that call app.http(), app.timer() and so on, and that the app uses @azure/functions 4.x (the v4 programming model).',
    );
  }
  refuseUnsupported(registered);
  refuseDuplicates(registered);
  return registered.map((entry) => parseFunction(entry, settings));
}

const supportedTriggers = new Set([
  'httptrigger',
  'queuetrigger',
  'timertrigger',
  'orchestrationtrigger',
  'activitytrigger',
]);
const supportedInputs = new Set(['durableclient', 'orchestrationclient']);
const supportedOutputs = new Set(['http', 'queue']);

function bindingsOf(registered: RegisteredFunction): readonly [string, AnyBinding][] {
  return Object.entries(registered.metadata.bindings).map(([name, binding]) => [
    name,
    anyBinding.parse(binding),
  ]);
}

function isTrigger(binding: AnyBinding): boolean {
  return binding.type.toLowerCase().endsWith('trigger');
}

/** HF3 */
function refuseUnsupported(registered: readonly RegisteredFunction[]): void {
  const refused = registered.flatMap((entry) =>
    bindingsOf(entry)
      .filter(([, binding]) => !isSupported(binding))
      .map(([, binding]) => `${entry.metadata.name} (${describeBinding(binding)})`),
  );
  if (refused.length === 0) return;
  throw new HostError(
    'HOST-UNSUPPORTED',
    `The embedded host does HTTP, queue, timer and durable triggers, queue outputs and the durable client only. It cannot run: ${refused.join(', ')}. Run this app with the Functions tools.`,
    { refused },
  );
}

function isSupported(binding: AnyBinding): boolean {
  const type = binding.type.toLowerCase();
  if (isTrigger(binding)) return supportedTriggers.has(type);
  return (binding.direction === 'out' ? supportedOutputs : supportedInputs).has(type);
}

function describeBinding(binding: AnyBinding): string {
  if (isTrigger(binding)) return binding.type;
  return `${binding.type} ${binding.direction === 'out' ? 'output' : 'input'}`;
}

function refuseDuplicates(registered: readonly RegisteredFunction[]): void {
  const seen = new Set<string>();
  for (const { metadata } of registered) {
    const key = metadata.name.toLowerCase();
    if (seen.has(key)) {
      throw new HostError(
        'HOST-FUNCTION-INVALID',
        `Two functions are named '${metadata.name}' (case does not matter). Rename one.`,
        { functionName: metadata.name },
      );
    }
    seen.add(key);
  }
}

function parseFunction(registered: RegisteredFunction, settings: Settings): HostedFunction {
  const { name } = registered.metadata;
  const bindings = bindingsOf(registered);
  const trigger = bindings.find(([, binding]) => isTrigger(binding));
  if (trigger === undefined) {
    throw new HostError('HOST-FUNCTION-INVALID', `The function '${name}' has no trigger.`, {
      functionName: name,
    });
  }
  const queueOutputs = new Map<string, QueueReference>();
  for (const [bindingName, binding] of bindings) {
    if (binding.direction === 'out' && binding.type.toLowerCase() === 'queue') {
      queueOutputs.set(bindingName, parseQueue(name, binding, settings));
    }
  }
  return {
    name,
    registered,
    trigger: parseTrigger(name, trigger[1], settings),
    triggerBinding: trigger[0],
    durableClients: bindings
      .filter(([, binding]) => supportedInputs.has(binding.type.toLowerCase()))
      .map(([bindingName]) => bindingName),
    queueOutputs,
    hasHttpOutput: bindings.some(
      ([, { type, direction }]) => direction === 'out' && type.toLowerCase() === 'http',
    ),
  };
}

function parseTrigger(name: string, binding: AnyBinding, settings: Settings): Trigger {
  switch (binding.type.toLowerCase()) {
    case 'httptrigger': {
      const { authLevel, methods, route } = parseBinding(name, httpTrigger, binding);
      return { kind: 'http', authLevel, methods: methods ?? null, route: route ?? name };
    }
    case 'queuetrigger':
      return { kind: 'queue', ...parseQueue(name, binding, settings) };
    case 'timertrigger': {
      const { schedule, runOnStartup } = parseBinding(name, timerTrigger, binding);
      const resolved = resolveSettings(schedule, settings, `The function '${name}'`);
      return { kind: 'timer', schedule: resolved, runOnStartup: runOnStartup === true };
    }
    case 'orchestrationtrigger':
      return { kind: 'orchestration' };
    default:
      return { kind: 'activity' };
  }
}

function parseQueue(name: string, binding: AnyBinding, settings: Settings): QueueReference {
  const { queueName, connection } = parseBinding(name, queueTrigger, binding);
  const usedBy = `The function '${name}'`;
  const resolved = resolveSettings(queueName, settings, usedBy);
  if (!/^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/.test(resolved)) {
    throw new HostError(
      'HOST-FUNCTION-INVALID',
      `The function '${name}' names the queue "${resolved}". A queue's name has 3 to 63 lower-case letters, digits and single hyphens.`,
      { functionName: name, queueName: resolved },
    );
  }
  return {
    queueName: resolved,
    connection: resolveSettings(connection ?? 'AzureWebJobsStorage', settings, usedBy),
  };
}

function parseBinding<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  binding: AnyBinding,
): z.output<Schema> {
  const parsed = schema.safeParse(binding);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  throw new HostError(
    'HOST-FUNCTION-INVALID',
    `The ${binding.type} of the function '${name}' is wrong: ${issues}.`,
    { functionName: name },
  );
}
