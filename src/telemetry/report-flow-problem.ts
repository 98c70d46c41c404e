import { isLoud } from './logger.ts';
import type { Level, Log, WriteLine } from './logger.ts';

/** What is wrong with a file of the flows folder. */
export interface FlowProblem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'remark';
  readonly message: string;
  readonly file: string;
  readonly line: number;
  /** All of it for people, with an excerpt of the file. */
  readonly rendered: string;
}

export interface FlowProblemReportOptions {
  /** On a deployed app a program reads the log, elsewhere a person does. */
  readonly deployed: boolean;
  readonly log: Log;
  readonly threshold: Level;
  readonly write: WriteLine;
}

/** Nobody has to act on a remark: `ivr check` tells it to who asks. */
const levelOf = { error: 'error', warning: 'warn', remark: 'debug' } as const;

/** Writes problems down as the start finds them: as an event each on a deployed app, else as the text for people. */
export function flowProblemReporter({
  deployed,
  log,
  threshold,
  write,
}: FlowProblemReportOptions): (problem: FlowProblem) => void {
  return ({ code, severity, file, line, message, rendered }) => {
    const level = levelOf[severity];
    if (deployed) log(level, 'ivr.flow.problem', { code, file, line, message });
    else if (isLoud(level, threshold)) write(level, rendered);
  };
}
