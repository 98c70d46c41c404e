import type { Task } from 'durable-functions';

/** Waits for a task to end, whichever way: what failed says so itself, by `isFaulted` (O8). */
export function* settled(task: Task): Generator<Task, void, unknown> {
  try {
    yield task;
  } catch {
    // Told by the task.
  }
}

/** Why a task failed. The rest of the message is a serialised .NET exception with its stack (durable extension). */
export function failureText({ result }: Task): string {
  const message = result instanceof Error ? result.message : 'The activity gave back nothing of use.';
  return (message.split('\n')[0] ?? '').trim().slice(0, 200);
}
