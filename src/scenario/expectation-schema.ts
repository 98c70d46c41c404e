import * as z from 'zod';
import { callEnds } from '../call/index.ts';
import { exactlyOne } from './exactly-one.ts';
import { lengthSchema, nameSchema } from './words-schema.ts';

const heard = {
  prompt: nameSchema
    .optional()
    .describe('A prompt that begins: its name in the catalogue, its audio path, or its words.'),
  say: nameSchema.regex(/\S/, 'must have words').optional().describe('Words that are spoken.'),
  node: nameSchema.optional().describe('A node that is entered.'),
  transfer: nameSchema.optional().describe('A transfer to this target.'),
  http: nameSchema.optional().describe('A request to a URL, in which * stands for anything.'),
  event: nameSchema.optional().describe('A milestone of the flow.'),
  end: z.enum(callEnds).optional().describe('How the call ends.'),
};
const oneHeard = exactlyOne(Object.keys(heard));

/** What a step of a scenario waits for. */
export const expectationSchema = z
  .strictObject(heard)
  .refine(oneHeard.refine, oneHeard.error)
  .meta({ description: 'Something that begins after what was expected last.', ...oneHeard.meta });

export type Expectation = z.output<typeof expectationSchema>;

const wholeRun = {
  ...heard,
  logged: nameSchema.optional().describe('A text in any log, record or trace.'),
  silenceOver: lengthSchema.optional().describe('Silence in a row that is longer than this.'),
};
const oneOfRun = exactlyOne(Object.keys(wholeRun));

/** What is, or is never, so from the beginning of a call to its end. */
export const runRuleSchema = z
  .strictObject(wholeRun)
  .refine(oneOfRun.refine, oneOfRun.error)
  .meta({ description: 'Something about the whole run.', ...oneOfRun.meta });

export type RunRule = z.output<typeof runRuleSchema>;
