import { describeCause } from '../errors.ts';
import type { HostedFunction } from '../functions.ts';
import type { FunctionRunner } from '../function-runner.ts';
import type { InvocationResult } from '../invoker.ts';
import type { TypedData } from '../typed-data.ts';
import { typedDataToJson } from '../typed-data.ts';
import { parseAnswer, parseFailedAnswer } from './actions.ts';
import type { ActivityRun, DurableFunctions } from './engine-ports.ts';
import type { OrchestratorRun } from './episode.ts';
import { orchestratorInputJson } from './orchestrator-input.ts';

/** The app's orchestrators and activities, as the engine calls them. Names match in any case. */
export function durableFunctions(
  functions: readonly HostedFunction[],
  runner: FunctionRunner,
): DurableFunctions {
  const byName = (kind: 'orchestration' | 'activity') =>
    new Map(
      functions
        .filter((hosted) => hosted.trigger.kind === kind)
        .map((hosted) => [hosted.name.toLowerCase(), hosted]),
    );
  const orchestrators = byName('orchestration');
  const activities = byName('activity');
  return {
    orchestrators: [...orchestrators.values()].map(({ name }) => name),
    activities: [...activities.values()].map(({ name }) => name),

    async runOrchestrator(name, input) {
      const hosted = orchestrators.get(name.toLowerCase());
      if (hosted === undefined)
        return { kind: 'failed', message: `There is no orchestrator '${name}'.`, stack: '' };
      const trigger = { string: orchestratorInputJson(input) };
      return orchestratorRun(await runner.run(hosted, { trigger }, input.instanceId));
    },

    async runActivity(name, input, instanceId) {
      const hosted = activities.get(name.toLowerCase());
      if (hosted === undefined)
        return { kind: 'failed', message: `There is no activity '${name}'.`, stack: '' };
      const result = await runner.run(hosted, { trigger: activityInput(input) }, instanceId);
      return activityRun(result);
    },
  };
}

function orchestratorRun(result: InvocationResult): OrchestratorRun {
  try {
    if (result.kind === 'succeeded') {
      return {
        kind: 'answered',
        answer: parseAnswer(typedDataToJson(result.response.returnValue) ?? 'null'),
      };
    }
    const answer = parseFailedAnswer(result.message);
    return answer === null ? result : { kind: 'answered', answer };
  } catch (error) {
    const message = `The orchestrator's answer is not that of durable-functions 3.x: ${describeCause(error)}`;
    return { kind: 'failed', message, stack: '' };
  }
}

function activityRun(result: InvocationResult): ActivityRun {
  if (result.kind === 'failed') return result;
  return { kind: 'completed', result: typedDataToJson(result.response.returnValue) };
}

/** As .NET makes text of it: booleans become "True" and "False"; the SDK has already quoted strings. */
function activityInput(input: unknown): TypedData | null {
  if (input === undefined || input === null) return null;
  if (typeof input === 'string') return { string: input };
  if (typeof input === 'boolean') return { string: input ? 'True' : 'False' };
  return { string: JSON.stringify(input) };
}
