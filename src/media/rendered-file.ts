import { createHash } from 'node:crypto';
import { parseWav } from './wav.ts';
import type { WavInformation } from './wav.ts';

/**
 * Files that were rendered from a text carry it: a file that was made for other words than the flow has now is
 * stale, and everybody can see, and hear, what it was made from. Files of people carry no such mark, and are theirs.
 */
const mark = 'ivr prompts';

/** What a file is to say of itself that `voice` has rendered from `text`. */
export const renderedFrom = (text: string, voice: string): WavInformation => ({
  comment: text,
  software: `${mark}, ${voice}`,
});

/** The text that a file was rendered from; null where it was not rendered by us. */
export function textOfRendering(bytes: Uint8Array): string | null {
  const parts = parseWav(bytes);
  if (parts.kind === 'unplayable') return null;
  const isOurs = parts.information.get('ISFT')?.startsWith(mark) === true;
  return isOurs ? (parts.information.get('ICMT') ?? '') : null;
}

/**
 * Where the rendering of what names no file is kept, below the folder of its flow: by locale, under its first words
 * for whoever reviews it, and a hash of what is said (the text, or its SSML), so that another text is another file.
 */
export function renderingPath(locale: string, text: string, said = text): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  const hash = createHash('sha256').update(`${locale}\0${said}`).digest('hex').slice(0, 8);
  return `prompts/rendered/${locale}/${words === '' ? '' : `${words}-`}${hash}.wav`;
}
