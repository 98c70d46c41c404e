import {
  bindSettings,
  compareProblems,
  problemsFromZod,
  readJson,
  mostProblems,
  problemAt,
  settingProblems,
} from './document/index.ts';
import type { Positions, Problem } from './document/index.ts';
import { bindCalendars } from './bind-calendars.ts';
import type { CalendarSources } from './bind-calendars.ts';
import { checkGraph } from './analysis/index.ts';
import { checkFlow } from './check-flow.ts';
import type { FlowChecks } from './check-flow.ts';
import { flowDocumentSchema } from './flow-document.ts';
import type { FlowDocument } from './flow-document.ts';

export interface LoadOptions extends CalendarSources, FlowChecks {
  /** The file's name as problems show it. */
  readonly file: string;
  readonly settings: (name: string) => string | undefined;
  /** `refuse`: a missing setting is an error; `standIn`: a warning, and its name stands in for it. */
  readonly missingSettings: 'refuse' | 'standIn';
}

export type FlowLoaded =
  | { readonly kind: 'ok'; readonly document: FlowDocument; readonly problems: readonly Problem[] }
  /** It can be read, drawn and tried out, but callers could be stuck in it: no real call may run it. */
  | { readonly kind: 'unsound'; readonly document: FlowDocument; readonly problems: readonly Problem[] }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Reads a flow file: JSON, then its settings, its form, and then the names, the expressions and the graph of the
 * whole. Every problem of the step that failed is reported at once (a hundred of them), sorted by place; later
 * steps would only add noise.
 */
export function loadFlow(text: string, options: LoadOptions): FlowLoaded {
  const read = readJson(text, options.file);
  if (read.kind === 'problems') return read;
  const bound = bindSettings(read.value, options.settings);
  const severity = options.missingSettings === 'refuse' ? 'error' : 'warning';
  const missing = settingProblems(bound.missing, read.positions, severity);
  const positions = read.positions.withReplacements(bound.replacements);
  const parsed = flowDocumentSchema.safeParse(bound.value);
  if (!parsed.success) {
    const found = problemsFromZod(parsed.error, positions, flowDocumentSchema);
    const judged = found.filter(
      ({ code, pointer }) => code === 'FLOW-UNKNOWN-PROPERTY' || !bound.unbound.has(pointer),
    );
    // What form has to be mended is never pushed out by warnings.
    const problems = [...judged, ...missing].slice(0, mostProblems).sort(compareProblems);
    return { kind: 'problems', problems };
  }
  const { document, problems: unread } = bindCalendars(parsed.data, positions, options);
  const checked = [
    ...unread,
    ...checkFlow(document, positions, { ...options, unbound: bound.unbound }),
  ].filter(({ code, pointer }) => !formatCodes.has(code) || !bound.unbound.has(pointer));
  const refused = [...missing, ...checked].some(isError);
  const found = graphProblems(document, positions, checked, options);
  // Advice about a flow that is wrong anyway would only be noise.
  const graph = refused || found.some(isError) ? found.filter(isError) : found;
  const all = [...missing, ...checked, ...graph];
  const gravestFirst = [...all.filter(isError), ...all.filter((each) => !isError(each))];
  const problems = gravestFirst.slice(0, mostProblems).sort(compareProblems);
  if (refused) return { kind: 'problems', problems };
  return { kind: graph.some(isError) ? 'unsound' : 'ok', document, problems };
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** What the flow as a whole gets wrong. With a way to nowhere it is not the flow that is meant. */
function graphProblems(
  document: FlowDocument,
  positions: Positions,
  known: readonly Problem[],
  { flows }: Pick<LoadOptions, 'flows'>,
): readonly Problem[] {
  if (known.some(({ code }) => code === 'FLOW-UNKNOWN-NODE')) return [];
  return checkGraph(document, (id) => partOf(flows?.document?.(id))).map(({ finding, ...spot }) =>
    problemAt(positions, spot, finding),
  );
}

/** A flow that is entered; its audio is that of its own check. */
const partOf = (document: FlowDocument | null | undefined) =>
  document === null || document === undefined ? null : { document, clips: {} };

/** What is wrong with the form of a value, which a setting that is missing cannot have. */
const formatCodes: ReadonlySet<string> = new Set(['FLOW-WRONG-FORMAT', 'FLOW-UNKNOWN-TIME-ZONE']);
