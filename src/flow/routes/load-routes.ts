import {
  bindSettings,
  nearest,
  pointerOf,
  problemAt,
  problemsFromZod,
  readJson,
  settingProblems,
} from '../document/index.ts';
import type { Positions, Problem } from '../document/index.ts';
import { routesSchema } from './routes-schema.ts';
import type { Routes } from './routes-schema.ts';
import { routedFlows } from './choose-route.ts';

export interface LoadRoutesOptions {
  /** The file's name as problems show it. */
  readonly file: string;
  readonly settings: (name: string) => string | undefined;
  /** `standIn`: a missing setting is a warning, and its name stands in for it. */
  readonly missingSettings?: 'refuse' | 'standIn';
}

export type RoutesLoaded =
  | {
      readonly kind: 'ok';
      readonly routes: Routes;
      readonly unknownFlows: UnknownFlows;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** The problems of routes whose flow is none of `known`. */
export type UnknownFlows = (known: ReadonlySet<string>) => readonly Problem[];

/**
 * Reads `routes.json`: JSON, then its settings, its form, and the numbers in it; every problem of the step that
 * failed at once.
 */
export function loadRoutes(text: string, options: LoadRoutesOptions): RoutesLoaded {
  const { file, settings, missingSettings = 'refuse' } = options;
  const read = readJson(text, file);
  if (read.kind === 'problems') return read;
  const bound = bindSettings(read.value, settings);
  const missing = settingProblems(
    bound.missing,
    read.positions,
    missingSettings === 'refuse' ? 'error' : 'warning',
  );
  const positions = read.positions.withReplacements(bound.replacements);
  const parsed = routesSchema.safeParse(bound.value);
  if (parsed.success && (missing.length === 0 || missingSettings === 'standIn')) {
    const unknownNumbers = unknownNumbersOf(parsed.data, positions).filter(
      ({ pointer }) => !bound.unbound.has(pointer),
    );
    if (unknownNumbers.length > 0) return { kind: 'problems', problems: [...missing, ...unknownNumbers] };
    const unknownFlows = unknownFlowsOf(parsed.data, positions);
    return { kind: 'ok', routes: parsed.data, unknownFlows, problems: missing };
  }
  const problems = parsed.success ? [] : problemsFromZod(parsed.error, positions, routesSchema);
  const judged = problems.filter((problem) => !bound.unbound.has(problem.pointer));
  return { kind: 'problems', problems: [...missing, ...judged] };
}

/** Graph names the called side by its application instance, so a number that `numbers` does not have never fits. */
function unknownNumbersOf({ incoming, numbers }: Routes, positions: Positions): readonly Problem[] {
  return incoming.flatMap(({ when: { calledNumber } }, index) => {
    if (calledNumber === undefined || Object.hasOwn(numbers, calledNumber)) return [];
    const message =
      `no call would ever take this route: "numbers" does not have ${calledNumber}. Graph names the application ` +
      'instance that was called, not the number; write the number into "numbers", with the id of its instance';
    const pointer = pointerOf(['incoming', index, 'when', 'calledNumber']);
    const suggestion = nearest(calledNumber, Object.keys(numbers));
    return [
      problemAt(positions, { pointer, at: 'value' }, { code: 'ROUTES-NUMBER-UNKNOWN', message, suggestion }),
    ];
  });
}

const unknownFlowsOf =
  (routes: Routes, positions: Positions): UnknownFlows =>
  (known) =>
    routedFlows(routes)
      .filter(({ flow }) => !known.has(flow))
      .map(({ flow, pointer }) =>
        problemAt(
          positions,
          { pointer, at: 'value' },
          {
            code: 'ROUTES-UNKNOWN-FLOW',
            message: `there is no flow with the id "${flow}"; there are ${[...known].join(', ') || 'none'}`,
          },
        ),
      );
