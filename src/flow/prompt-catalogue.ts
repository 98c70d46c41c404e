import * as z from 'zod';

const languageTag = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

export const localeSchema = z
  .string()
  .regex(languageTag, 'must be a language tag (BCP 47) such as "en-GB"')
  .describe('A language tag (BCP 47).');

/** A few minutes of speech: nobody listens longer, and audio is made of it in memory. */
export const longestSpokenText = 5_000;

export const spokenTextSchema = z.string().min(1).max(longestSpokenText);

const promptSchema = z
  .strictObject({
    audio: z.string().min(1).optional().describe('A WAV file, relative to the flow file.'),
    text: spokenTextSchema.optional().describe('The words: the transcript of the audio, or what is spoken.'),
  })
  .refine((prompt) => prompt.audio !== undefined || prompt.text !== undefined, {
    message: 'A prompt needs "audio", "text" or both.',
  })
  .meta({
    description: 'A prompt in one language: a file, a text, or both; the text is then the transcript.',
    anyOf: [{ required: ['audio'] }, { required: ['text'] }],
  });
export type Prompt = z.infer<typeof promptSchema>;

/** Named prompts, each with one rendering per locale: section 4 of the flow language. */
export const promptCatalogueSchema = z.record(
  z.string().min(1),
  z.record(localeSchema, promptSchema).describe('One prompt, in each of its languages.'),
);
export type PromptCatalogue = z.infer<typeof promptCatalogueSchema>;

/** The rendering of a named prompt in `locale`, else in `fallback`; null where the catalogue has neither. */
export function findPrompt(
  catalogue: PromptCatalogue,
  name: string,
  locale: string,
  fallback: string,
): { readonly locale: string; readonly prompt: Prompt } | null {
  const renderings = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
  if (renderings === undefined) return null;
  for (const candidate of [locale, fallback]) {
    const prompt = Object.hasOwn(renderings, candidate) ? renderings[candidate] : undefined;
    if (prompt !== undefined) return { locale: candidate, prompt };
  }
  return null;
}
