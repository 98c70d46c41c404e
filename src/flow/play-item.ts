import * as z from 'zod';
import { durationBetween } from './duration.ts';
import { spokenTextSchema } from './prompt-catalogue.ts';
import { isCurrency, sayStyles } from './say/index.ts';

const sayItemSchema = z
  .strictObject({
    say: z.string().min(1).max(500).describe('The value to be said, as a rule one {expression}.'),
    as: z.enum(sayStyles).describe('What the value is said as.'),
    currency: z
      .string()
      .refine(isCurrency, 'must be the code of a currency (ISO 4217), such as "GBP"')
      .meta({ pattern: '^[A-Z]{3}$' })
      .optional()
      .describe('With "as": "currency": its code in ISO 4217.'),
    timeZone: z
      .string()
      .regex(/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/, 'must be a time zone (IANA), such as "Europe/London"')
      .optional()
      .describe('For a date or time with an offset from UTC: the zone whose clocks say it.'),
  })
  .refine((item) => (item.as === 'currency') === (item.currency !== undefined), {
    message: '"currency" belongs to "as": "currency", which needs it.',
    path: ['currency'],
  })
  .refine((item) => item.timeZone === undefined || item.as === 'date' || item.as === 'time', {
    message: '"timeZone" belongs to "as": "date" and "as": "time".',
    path: ['timeZone'],
  })
  .meta({
    description: 'A value, said by the rules of the language.',
    if: { properties: { as: { const: 'currency' } } },
    then: { required: ['currency'] },
    else: { properties: { currency: false } },
  });
export type SayItem = z.infer<typeof sayItemSchema>;

/** One item of a `play` list: section 4 of the flow language. */
const playItemSchema = z.union(
  [
    z.string().min(1).describe('The name of a prompt in the catalogue.'),
    z
      .strictObject({ audio: z.string().min(1).describe('A WAV file, relative to the flow file.') })
      .describe('A WAV file beside the flow.'),
    z
      .strictObject({ tts: spokenTextSchema.describe('The words to be spoken, with {values} in them.') })
      .describe('Text to be spoken.'),
    z
      .strictObject({ ssml: spokenTextSchema.describe('The inside of <speak>, with {values} in it.') })
      .describe('Speech as SSML.'),
    sayItemSchema,
    z.strictObject({ silence: durationBetween('1ms', '60s') }).describe('Nothing, for a while.'),
  ],
  {
    error:
      'must be the name of a prompt, { "audio": "file.wav" }, { "tts": "text" }, { "ssml": "…" }, ' +
      '{ "say": "{value}", "as": "digits" } or { "silence": "500ms" }',
  },
);
export type PlayItem = z.infer<typeof playItemSchema>;

export const playSchema = z
  .array(playItemSchema)
  .meta({ id: 'play', description: 'What the caller hears, in this order.' });
export type Play = readonly PlayItem[];
