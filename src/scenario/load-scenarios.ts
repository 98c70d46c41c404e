import {
  compareProblems,
  pointerBelow,
  problemAt,
  problemFrom,
  problemsFromZod,
  readJson,
} from '../flow/index.ts';
import type { Place, Positions, Problem } from '../flow/index.ts';
import { scenariosSchema } from './scenario-schema.ts';
import type { Scenario } from './scenario-schema.ts';

/** A scenario with where it is written. Lines and columns count from 1. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  /** The file's name as problems and reports show it. */
  readonly file: string;
  /** Its name in the file. */
  readonly place: Place;
  /** The part of each step that says what it is: of an expectation what is expected. */
  readonly stepPlaces: readonly Place[];
  readonly neverPlaces: readonly Place[];
  readonly alwaysPlaces: readonly Place[];
  /** The JSON pointer of the scenario in its file. */
  readonly pointer: string;
  /** Of the whole file. */
  readonly positions: Positions;
}

export type ScenariosLoaded =
  | { readonly kind: 'ok'; readonly scenarios: readonly LoadedScenario[] }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Reads a file of scenarios: JSON, then its form, then what the scenarios are called. Every problem of the step that
 * failed is told at once, sorted by place. Names in a scenario are looked up by `checkScenario`.
 *
 * Codes: those of JSON and of the form of a flow (`JSON-…`, `FLOW-WRONG-VALUE` …), and `SCENARIO-NAME-TAKEN`.
 */
export function loadScenarios(text: string, { file }: { readonly file: string }): ScenariosLoaded {
  const read = readJson(text, file);
  if (read.kind === 'problems') return read;
  const { positions } = read;
  const parsed = scenariosSchema.safeParse(read.value);
  if (!parsed.success)
    return { kind: 'problems', problems: problemsFromZod(parsed.error, positions, scenariosSchema) };
  const taken = takenNames(parsed.data, positions);
  if (taken.length > 0) return { kind: 'problems', problems: [...taken].sort(compareProblems) };
  const scenarios = parsed.data.map((scenario, index) =>
    placed(scenario, pointerBelow('', index), positions),
  );
  return { kind: 'ok', scenarios };
}

/** The problem of a file of scenarios that is not there any more, or may not be read. */
export function unreadableScenarios(file: string): Problem {
  const place = { line: 1, column: 1, offset: 0, length: 1 };
  const message = 'This file cannot be read. It may have been removed.';
  return problemFrom(file, place, '', { code: 'SCENARIO-UNREADABLE', message });
}

/** A report could not say which of two was meant. */
function takenNames(scenarios: readonly Scenario[], positions: Positions): readonly Problem[] {
  const first = new Map<string, number>();
  return scenarios.flatMap(({ scenario: name }, index) => {
    const earlier = first.get(name);
    if (earlier === undefined) {
      first.set(name, index);
      return [];
    }
    const { line, column } = positions.of(pointerBelow('', earlier, 'scenario'), 'value');
    const message = `A scenario of this file is called so already, at ${line}:${column}. Reports tell scenarios apart by their names: give this one another.`;
    const spot = { pointer: pointerBelow('', index, 'scenario'), at: 'value' } as const;
    return [problemAt(positions, spot, { code: 'SCENARIO-NAME-TAKEN', message })];
  });
}

function placed(scenario: Scenario, pointer: string, positions: Positions): LoadedScenario {
  const places = (list: string, members: readonly object[]): readonly Place[] =>
    members.map((member, index) =>
      positions.of(pointerBelow(pointer, list, index, ...tell(member)), 'value'),
    );
  return {
    scenario,
    file: positions.file,
    place: positions.of(pointerBelow(pointer, 'scenario'), 'value'),
    stepPlaces: places('steps', scenario.steps),
    neverPlaces: places('never', scenario.never ?? []),
    alwaysPlaces: places('always', scenario.always ?? []),
    pointer,
    positions,
  };
}

/** The steps of a path to the value by which a reader knows which step this is. */
function tell(member: object): readonly string[] {
  const [name, value]: readonly unknown[] = Object.entries(member)[0] ?? [];
  if (typeof name !== 'string') return [];
  return name === 'expect' && typeof value === 'object' && value !== null ? [name, ...tell(value)] : [name];
}
