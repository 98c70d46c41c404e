import { bindSettings, problemAt, problemsFromZod, readJson, settingProblems } from '../document/index.ts';
import type { Positions, Problem } from '../document/index.ts';
import { routesSchema } from './routes-schema.ts';
import type { Routes } from './routes-schema.ts';
import { routedFlows } from './choose-route.ts';

export interface LoadRoutesOptions {
  /** The file's name as problems show it. */
  readonly file: string;
  readonly settings: (name: string) => string | undefined;
}

export type RoutesLoaded =
  | { readonly kind: 'ok'; readonly routes: Routes; readonly unknownFlows: UnknownFlows }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/** The problems of routes whose flow is none of `known`. */
export type UnknownFlows = (known: ReadonlySet<string>) => readonly Problem[];

/** Reads `routes.json`: JSON, then its settings, then its form; every problem of the step that failed at once. */
export function loadRoutes(text: string, { file, settings }: LoadRoutesOptions): RoutesLoaded {
  const read = readJson(text, file);
  if (read.kind === 'problems') return read;
  const bound = bindSettings(read.value, settings);
  const missing = settingProblems(bound.missing, read.positions, 'error');
  const positions = read.positions.withReplacements(bound.replacements);
  const parsed = routesSchema.safeParse(bound.value);
  if (parsed.success && missing.length === 0) {
    return { kind: 'ok', routes: parsed.data, unknownFlows: unknownFlowsOf(parsed.data, positions) };
  }
  const problems = parsed.success ? [] : problemsFromZod(parsed.error, positions, routesSchema);
  const judged = problems.filter((problem) => !bound.unbound.has(problem.pointer));
  return { kind: 'problems', problems: [...missing, ...judged] };
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
