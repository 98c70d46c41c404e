import type { OrchestrationContext, Task } from 'durable-functions';
import type { CallEvent, CallFacts, Command, Instant } from '../call/index.ts';
import { askedOperation, instant } from '../call/index.ts';
import type { CommandCause, CommandInput } from './call-input.ts';
import { activityOf } from './names.ts';
import { parsePerformed } from './parse-durable.ts';
import { failureText, settled } from './settled.ts';

/**
 * Performs commands that do not depend on each other: they start together. A step has at most one (I5); the
 * clean-up after a defect has two. Each gives its result, whatever becomes of the others (O8: a failed activity
 * is a result like any other).
 */
export function* performCommands(
  { df }: OrchestrationContext,
  call: CallFacts,
  commands: readonly Command[],
  cause: CommandCause,
): Generator<Task, readonly CallEvent[], unknown> {
  if (commands.length === 0) return [];
  const performed = commands.map((command) => {
    const input: CommandInput = { call, command, cause };
    return { command, task: df.callActivity(activityOf(askedOperation(command)), input) };
  });
  const tasks = performed.map(({ task }) => task);
  yield* settled(df.Task.all(tasks));
  // The first failure ends Task.all; the others run on, and may each be yielded once more.
  for (const task of tasks) if (!task.isCompleted && !task.isFaulted) yield* settled(task);
  const now = instant(df.currentUtcDateTime.getTime());
  return performed.map(({ command, task }) => resultOf(command, task, now));
}

function resultOf(command: Command, task: Task, now: Instant): CallEvent {
  const output = task.isCompleted ? parsePerformed(task.result) : null;
  if (output !== null) {
    return { kind: 'commandResult', command: command.id, at: output.at, result: output.result };
  }
  const failure = { code: 'graph', status: null, subcode: null, message: failureText(task) } as const;
  return { kind: 'commandResult', command: command.id, at: now, result: { kind: 'unknown', failure } };
}
