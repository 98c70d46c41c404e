import * as z from 'zod';
import { isKeys } from '../call/index.ts';
import { expectationSchema } from './expectation-schema.ts';
import { faultSchema } from './fault-schema.ts';
import { partySchema } from './party-schema.ts';
import { jsonSchema, lengthSchema, nameSchema } from './words-schema.ts';

const press = z
  .strictObject({
    press: z
      .string()
      .min(1)
      .refine(isKeys, 'must be keys: 0 to 9, * and #')
      .meta({ pattern: '^[0-9*#]+$', description: 'The keys, one after the other.' }),
    gap: lengthSchema.optional().describe('From key to key (200ms).'),
    during: nameSchema
      .optional()
      .describe('A prompt: the one that sounds now, else its next beginning, 300 ms after it began.'),
    after: lengthSchema.optional().describe('How long after the step before.'),
  })
  .refine(({ during, after }) => during === undefined || after === undefined, {
    error: 'is pressed "during" a prompt or "after" a time, not both',
  })
  .meta({ description: 'The caller presses keys.', not: { required: ['during', 'after'] } });

const who = nameSchema.describe('A participant: the id or number of their party, or "app".');
const rosterSchema = z.union([
  z
    .strictObject({
      join: partySchema.describe('Who comes.'),
      inLobby: z.boolean().optional().describe('Whether they wait to be let in (false).'),
    })
    .describe('Somebody comes.'),
  z.strictObject({ leave: who }).describe('Somebody goes.'),
  z.strictObject({ admit: who }).describe('Somebody who waits is let in.'),
  z.strictObject({ deny: who }).describe('Somebody who waits is turned away.'),
  z.strictObject({ mute: who }).describe('Somebody is muted.'),
  z.strictObject({ unmute: who }).describe('Somebody is not muted any more.'),
]);

/** What happens among the participants of a call. */
export type RosterChange = z.output<typeof rosterSchema>;

/** What the caller, and the world around the call, does next; or what must come next. */
export const stepSchema = z.union([
  press,
  z.strictObject({ speak: lengthSchema.describe('How long, from the beep.') }).describe('The caller speaks.'),
  z
    .strictObject({ wait: lengthSchema.describe('How long after the step before.') })
    .describe('Nothing, for a time.'),
  z.strictObject({ hangup: z.literal(true).describe('Always true.') }).describe('The caller hangs up.'),
  z
    .strictObject({
      raise: nameSchema.describe('The name of the event.'),
      data: jsonSchema.optional().describe('What comes with it.'),
    })
    .describe('An event comes from outside, for a wait.'),
  z
    .strictObject({ roster: rosterSchema.describe('What changes.') })
    .describe('Somebody comes to a group call, goes, or is changed.'),
  z
    .strictObject({ fault: faultSchema.describe('What goes wrong.') })
    .describe('Something goes wrong: the matching thing that is undecided, else the next.'),
  z
    .strictObject({
      expect: expectationSchema,
      within: lengthSchema.optional().describe('How long it is waited for; left out, as long as it takes.'),
    })
    .describe('Something must begin.'),
]);

export type Step = z.output<typeof stepSchema>;
