import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { CliError } from '../cli-error.ts';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';
import type { ExitCode } from '../describe-failure.ts';
import { reaches } from '../test-report/coverage-share.ts';
import { coverageTable } from '../test-report/coverage-table.ts';
import { jsonReport } from '../test-report/json-report.ts';
import { junitReport } from '../test-report/junit-report.ts';
import { paintFor } from '../test-report/paint.ts';
import { hasPassed } from '../test-report/test-run.ts';
import type { TestRun } from '../test-report/test-run.ts';
import { textReport } from '../test-report/text-report.ts';
import { progressOf } from './progress.ts';
import { runScenarios } from './run-scenarios.ts';
import type { Depth } from './run-scenarios.ts';
import { scenarioFiles } from './scenario-files.ts';
import { writeDiagrams } from './write-diagrams.ts';

/** What is to be tested, and which reports are wanted. */
export interface TestRequest {
  /** Files of scenarios, or folders of them. */
  readonly named: readonly string[];
  /** Where flows are sought; null: beside each file of scenarios. */
  readonly flows: string | null;
  readonly depth: Depth;
  readonly coverage: boolean;
  /** The least coverage in per cent; null: any will do. */
  readonly min: number | null;
  readonly json: boolean;
  readonly junit: string | null;
  readonly diagram: string | null;
}

/** A run that does not let others in keeps Ctrl+C from being heard. In ms. */
const longestTurn = 50;

/** Runs the scenarios and writes the reports. */
export async function testOnce(request: TestRequest, context: CommandContext): Promise<ExitCode> {
  const { named, flows, depth } = request;
  const { workingFolder, environment } = context;
  const now = (): number => performance.now();
  const progress = progressOf(context.progress, now);
  const files = scenarioFiles(named, workingFolder);
  const pause = pauseUntil(context.stopped, now);
  const run = await runScenarios({
    files,
    workingFolder,
    flows,
    depth,
    environment,
    now,
    progress: progress.tell,
    pause,
  });
  progress.end();
  if (run === null) {
    context.note('Stopped: the rest was not run.');
    return exitCodes.failed;
  }
  return report(run, request, context);
}

function pauseUntil(stopped: Promise<void>, now: () => number): () => Promise<boolean> {
  let isStopped = false;
  void stopped.then(() => {
    isStopped = true;
  });
  let since = Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() - since > longestTurn) {
      await turn();
      since = now();
    }
    return !isStopped;
  };
}

function report(run: TestRun, request: TestRequest, context: CommandContext): ExitCode {
  const { coverage, min, json, junit, diagram } = request;
  const paint = paintFor(context.hasColours === true);
  const isEnough = min === null || reaches(run.coverage, min);
  if (json) context.print(JSON.stringify(jsonReport(run), null, 2));
  else {
    const table = coverage || !isEnough ? ['', ...coverageTable(run.coverage, paint)] : [];
    for (const line of [...textReport(run, paint), ...table]) context.print(line);
  }
  if (junit !== null) writeReport(junit, junitReport(run));
  if (diagram !== null) drawn(run, diagram, context);
  if (!isEnough)
    context.note(`ivr: The scenarios cover less than ${min} % of the nodes, or of their outcomes.`);
  return hasPassed(run) && isEnough ? exitCodes.fine : exitCodes.failed;
}

function drawn(run: TestRun, folder: string, { environment, note }: CommandContext): void {
  try {
    for (const path of writeDiagrams(run, folder, environment)) note(`drawn: ${path}`);
  } catch (cause) {
    throw new CliError(
      'CLI-USAGE',
      `In ${folder} no picture can be written. Name a folder that is yours.`,
      cause,
    );
  }
}

function writeReport(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    throw new CliError(
      'CLI-USAGE',
      `${path} cannot be written. Name a file in a folder that is yours.`,
      cause,
    );
  }
}
