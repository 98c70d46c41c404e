import type { Settings } from '../config/index.ts';
import type { UnspokenText } from './library.ts';

/**
 * What these settings want done with a text that nobody has spoken. A flow that callers could not hear is refused
 * on a deployed app; on a developer's machine a warning is enough.
 */
export function unspokenTextBy({ speech, deployed }: Pick<Settings, 'speech' | 'deployed'>): UnspokenText {
  if (speech.kind !== 'none') return 'render';
  return deployed ? 'refuse' : 'playFails';
}
