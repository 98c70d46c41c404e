import { setImmediate as turn } from 'node:timers/promises';
import { milliseconds } from '../../call/index.ts';
import { Exploration } from '../../exploration/index.ts';
import type { BoundFlow } from '../../flow/index.ts';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';
import type { ExitCode } from '../describe-failure.ts';
import { reaches } from '../test-report/coverage-share.ts';
import { paintFor } from '../test-report/paint.ts';
import { progressOf } from '../test-run/progress.ts';
import { together } from '../../rehearsal/index.ts';
import { exploreJson, exploreReport } from './explore-report.ts';
import type { ExploredFlow } from './explored-flow.ts';
import { flowsToExplore } from './flows-to-explore.ts';

/** What is to be explored, and how. */
export interface ExploreRequest {
  /** Files of flows, or ids of flows in the folder; none: all of it. */
  readonly named: readonly string[];
  readonly flows: string;
  /** Calls to each flow. */
  readonly calls: number;
  readonly seed: number;
  /** For each flow, in ms on the wall; null: as long as it takes. */
  readonly time: number | null;
  /** The longest silence that a flow may make, in ms. */
  readonly silence: number;
  readonly json: boolean;
  /** The least coverage in per cent; null: any will do. */
  readonly min: number | null;
}

/** A run that does not let others in keeps Ctrl+C from being heard. In ms. */
const longestTurn = 50;

/** Lets generated callers call each flow, and says what was found. Stopped, it tells what it has seen until then. */
export async function exploreOnce(request: ExploreRequest, context: CommandContext): Promise<ExitCode> {
  const { named, flows: folder, json, min, seed } = request;
  const { workingFolder, environment } = context;
  const { flows, problems } = flowsToExplore({ named, folder, workingFolder, environment });
  for (const { rendered } of problems) context.note(rendered);
  const explored: ExploredFlow[] = [];
  const stopping = { isStopped: false };
  void context.stopped.then(() => {
    stopping.isStopped = true;
  });
  for (const flow of flows)
    if (!stopping.isStopped) explored.push(await explore(flow, request, context, stopping));
  if (stopping.isStopped) context.note('Stopped: this is what was seen until then.');
  const coverage = together(explored.map((each) => each.coverage));
  const isEnough = min === null || reaches(coverage, min);
  if (json) context.print(JSON.stringify(exploreJson(explored, seed), null, 2));
  else
    for (const line of exploreReport(explored, seed, paintFor(context.hasColours === true)))
      context.print(line);
  if (!isEnough) context.note(`ivr: The callers saw less than ${min} % of the nodes, or of their outcomes.`);
  const isClean = explored.every(({ findings }) => findings.length === 0);
  return isClean && isEnough && problems.length === 0 && !stopping.isStopped
    ? exitCodes.fine
    : exitCodes.failed;
}

async function explore(
  flow: BoundFlow,
  { calls, seed, time, silence }: ExploreRequest,
  { progress }: CommandContext,
  stopping: { readonly isStopped: boolean },
): Promise<ExploredFlow> {
  const now = (): number => performance.now();
  const begun = now();
  const shown = progressOf(progress, now);
  const exploration = new Exploration(flow, { seed, runs: calls, silence: milliseconds(silence) });
  let since = begun;
  while (!stopping.isStopped && (time === null || now() - begun < time) && exploration.next()) {
    if (now() - since <= longestTurn) continue;
    shown.tell(exploration.runs, calls, `${flow.document.id}, ${exploration.findings.length} found`);
    await turn();
    since = now();
  }
  shown.end();
  const { runs, findings, coverage } = exploration;
  return { flow: flow.document.id, calls: runs, findings, coverage, took: now() - begun };
}
