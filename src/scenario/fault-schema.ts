import * as z from 'zod';
import { operationNames } from '../operations/index.ts';
import { exactlyOne } from './exactly-one.ts';
import { lengthSchema, nameSchema } from './words-schema.ts';

const operation = z.enum(operationNames).describe('A Graph operation that calls use, by its name.');
const toAny = (what: string) => z.union([nameSchema, z.literal(true)]).describe(what);
const verdictAfter = lengthSchema.optional().describe('How late the verdict comes; left out, after 300 ms.');

const refusal = z
  .strictObject({
    operation,
    status: z.int().min(400).max(599).describe('The status of the answer.'),
    code: z.string().optional().describe('The error code of the answer.'),
    subcode: z.int().min(0).max(99_999).optional().describe('The subcode of the answer.'),
    times: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .describe('How many such operations are refused, each in all its tries (1).'),
  })
  .describe('Graph refuses an operation.');

const lostAnswer = z
  .strictObject({
    operation,
    lost: z.literal(true).describe('Graph does it, and its answer never comes.'),
  })
  .describe('The answer to an operation is lost, so that nobody knows whether it was done.');

const oneDisorder = exactlyOne(['lost', 'doubled', 'reordered', 'delayed']);
const disorder = z
  .strictObject({
    notification: z
      .enum(['prompt', 'record', 'tone', 'call', 'roster', 'invite', 'operation'])
      .describe('What is told of.'),
    lost: z.literal(true).optional().describe('It never comes.'),
    doubled: z.literal(true).optional().describe('It comes twice.'),
    reordered: z.literal(true).optional().describe('It comes after the one that follows it.'),
    delayed: lengthSchema.optional().describe('It comes this much later.'),
  })
  .refine(oneDisorder.refine, oneDisorder.error)
  .meta({ description: 'A notification goes wrong.', ...oneDisorder.meta });

const transfer = z
  .strictObject({
    transfer: toAny('A transfer to this target; true: to any.'),
    outcome: z
      .enum(['busy', 'noAnswer', 'failed', 'never'])
      .describe('What becomes of it; "never": nothing is told of it any more.'),
    after: verdictAfter,
  })
  .describe('A transfer fails.');

const callee = z
  .strictObject({
    callee: z.literal(true).describe('Whom the app calls with this call.'),
    outcome: z.enum(['busy', 'noAnswer', 'declined']).describe('What becomes of it.'),
    after: verdictAfter,
  })
  .describe('Nobody takes the call that the app makes.');

const invitation = z
  .strictObject({
    invite: toAny('An invitation of this target; true: of anybody.'),
    outcome: z.enum(['busy', 'noAnswer', 'declined', 'failed']).describe('What becomes of it.'),
    after: verdictAfter,
  })
  .describe('Somebody who is invited does not come.');

const meeting = z
  .strictObject({
    meeting: toAny('The meeting of this joinId or chat; true: any.'),
    outcome: z
      .enum(['lobby', 'denied', 'locked', 'unknown'])
      .describe(
        '"lobby": nobody lets the app in; "denied": it is turned away; "unknown": there is no such meeting.',
      ),
    after: verdictAfter,
  })
  .describe('A meeting is not joined.');

const effect = z
  .strictObject({
    effect: z
      .enum(['queue', 'renderSpeech', 'fetchRecording'])
      .describe('A queue message, speech that is to be rendered, or a recording that is to be fetched.'),
    after: lengthSchema
      .optional()
      .describe('How long it takes until it has failed; left out, it fails at once.'),
  })
  .describe('Something besides Graph fails.');

const tones = z
  .strictObject({
    tones: z
      .enum(['mediaOperationCanceled', 'unknown'])
      .describe("Graph's word for what became of them; nobody hears them."),
  })
  .describe('Keys that the app sends are not heard.');

const audio = z
  .strictObject({ audio: z.literal('never').describe('Always "never".') })
  .describe('The call is answered, but its audio never becomes active.');

/** What may go wrong in a call. */
export const faultSchema = z.union([
  refusal,
  lostAnswer,
  disorder,
  transfer,
  callee,
  invitation,
  meeting,
  effect,
  tones,
  audio,
]);

export type Fault = z.output<typeof faultSchema>;
