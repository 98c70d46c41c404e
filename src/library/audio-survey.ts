import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SettingLookup } from '../config/index.ts';
import { clipSources, loadFlow, renderProblem } from '../flow/index.ts';
import type { FlowDocument } from '../flow/index.ts';
import { addAudioFile, createMediaCatalogue, textOfRendering } from '../media/index.ts';
import { timeZones } from '../schedules/index.ts';
import { audioPlan, isStale } from './audio-plan.ts';
import type { AudioPlan } from './audio-plan.ts';
import { calendarReader } from './calendar-reader.ts';
import { flowFiles } from './flow-files.ts';

/** One audio file that the flows of a folder want. */
export interface SurveyedAudio extends AudioPlan {
  /** The flow's file. */
  readonly flow: string;
  /** Absolute. */
  readonly file: string;
  readonly state: AudioState;
  /** Why it is not `ready`; null where that is all there is to say. */
  readonly reason: string | null;
}

/**
 * - `missing`: there is no file yet; `wordless`: nor words to render it from.
 * - `stale`: we rendered it from another text. `contested`: two flows want different words in it.
 * - `unplayable`: Graph would not play it. `outside`: its path leaves the flows folder.
 */
type AudioState = 'ready' | 'missing' | 'wordless' | 'stale' | 'contested' | 'unplayable' | 'outside';

export interface AudioSurvey {
  /** Each file once, in the order of the flows. */
  readonly audio: readonly SurveyedAudio[];
  /** Renderings that no flow wants any more, relative to the folder. */
  readonly unused: readonly string[];
  /** Flows that do not load, each in full. */
  readonly problems: readonly string[];
}

/**
 * What the flows of a folder want to play, and what of it is there. Settings that are missing stand for their names.
 * @throws LibraryError where there is no folder, or no flow in it.
 */
export function surveyAudio(flowsPath: string, settings: SettingLookup): AudioSurvey {
  const audio = new Map<string, SurveyedAudio>();
  const problems: string[] = [];
  for (const flow of flowFiles(flowsPath)) {
    const text = readFileSync(flow, 'utf8');
    const readCalendar = calendarReader(flow, flowsPath);
    const loaded = loadFlow(text, {
      file: flow,
      settings,
      missingSettings: 'standIn',
      timeZones,
      readCalendar,
    });
    if (loaded.kind === 'problems') {
      const errors = loaded.problems.filter(({ severity }) => severity === 'error');
      problems.push(...errors.map((problem) => renderProblem(problem, text)));
      continue;
    }
    for (const plan of plansOf(loaded.document)) {
      const found = surveyed(plan, flow, flowsPath);
      audio.set(found.file, together(audio.get(found.file), found));
    }
  }
  const unused = problems.length > 0 ? [] : unusedRenderings(flowsPath, new Set(audio.keys()));
  return { audio: [...audio.values()], unused, problems };
}

const plansOf = (document: FlowDocument): readonly AudioPlan[] =>
  clipSources(document).flatMap((source) => (source.kind === 'silence' ? [] : [audioPlan(source)]));

function surveyed(plan: AudioPlan, flow: string, root: string): SurveyedAudio {
  const found = { ...plan, flow, file: resolve(dirname(flow), plan.path) };
  const file = addAudioFile(createMediaCatalogue(), plan.path, dirname(flow), root);
  switch (file.kind) {
    case 'clip':
      return isStale(plan, file.renderedFrom)
        ? { ...found, state: 'stale', reason: `it was rendered from "${file.renderedFrom ?? ''}"` }
        : { ...found, state: 'ready', reason: null };
    case 'missing':
      return { ...found, state: plan.words === null ? 'wordless' : 'missing', reason: null };
    case 'outside':
      return { ...found, state: 'outside', reason: 'its path leaves the flows folder' };
    case 'unplayable':
      return { ...found, state: 'unplayable', reason: file.reason };
  }
}

/** What two flows want of one file; one that names no words takes what is in it. */
function together(one: SurveyedAudio | undefined, other: SurveyedAudio): SurveyedAudio {
  if (one === undefined || one.said === null) return other;
  if (other.said === null || other.said === one.said) return one;
  return { ...one, state: 'contested', reason: `${other.flow} wants "${other.words ?? ''}" in it` };
}

/** Only files that we rendered are ever called unused: others are not ours to judge. */
function unusedRenderings(root: string, wanted: ReadonlySet<string>): readonly string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return names.filter((name) => {
    if (!name.endsWith('.wav') || wanted.has(resolve(root, name))) return false;
    return textOfRendering(readFileSync(join(root, name))) !== null;
  });
}
