import { dirname } from 'node:path';
import { assertNever } from '../call/index.ts';
import type { Clip } from '../call/index.ts';
import { clipKey, clipSources, problemFrom } from '../flow/index.ts';
import type { ClipSource, FindWritten, FlowDocument, Problem, Written } from '../flow/index.ts';
import { addAudioFile, silence, standInTone } from '../media/index.ts';
import type { MediaCatalogue } from '../media/index.ts';
import { audioPlan, isStale } from './audio-plan.ts';
import type { AudioPlan } from './audio-plan.ts';
import type { UnspokenText } from './library.ts';

export interface ClipOptions {
  /** The flow's file. */
  readonly file: string;
  /** The flows folder, which no audio path leaves. */
  readonly root: string;
  readonly media: MediaCatalogue;
  readonly unspokenText: UnspokenText;
}

export interface BoundClips {
  readonly clips: ReadonlyMap<string, Clip>;
  readonly problems: readonly Problem[];
}

/** A clip for every piece of audio that the flow may play; what has none is a problem, where the file names it. */
export function bindClips(
  document: FlowDocument,
  options: ClipOptions,
  find: FindWritten = () => null,
): BoundClips {
  const clips = new Map<string, Clip>();
  const problems: Problem[] = [];
  for (const source of clipSources(document)) {
    const made = clipOf(source, options);
    if (made.clip !== null) clips.set(clipKey(source), made.clip);
    if (made.finding !== null) problems.push(problemOf(options.file, made.finding, find(nameOf(source))));
  }
  return { clips, problems };
}

interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

interface MadeClip {
  readonly clip: Clip | null;
  readonly finding: Finding | null;
}

function clipOf(source: ClipSource, options: ClipOptions): MadeClip {
  switch (source.kind) {
    case 'silence':
      return generated(options.media, () => silence(source.length));
    case 'text':
    case 'ssml':
    case 'audio':
      return spoken(audioPlan(source), options);
    default:
      return assertNever(source, 'clip source');
  }
}

/** A file that is there, or what can be done without it. */
function spoken(plan: AudioPlan, options: ClipOptions): MadeClip {
  const { path, words, said } = plan;
  const file = addAudioFile(options.media, path, dirname(options.file), options.root);
  switch (file.kind) {
    case 'clip':
      return isStale(plan, file.renderedFrom)
        ? failed('AUDIO-STALE', `"${path}" was rendered from another text than "${words ?? ''}"; ${renderIt}`)
        : { clip: file.clip, finding: null };
    case 'missing':
      if (words === null || said === null)
        return failed('AUDIO-MISSING', `the audio file "${path}" does not exist`);
      return plan.named
        ? unspoken(words, `the audio file "${path}" does not exist`, 'AUDIO-MISSING', options)
        : unspoken(words, `"${words}" has no audio file`, 'TEXT-NOT-SPOKEN', options);
    case 'outside':
      return failed('AUDIO-OUTSIDE', `the audio file "${path}" is not inside the flows folder`);
    case 'unplayable':
      return failed(
        'AUDIO-UNPLAYABLE',
        `Graph cannot play "${path}": ${file.reason}; it plays WAV, PCM, mono, 16 bit, 16 kHz`,
      );
    default:
      return assertNever(file, 'audio file');
  }
}

const renderIt = 'render it anew with `ivr prompts --render`';

function unspoken(text: string, what: string, code: string, { media, unspokenText }: ClipOptions): MadeClip {
  const warning = (consequence: string): Finding => ({
    code,
    severity: 'warning',
    message: `${what}; ${consequence}`,
  });
  const named = code === 'AUDIO-MISSING';
  switch (unspokenText) {
    case 'render':
      return { clip: null, finding: named ? warning('its text is spoken when it is played') : null };
    case 'standIn': {
      const { clip } = generated(media, () => standInTone(text));
      return { clip, finding: named ? warning('a quiet tone stands in') : null };
    }
    case 'playFails':
      return { clip: null, finding: warning('playing it fails') };
    case 'refuse':
      return failed(code, `${what}, and there is no speech provider to speak it`);
    default:
      return assertNever(unspokenText, 'choice for unspoken text');
  }
}

const failed = (code: string, message: string): MadeClip => ({
  clip: null,
  finding: { code, severity: 'error', message },
});

/** Generated audio is made again when it is fetched: keeping it would cost memory for every prompt. */
function generated(media: MediaCatalogue, make: () => Uint8Array): MadeClip {
  const added = media.add(make(), () => Promise.resolve(make()));
  return added.kind === 'clip'
    ? { clip: added.clip, finding: null }
    : failed('AUDIO-UNPLAYABLE', added.reason);
}

/** What the flow says where it wants this piece of audio. */
function nameOf(source: ClipSource): string {
  switch (source.kind) {
    case 'audio':
      return source.path;
    case 'ssml':
      return source.ssml;
    case 'text':
      return source.text;
    case 'silence':
      return '';
    default:
      return assertNever(source, 'clip source');
  }
}

const problemOf = (file: string, finding: Finding, written: Written | null): Problem =>
  problemFrom(file, written?.place ?? wholeFile, written?.pointer ?? '', finding);

const wholeFile = { line: 1, column: 1, offset: 0, length: 1 };
