import * as z from 'zod';
import { runRuleSchema } from './expectation-schema.ts';
import { mocksSchema } from './mock-schema.ts';
import { partySchema } from './party-schema.ts';
import { stepSchema } from './step-schema.ts';
import { jsonSchema, nameSchema } from './words-schema.ts';

/*
 * Scenarios: a scripted caller and what must come of the call (section 6 of the flow language). A file of scenarios is
 * a list of them, beside the flows.
 */

const moment = z.iso.datetime({
  offset: true,
  error: 'must be an instant with its offset, such as "2026-10-26T09:00:00Z"',
});

const isCallable = (party: object): boolean =>
  'user' in party || 'phone' in party || 'applicationInstance' in party;

/** One scripted call, as it is written. */
const scenarioSchema = z
  .strictObject({
    scenario: nameSchema.describe('What it is about: its name.'),
    flow: nameSchema.describe('The id of the flow that is called.'),
    at: moment.optional().describe('When the call is placed, with its offset (2026-10-26T09:00:00Z).'),
    direction: z
      .enum(['incoming', 'outgoing'])
      .optional()
      .describe('"outgoing": the app calls whom "to" names; left out, the app is called.'),
    from: partySchema.optional().describe('Who calls ({"phone":"+4930901820001"}).'),
    to: partySchema.optional().describe('Who is called.'),
    variables: z
      .record(z.string(), jsonSchema)
      .optional()
      .describe('What variables of the flow have when the call begins.'),
    settings: z.record(z.string(), z.string()).optional().describe('Settings that the flow is bound to.'),
    mocks: mocksSchema.optional(),
    steps: z.array(stepSchema).describe('What the caller does and what must come, one after the other.'),
    never: z.array(runRuleSchema).optional().describe('What must not be at any time.'),
    always: z.array(runRuleSchema).optional().describe('What must be so over the whole run.'),
  })
  .refine(({ direction, to = {} }) => direction !== 'outgoing' || isCallable(to), {
    path: ['to'],
    message: 'A call that the app makes needs "to": a user, a phone or an application instance.',
  })
  .describe('A scripted call.');

/** A scripted call as it is read: lengths of time are in milliseconds. */
export type Scenario = z.output<typeof scenarioSchema>;

/** A file of scenarios. */
export const scenariosSchema = z
  .array(scenarioSchema)
  .describe('Scripted calls, and what must come of each.');
