import { readFileSync } from 'node:fs';
import type { SettingLookup } from '../config/index.ts';
import { bindFlow, loadFlow, problemFrom, renderProblem } from '../flow/index.ts';
import type { BoundFlow, Problem } from '../flow/index.ts';
import { bindClips } from './bind-clips.ts';
import type { ClipOptions } from './bind-clips.ts';
import type { FileProblem } from './library.ts';

export interface LoadedFile {
  /** Null where a problem is an error. */
  readonly flow: BoundFlow | null;
  readonly problems: readonly FileProblem[];
}

/** What a call is pinned to travels with it through the durable store, which takes no more (design, "The durable shell"). */
const largestFlow = 256 * 1024;

/** Reads one flow file with its audio. Never throws: what is wrong is a problem of the file. */
export function loadFlowFile(options: ClipOptions, settings: SettingLookup): LoadedFile {
  const { file } = options;
  const text = readText(file);
  if (text === null)
    return { flow: null, problems: [render(ofFile(file, 'FLOW-UNREADABLE', 'cannot be read'))] };
  const loaded = loadFlow(text, { file, settings, missingSettings: 'refuse' });
  if (loaded.kind === 'problems') {
    return { flow: null, problems: loaded.problems.map((problem) => render(problem, text)) };
  }
  const bound = bindClips(loaded.document, options);
  const flow = bindFlow(loaded.document, bound.clips);
  const size = Buffer.byteLength(JSON.stringify(flow), 'utf8');
  const tooLarge =
    size > largestFlow
      ? [ofFile(file, 'FLOW-TOO-LARGE', `has ${size} bytes when bound; at most ${largestFlow} are possible`)]
      : [];
  const problems = [...loaded.problems, ...bound.problems, ...tooLarge];
  const refused = problems.some(({ severity }) => severity === 'error');
  // A problem of the whole file is at its first character, where an excerpt would explain nothing.
  return {
    flow: refused ? null : flow,
    problems: problems.map((problem) => render(problem, problem.pointer === '' ? undefined : text)),
  };
}

const render = (problem: Problem, text?: string): FileProblem => ({
  ...problem,
  rendered: renderProblem(problem, text),
});

/** A problem of a file as a whole. */
export const problemOfFile = (file: string, code: string, message: string): FileProblem =>
  render(ofFile(file, code, message));

const ofFile = (file: string, code: string, message: string): Problem =>
  problemFrom(file, { line: 1, column: 1, offset: 0, length: 1 }, '', { code, message });

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
