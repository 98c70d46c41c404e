import { relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { AudioSurvey, SurveyedAudio } from '../../library/index.ts';
import type { SpeechProvider } from '../../media/index.ts';
import { defineCommand } from '../command.ts';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';

const schema = z.strictObject({
  folder: z.string().min(1).optional(),
  render: z.boolean().default(false),
  json: z.boolean().default(false),
});

export const promptsCommand = defineCommand({
  name: 'prompts',
  summary: 'Say which audio of the flows is missing, stale or unplayable; render it from its text.',
  arguments: [{ notation: '[folder]', description: 'the flows folder (default: FLOWS_PATH, else flows)' }],
  options: [
    {
      flags: '--render',
      description: 'render what is missing or stale, with Azure AI Speech (SPEECH_REGION) or espeak-ng',
    },
    { flags: '--json', description: 'one JSON document' },
  ],
  schema,
  examples: ['ivr prompts', 'ivr prompts --render', 'ivr prompts flows --json'],
  run: async ({ folder, render, json }, context) => {
    const [{ surveyAudio }, { settingLookup }] = await Promise.all([
      import('../../library/index.ts'),
      import('../../config/index.ts'),
    ]);
    const lookUp = settingLookup(context.environment);
    const root = resolve(context.workingFolder, folder ?? lookUp('FLOWS_PATH') ?? 'flows');
    const before = surveyAudio(root, lookUp);
    const failures = render ? await renderAll(before, root, context) : new Map<string, string>();
    const survey = render ? surveyAudio(root, lookUp) : before;
    const findings = survey.audio.filter(({ state }) => state !== 'ready');
    const report = { root, survey, findings, failures, before };
    for (const line of json ? [JSON.stringify(asJson(report), null, 2)] : inWords(report))
      context.print(line);
    return findings.length + survey.problems.length > 0 ? exitCodes.failed : exitCodes.fine;
  },
});

interface Report {
  readonly root: string;
  readonly before: AudioSurvey;
  readonly survey: AudioSurvey;
  readonly findings: readonly SurveyedAudio[];
  /** Why something was not rendered, by file. */
  readonly failures: ReadonlyMap<string, string>;
}

/** Renders what can be; each file is told when it is there. Gives what could not be rendered, and why. */
async function renderAll(
  survey: AudioSurvey,
  root: string,
  { environment, note }: CommandContext,
): Promise<ReadonlyMap<string, string>> {
  const { renderAudio } = await import('../../library/index.ts');
  const failures = new Map<string, string>();
  if (!survey.audio.some(({ state }) => state === 'missing' || state === 'stale')) return failures;
  const provider = await buildTimeProvider(environment);
  for await (const { audio, failure } of renderAudio(survey, provider)) {
    if (failure === null) note(`rendered ${relative(root, audio.file)}`);
    else failures.set(audio.file, `${failure.message} (${failure.code})`);
  }
  return failures;
}

/** A file is for good: nothing stands in for a voice here. */
async function buildTimeProvider(environment: CommandContext['environment']): Promise<SpeechProvider> {
  const [{ loadSpeech }, { developerIdentity }, media] = await Promise.all([
    import('../../config/index.ts'),
    import('../../identity/index.ts'),
    import('../../media/index.ts'),
  ]);
  const speech = loadSpeech(environment);
  if (speech.kind === 'azure') {
    const wait = (milliseconds: number): Promise<unknown> => sleep(milliseconds);
    return media.azureSpeech({ ...speech, credential: developerIdentity(), wait });
  }
  const program = media.installedProgram();
  if (program !== null) return media.programSpeech(program);
  throw new media.SpeechError(
    'SPEECH-NO-PROVIDER',
    'There is nobody to speak: espeak-ng is not installed (Debian: apt-get install espeak-ng), and SPEECH_REGION ' +
      'and SPEECH_RESOURCE_ID are not set.',
  );
}

const words: Readonly<Record<SurveyedAudio['state'], string>> = {
  ready: 'ready',
  missing: 'there is no file yet',
  wordless: 'there is no file, and no text to render it from',
  stale: 'its text has changed since it was rendered',
  contested: 'two texts are wanted in it',
  unplayable: 'Graph cannot play it (WAV, PCM, mono, 16 bit, 16 kHz)',
  outside: 'it is outside of the flows folder',
};

function inWords({ root, survey, findings, failures }: Report): readonly string[] {
  const lines = findings.map((audio) => {
    const { file, state, reason, words: text } = audio;
    const why = [words[state], reason, failures.get(file)]
      .filter((part) => typeof part === 'string')
      .join('; ');
    const quoted = text === null ? '' : `\n    "${text}"`;
    return `${state.padEnd(10)} ${relative(root, file)}: ${why}${quoted}`;
  });
  const unused = survey.unused.map((path) => `${'unused'.padEnd(10)} ${path}: no flow wants it any more`);
  const ready = survey.audio.length - findings.length;
  const summary = `${ready} of ${survey.audio.length} audio files ready, ${findings.length} not, ${unused.length} unused`;
  return [...survey.problems, ...lines, ...unused, summary];
}

function asJson({ root, before, survey, failures }: Report): object {
  const earlier = new Map(before.audio.map(({ file, state }) => [file, state]));
  return {
    audio: survey.audio.map(({ flow, file, locale, words: text, state, reason }) => ({
      flow: relative(root, flow),
      path: relative(root, file),
      locale,
      text,
      state,
      rendered: state === 'ready' && earlier.get(file) !== 'ready',
      reason: failures.get(file) ?? reason,
    })),
    unused: survey.unused,
    problems: survey.problems,
  };
}
