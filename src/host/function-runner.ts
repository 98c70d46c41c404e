/**
 * Runs functions and carries out their outputs, for every trigger.
 *
 * HF4 A function whose queue output could not be sent has failed.
 */
import type { Clock } from './clock.ts';
import { describeCause } from './errors.ts';
import type { HostedFunction } from './functions.ts';
import type { InvocationInput, InvocationResult, Invoker } from './invoker.ts';
import type { HostLog } from './log.ts';
import type { QueueConnections } from './queues/queue-connections.ts';
import { isUnreachable } from './queues/storage-queues.ts';
import type { TypedData } from './typed-data.ts';
import { typedDataToText } from './typed-data.ts';

export interface FunctionRunnerOptions {
  readonly invoker: Invoker;
  readonly queues: QueueConnections;
  readonly log: HostLog;
  readonly clock: Clock;
}

export class FunctionRunner {
  readonly #options: FunctionRunnerOptions;

  constructor(options: FunctionRunnerOptions) {
    this.#options = options;
  }

  async run(hosted: HostedFunction, input: InvocationInput, instanceId?: string): Promise<InvocationResult> {
    const result = await this.#run(hosted, input, instanceId);
    if (result.kind === 'failed' && result.isTold !== true && hosted.trigger.kind !== 'orchestration')
      this.#logFailure(hosted, result, instanceId);
    return result;
  }

  async #run(hosted: HostedFunction, input: InvocationInput, instanceId?: string): Promise<InvocationResult> {
    const result = await this.#options.invoker.invoke(hosted, input, instanceId);
    if (result.kind === 'failed' || hosted.queueOutputs.size === 0) return result;
    try {
      const { returnValue, outputData } = result.response;
      await this.#send(hosted, '$return', returnValue);
      for (const { name, data } of outputData ?? []) await this.#send(hosted, name, data);
      return result;
    } catch (error) {
      return {
        kind: 'failed',
        message: describeCause(error),
        stack: error instanceof Error ? (error.stack ?? '') : '',
        isTold: isUnreachable(error),
      };
    }
  }

  /** HF4 */
  async #send(hosted: HostedFunction, binding: string, data: TypedData | null | undefined): Promise<void> {
    const queue = hosted.queueOutputs.get(binding);
    if (queue === undefined) return;
    const service = this.#options.queues.get(queue.connection);
    for (const text of messagesOf(data)) await service.send(queue.queueName, text);
  }

  #logFailure(
    hosted: HostedFunction,
    failure: { message: string; stack: string },
    instanceId?: string,
  ): void {
    this.#options.log({
      time: new Date(this.#options.clock.now()),
      level: 'error',
      category: 'host',
      message: `The function '${hosted.name}' failed: ${failure.message}${failure.stack === '' ? '' : `\n${failure.stack}`}`,
      functionName: hosted.name,
      ...(instanceId === undefined ? {} : { instanceId }),
    });
  }
}

/** An array is one message per element. */
function messagesOf(data: TypedData | null | undefined): readonly string[] {
  const text = typedDataToText(data);
  if (text === null) return [];
  const value: unknown = typeof data?.json === 'string' ? JSON.parse(data.json) : null;
  if (!Array.isArray(value)) return [text];
  return value.map((element: unknown) => (typeof element === 'string' ? element : JSON.stringify(element)));
}
