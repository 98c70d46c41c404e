import type { Clock, ScheduledCall } from '../clock.ts';
import { HostError } from '../errors.ts';
import type { FunctionRunner } from '../function-runner.ts';
import type { HostedFunction, Trigger } from '../functions.ts';
import type { WorkTracker } from '../work-tracker.ts';
import type { Schedule } from './ncrontab.ts';
import { nextOccurrence, parseSchedule, ScheduleError } from './ncrontab.ts';

export interface TimerFunction {
  readonly hosted: HostedFunction;
  readonly trigger: Extract<Trigger, { kind: 'timer' }>;
  readonly schedule: Schedule;
}

/** @throws HostError HOST-FUNCTION-INVALID for a schedule that cannot be read */
export function timerFunctions(functions: readonly HostedFunction[]): readonly TimerFunction[] {
  return functions.flatMap((hosted) => {
    const { trigger } = hosted;
    return trigger.kind === 'timer'
      ? [{ hosted, trigger, schedule: readSchedule(hosted.name, trigger.schedule) }]
      : [];
  });
}

function readSchedule(name: string, text: string): Schedule {
  try {
    return parseSchedule(text);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw new HostError(
      'HOST-FUNCTION-INVALID',
      `The schedule "${text}" of the function '${name}' is wrong: ${error.message}.`,
      { functionName: name, schedule: text },
      error,
    );
  }
}

export interface TimerTriggerOptions {
  readonly timer: TimerFunction;
  readonly runner: FunctionRunner;
  readonly clock: Clock;
  readonly work: WorkTracker;
}

/** Runs the function whenever its schedule says, one run at a time; the returned function stops that. */
export function runTimer(options: TimerTriggerOptions): () => void {
  const { timer, runner, clock, work } = options;
  let next: ScheduledCall | null = null;
  let stopped = false;
  let last: number | null = null;

  const run = async (due: number, isPastDue: boolean): Promise<void> => {
    const end = work.begin('invocation', timer.hosted.name);
    const following = nextOccurrence(timer.schedule, clock.now());
    const trigger = { json: timerJson({ last, next: following, updated: due, isPastDue }) };
    await runner.run(timer.hosted, { trigger });
    last = due;
    arm();
    end();
  };
  const arm = (): void => {
    const due = nextOccurrence(timer.schedule, clock.now());
    if (stopped || due === null) return;
    next = clock.schedule(due, () => void run(due, false));
  };

  if (timer.trigger.runOnStartup) void run(clock.now(), false);
  else arm();
  return () => {
    stopped = true;
    next?.cancel();
  };
}

interface TimerState {
  readonly last: number | null;
  readonly next: number | null;
  readonly updated: number;
  readonly isPastDue: boolean;
}

function timerJson({ last, next, updated, isPastDue }: TimerState): string {
  const text = (time: number | null): string =>
    time === null ? '0001-01-01T00:00:00+00:00' : new Date(time).toISOString();
  return JSON.stringify({
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: text(last), Next: text(next), LastUpdated: text(updated) },
    IsPastDue: isPastDue,
  });
}
