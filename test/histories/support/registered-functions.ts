import { orchestratorInputJson } from '../../../src/host/durable/orchestrator-input.ts';
import type { OrchestratorInput } from '../../../src/host/durable/orchestrator-input.ts';
import { parseAnswer, parseFailedAnswer } from '../../../src/host/durable/actions.ts';
import type { OrchestratorAnswer } from '../../../src/host/durable/actions.ts';
import { activateHost, currentProgrammingModel, Registrations } from '../../../src/host/core-api.ts';
import type { RegisteredFunction } from '../../../src/host/core-api.ts';
import { typedDataToJson } from '../../../src/host/typed-data.ts';

/** The functions that an app registers, to be run as the worker does it, without a host. */
export interface RegisteredFunctions {
  /** The names of all that have this trigger. */
  readonly named: (trigger: 'orchestrationTrigger' | 'activityTrigger') => readonly string[];
  /** One episode: the history in, the answer of the SDK out. */
  readonly runOrchestrator: (name: string, input: OrchestratorInput) => Promise<OrchestratorAnswer>;
  readonly close: () => void;
}

/** `register` loads the app, or registers functions itself. */
export function registeredFunctions(register: () => void): RegisteredFunctions {
  const registrations = new Registrations();
  const close = activateHost({ registrations, log: () => undefined });
  register();
  const { functions } = registrations;
  return {
    named: (trigger) =>
      functions.filter((one) => bindingOf(one, trigger) !== null).map(({ metadata: { name } }) => name),
    runOrchestrator: async (name, input) => {
      const found = functions.find(({ metadata }) => metadata.name === name);
      if (found === undefined) throw new Error(`Nobody registered ${name}.`);
      return run(found, orchestratorInputJson(input));
    },
    close,
  };
}

function bindingOf({ metadata: { bindings } }: RegisteredFunction, trigger: string): string | null {
  for (const [name, binding] of Object.entries(bindings))
    if (typeof binding === 'object' && binding !== null && 'type' in binding && binding.type === trigger)
      return name;
  return null;
}

async function run(registered: RegisteredFunction, input: string): Promise<OrchestratorAnswer> {
  const { metadata, callback } = registered;
  const name = bindingOf(registered, 'orchestrationTrigger') ?? '';
  const invocationId = 'one';
  const model = currentProgrammingModel()?.getInvocationModel({
    invocationId,
    metadata,
    state: 'invocation',
    request: {
      invocationId,
      functionId: metadata.name,
      inputData: [{ name, data: { string: input } }],
      triggerMetadata: {},
    },
    log: () => undefined,
  });
  if (model === undefined) throw new Error('Nothing was registered through @azure/functions.');
  const { context, inputs } = await model.getArguments();
  try {
    const result = await model.invokeFunction(context, inputs, callback);
    return parseAnswer(typedDataToJson((await model.getResponse(context, result)).returnValue) ?? 'null');
  } catch (error) {
    const failed = error instanceof Error ? parseFailedAnswer(error.message) : null;
    if (failed === null) throw error;
    return failed;
  }
}
