import * as z from 'zod';
import { ActionType } from '../../../src/host/durable/actions.ts';
import { EventType } from '../../../src/host/durable/history.ts';
import type { EpisodeTrace } from '../../../src/host/index.ts';
import type { Generation, RecordedEvent, RecordedHistory } from './recorded-history.ts';

/** What is remembered of an instance while it runs. */
interface Execution {
  readonly orchestrator: string;
  readonly generations: Generation[];
}

/** Keeps what the embedded host gives to orchestrators and what they answer: the last episode of a generation has it all. */
export class HistoryRecorder {
  readonly #instances = new Map<string, Execution>();

  /** To be given to the host. */
  readonly onEpisode = ({ instanceId, history, run }: EpisodeTrace): void => {
    const started = history.find((event) => event.EventType === EventType.ExecutionStarted);
    if (started?.EventType !== EventType.ExecutionStarted)
      throw new Error(`${instanceId} runs without having started.`);
    if (run.kind === 'failed') throw new Error(`${instanceId} has failed: ${run.message}`);
    const { answer } = run;
    if (answer.error !== null) throw new Error(`${instanceId} has failed: ${answer.error}`);
    const ending = answer.isDone ? endingOf(answer) : null;
    const instance = this.#instances.get(instanceId) ?? { orchestrator: started.Name, generations: [] };
    this.#instances.set(instanceId, instance);
    if (ending === null) return;
    // An answer that was given while a timer was open is given once more.
    instance.generations[started.Generation] = {
      input: started.Input === null ? null : JSON.parse(started.Input),
      history: withoutChance(history, started.Generation),
      ending,
    };
  };

  /** The instance that has ended. */
  recorded(instanceId: string, about: string): RecordedHistory {
    const instance = this.#instances.get(instanceId);
    const last = instance?.generations.at(-1);
    if (instance === undefined || last?.ending.kind !== 'completed')
      throw new Error(`"${about}" has not come to its end: there is nothing to record.`);
    return { about, orchestrator: instance.orchestrator, instanceId, generations: instance.generations };
  }

  get instanceIds(): readonly string[] {
    return [...this.#instances.keys()];
  }
}

type Answer = Extract<EpisodeTrace['run'], { kind: 'answered' }>['answer'];

function endingOf({ actions, output }: Answer): Generation['ending'] {
  const again = actions.find(({ actionType }) => actionType === ActionType.ContinueAsNew);
  if (again?.actionType === ActionType.ContinueAsNew) return { kind: 'continuedAsNew', input: again.input };
  return { kind: 'completed', output: output ?? null };
}

/**
 * A history without what is made by chance, so that the same recording has the same bytes: the ids of executions, and those
 * of notifications, of which it matters only which are the same, and where a recording is.
 */
function withoutChance(history: EpisodeTrace['history'], generation: number): readonly RecordedEvent[] {
  const notifications = new Map<string, string>();
  return history.map(({ IsPlayed: _, ...event }): RecordedEvent => {
    if (event.EventType === EventType.ExecutionStarted) {
      const { InstanceId } = event.OrchestrationInstance;
      const execution = { InstanceId, ExecutionId: `execution-${generation + 1}` };
      return { ...event, OrchestrationInstance: execution, Input: null };
    }
    if (event.EventType !== EventType.EventRaised) return event;
    const batch = batchSchema.safeParse(JSON.parse(event.Input ?? 'null'));
    if (!batch.success) return event;
    const { id } = batch.data;
    const number = notifications.get(id) ?? `notification-${notifications.size + 1}`;
    notifications.set(id, number);
    const input = JSON.stringify({ ...batch.data, id: number });
    return { ...event, Input: input.replace(recordingIds, '$1$2kept') };
  });
}

const batchSchema = z.looseObject({ id: z.string(), receivedAt: z.number() });

/** Of a recording at the simulator: where it is, and the token that it is fetched with. */
const recordingIds = /(\/recordings\/)[0-9a-f-]{36}|("accessToken":")[0-9a-f-]{36}/g;
