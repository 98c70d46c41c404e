import type { OrchestrationContext, Task } from 'durable-functions';
import { instant } from '../call/index.ts';
import type { CallEvent, CallFacts, CommandId, Effect, EffectResult } from '../call/index.ts';
import type { EffectInput } from './call-input.ts';
import { effectActivities } from './names.ts';
import { parsePerformedEffect } from './parse-durable.ts';
import { failureText, settled } from './settled.ts';

interface RunningEffect {
  readonly effect: Effect;
  readonly task: Task;
}

/*
 * The effects of a call that have been started and have no result yet. They may take long, and the call must not be
 * deaf meanwhile: nobody awaits them.
 *
 * O12  An effect is started by one Task.any, and yielded once more, alone, when its activity has said that it is
 *      about to finish. Nothing else makes the SDK run it twice or lose an event.
 */
export class RunningEffects {
  readonly #context: OrchestrationContext;
  readonly #call: CallFacts;
  #toStart: readonly RunningEffect[] = [];
  #started: readonly RunningEffect[] = [];

  constructor(context: OrchestrationContext, call: CallFacts) {
    this.#context = context;
    this.#call = call;
  }

  add(effects: readonly Effect[]): void {
    const added = effects.map((effect) => {
      const input: EffectInput = { call: this.#call, effect };
      return { effect, task: this.#context.df.callActivity(effectActivities[effect.kind], input) };
    });
    this.#toStart = [...this.#toStart, ...added];
  }

  /** The tasks that start with the Task.any in which they must now stand, this once. */
  takeStarting(): readonly Task[] {
    const starting = this.#toStart;
    this.#started = [...this.#started, ...starting];
    this.#toStart = [];
    return starting.map(({ task }) => task);
  }

  /** The results of those that are over, and of those that have said so. */
  *results(saidSo: ReadonlySet<CommandId>): Generator<Task, readonly CallEvent[], unknown> {
    for (const { effect, task } of this.#started) {
      if (saidSo.has(effect.id) && !isOver(task)) yield* settled(task);
    }
    const over = this.#started.filter(({ task }) => isOver(task));
    this.#started = this.#started.filter(({ task }) => !isOver(task));
    const now = instant(this.#context.df.currentUtcDateTime.getTime());
    return over.map(({ effect, task }) => {
      const performed = task.isCompleted ? parsePerformedEffect(task.result, effect.kind) : null;
      const { at, result } = performed ?? { at: now, result: defective(effect, task) };
      return { kind: 'effectResult', effect: effect.id, at, result };
    });
  }
}

const isOver = (task: Task): boolean => task.isCompleted || task.isFaulted;

/** The activity threw, which it never should: a failure like any other (O8). */
function defective({ kind }: Effect, task: Task): EffectResult {
  const message = failureText(task);
  const code = failureCodeOf[kind];
  return { kind, outcome: 'failed', failure: { code, status: null, subcode: null, message } };
}

const failureCodeOf = {
  http: 'http',
  queue: 'queue',
  renderSpeech: 'media',
  fetchRecording: 'media',
} as const satisfies Record<Effect['kind'], string>;
