import type { Place } from '../../flow/index.ts';
import type { FileProblem } from '../../library/index.ts';
import type { Coverage, FailurePlace, ScenarioResult } from '../../rehearsal/index.ts';
import type { LoadedScenario } from '../../scenario/index.ts';

/** What came of a run of `ivr test`: what all reports are made of. */
export interface TestRun {
  /** The scenarios that ran, in the order of their files. */
  readonly tested: readonly TestedScenario[];
  /** What is wrong with files of scenarios and with flows. */
  readonly problems: readonly FileProblem[];
  /** Scenarios that did not run, because of an error among the problems. */
  readonly notRun: readonly LoadedScenario[];
  readonly coverage: Coverage;
  /** The files of the flows that are in the coverage, by id. */
  readonly flowFiles: ReadonlyMap<string, string>;
  /** How long all of it took, in ms of a clock on the wall. */
  readonly took: number;
}

export interface TestedScenario {
  readonly loaded: LoadedScenario;
  /** The text of its file. */
  readonly source: string;
  readonly result: ScenarioResult;
  /** How long it took, in ms of a clock on the wall. */
  readonly took: number;
}

/** Whether everything ran and was as the scenarios say. */
export const hasPassed = ({ tested, problems, notRun }: TestRun): boolean =>
  notRun.length === 0 &&
  tested.every(({ result }) => result.passed) &&
  problems.every(({ severity }) => severity !== 'error');

/** Where the part of a scenario stands that something is about. */
export function placeOf(
  { place, stepPlaces, neverPlaces, alwaysPlaces }: LoadedScenario,
  where: FailurePlace,
): Place {
  if (where.kind === 'call') return place;
  const places = { step: stepPlaces, never: neverPlaces, always: alwaysPlaces }[where.kind];
  return places[where.index] ?? place;
}
