import { readFileSync } from 'node:fs';
import type { SettingLookup } from '../config/index.ts';
import { bindFlow, loadFlow, problemFrom, renderProblem, writtenId, writtenTexts } from '../flow/index.ts';
import type { BoundFlow, FlowDirectory, LoadOptions, Problem, WrittenId } from '../flow/index.ts';
import { timeZones } from '../schedules/index.ts';
import { attachSubflows } from './attach-subflows.ts';
import { bindClips } from './bind-clips.ts';
import type { ClipOptions } from './bind-clips.ts';
import { calendarReader } from './calendar-reader.ts';
import type { FileProblem } from './library.ts';

export interface LoadedFile {
  /** Null where a problem is an error. */
  readonly flow: BoundFlow | null;
  /** What the file calls its flow, whether it loaded or not; null where that cannot be seen. */
  readonly id: WrittenId | null;
  /** The file as it stands; null where it cannot be read. */
  readonly text: string | null;
  readonly problems: readonly FileProblem[];
}

/** What a call is pinned to travels with it through the durable store, which takes no more (design, "The durable shell"). */
const largestFlow = 256 * 1024;

export interface FileChecks {
  /** The flows beside this one. */
  readonly flows?: FlowDirectory;
  readonly missingSettings: LoadOptions['missingSettings'];
  /** `YYYY-MM-DD`; left out: what depends on the day is not looked at. */
  readonly today?: string;
  /** What problems call the file; left out: its path. */
  readonly shownAs?: string;
}

/** Reads one flow file with its audio. Never throws: what is wrong is a problem of the file. */
export function loadFlowFile(
  options: ClipOptions,
  settings: SettingLookup,
  checks: FileChecks = { missingSettings: 'refuse' },
): LoadedFile {
  const { shownAs: file = options.file, ...loadChecks } = checks;
  const text = readText(options.file);
  if (text === null)
    return {
      flow: null,
      id: null,
      text,
      problems: [render(ofFile(file, 'FLOW-UNREADABLE', 'cannot be read'))],
    };
  const id = writtenId(text, file);
  const readCalendar = calendarReader(options.file, options.root);
  const loaded = loadFlow(text, {
    file,
    settings,
    timeZones,
    ...loadChecks,
    readCalendar,
  });
  if (loaded.kind === 'problems') {
    return { flow: null, id, text, problems: loaded.problems.map((problem) => render(problem, text)) };
  }
  const audio = bindClips(loaded.document, options, writtenTexts(text, file));
  const bound = { ...audio, problems: audio.problems.map((problem) => ({ ...problem, file })) };
  const flow = bindFlow(loaded.document, bound.clips);
  const problems = [...loaded.problems, ...bound.problems, ...sizeProblems(file, flow)];
  const refused = problems.some(({ severity }) => severity === 'error');
  // A problem of the whole file is at its first character, where an excerpt would explain nothing.
  return {
    flow: refused ? null : flow,
    id,
    text,
    problems: problems.map((problem) => render(problem, problem.pointer === '' ? undefined : text)),
  };
}

/** What a call in this flow would be pinned to, its sub-flows included, may be too large. */
function sizeProblems(file: string, flow: BoundFlow): readonly Problem[] {
  const size = Buffer.byteLength(JSON.stringify(flow), 'utf8');
  if (size <= largestFlow) return [];
  const message = `has ${size} bytes when bound; at most ${largestFlow} are possible`;
  return [ofFile(file, 'FLOW-TOO-LARGE', message)];
}

/** The same flow with the flows that it enters; null, with a problem, where one did not load or all is too large. */
export function completeFlow(
  file: string,
  { flow, text }: { readonly flow: BoundFlow; readonly text: string | null },
  find: (id: string) => BoundFlow | null,
): { readonly flow: BoundFlow | null; readonly problems: readonly FileProblem[] } {
  const attached = attachSubflows(flow, find);
  if (attached.kind === 'missing') {
    const written = text === null ? null : writtenTexts(text, file)(attached.id);
    const message = `enters the flow "${attached.id}", which did not load`;
    if (written === null || text === null)
      return { flow: null, problems: [problemOfFile(file, 'FLOW-SUBFLOW-BROKEN', message)] };
    const finding = { code: 'FLOW-SUBFLOW-BROKEN', message: `This ${message}.` };
    return {
      flow: null,
      problems: [render(problemFrom(file, written.place, written.pointer, finding), text)],
    };
  }
  if (attached.flow === flow) return { flow, problems: [] };
  const problems = sizeProblems(file, attached.flow).map((problem) => render(problem));
  return { flow: problems.length === 0 ? attached.flow : null, problems };
}

export const problemOfFile = (file: string, code: string, message: string): FileProblem =>
  render(ofFile(file, code, message));

const render = (problem: Problem, text?: string): FileProblem => ({
  ...problem,
  rendered: renderProblem(problem, text),
});

/** The problem of a file whose id another one has taken: at the place of the id. */
export function idTaken(file: string, { text, id }: LoadedFile, other: string): FileProblem {
  const code = 'FLOW-ID-TAKEN';
  if (id === null)
    return render(ofFile(file, code, `has the id of the flow in ${other}; give one of them another`));
  const message = `the flow in ${other} has the id "${id.id}" already; give one of the two another id`;
  return render(problemFrom(file, id.place, '/id', { code, message }), text ?? undefined);
}

const ofFile = (file: string, code: string, message: string): Problem =>
  problemFrom(file, { line: 1, column: 1, offset: 0, length: 1 }, '', { code, message });

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
