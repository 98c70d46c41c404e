import {
  bindSettings,
  compareProblems,
  problemsFromZod,
  readJson,
  settingProblems,
} from './document/index.ts';
import type { Problem } from './document/index.ts';
import { bindCalendars } from './bind-calendars.ts';
import type { CalendarSources } from './bind-calendars.ts';
import { checkFlow } from './check-flow.ts';
import type { ScheduleChecks } from './check-schedules.ts';
import { flowDocumentSchema } from './flow-document.ts';
import type { FlowDocument } from './flow-document.ts';

export interface LoadOptions extends CalendarSources, ScheduleChecks {
  /** The file's name as problems show it. */
  readonly file: string;
  readonly settings: (name: string) => string | undefined;
  /** `refuse`: a missing setting is an error; `standIn`: a warning, and its name stands in for it. */
  readonly missingSettings: 'refuse' | 'standIn';
}

export type FlowLoaded =
  | { readonly kind: 'ok'; readonly document: FlowDocument; readonly problems: readonly Problem[] }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * Reads a flow file: JSON, then its settings, its form, and the names and expressions in it. Every problem of
 * the step that failed is reported at once (a hundred of them), sorted by place; later steps would only add noise.
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
    const problems = problemsFromZod(parsed.error, positions, flowDocumentSchema);
    const judged = problems.filter((problem) => !bound.unbound.has(problem.pointer));
    return { kind: 'problems', problems: [...missing, ...judged].sort(compareProblems) };
  }
  const { document, problems: unread } = bindCalendars(parsed.data, positions, options);
  const checked = [...unread, ...checkFlow(document, positions, options)].filter(
    ({ code, pointer }) => !formatCodes.has(code) || !bound.unbound.has(pointer),
  );
  const problems = [...missing, ...checked].sort(compareProblems);
  if (problems.some((problem) => problem.severity === 'error')) return { kind: 'problems', problems };
  return { kind: 'ok', document, problems };
}

/** What is wrong with the form of a value, which a setting that is missing cannot have. */
const formatCodes: ReadonlySet<string> = new Set(['FLOW-WRONG-FORMAT', 'FLOW-UNKNOWN-TIME-ZONE']);
