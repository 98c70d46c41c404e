import * as z from 'zod';
import { callEnds, isKeys } from '../call/index.ts';
import { durationBetween } from '../flow/index.ts';

/*
 * Scenarios: a scripted caller and what must come of the call (section 6 of the flow language). A file of scenarios is
 * a list of them, beside the flows.
 */

const wait = durationBetween('0ms', '24h');
const name = z.string().min(1);
const instant = z.iso.datetime({
  offset: true,
  error: 'must be an instant with its offset, such as "2026-10-26T09:00:00Z"',
});

/** Exactly one of these members, which says what a thing is. */
const exactlyOne = (members: readonly string[]) => ({
  refine: (value: object): boolean => members.filter((member) => Object.hasOwn(value, member)).length === 1,
  error: `must have exactly one of ${members.join(', ')}`,
  meta: { oneOf: members.map((member) => ({ required: [member] })) },
});

const partyMembers = {
  phone: z.string().min(1).optional().describe('A phone number in E.164.'),
  user: name.optional().describe('The object id of a user of the tenant.'),
  applicationInstance: name.optional().describe('The object id of a resource account.'),
  application: name.optional().describe('The id of an application.'),
  guest: name.optional().describe('The id of a guest.'),
  withheld: z.literal(true).optional().describe('A caller who withholds who they are.'),
};
const oneParty = exactlyOne(Object.keys(partyMembers));
const party = z
  .strictObject({ ...partyMembers, displayName: z.string().optional().describe('The name that is shown.') })
  .refine(oneParty.refine, oneParty.error)
  .meta({ description: 'Somebody at one end of the call.', ...oneParty.meta });

const httpMock = z
  .strictObject({
    url: name.describe('Which requests: their URL, in which * stands for anything.'),
    method: z.string().optional().describe('Only requests of this method.'),
    status: z.int().min(100).max(599).optional().describe('The status of the answer (200).'),
    body: z.json().optional().describe('The body of the answer.'),
    after: wait.optional().describe('How long the answer takes.'),
    error: z.literal('network').optional().describe('There is no answer: the network fails.'),
  })
  .refine(({ error, status, body }) => error === undefined || (status === undefined && body === undefined), {
    error: 'has an answer or an error, not both',
  })
  .meta({
    description: 'An answer to requests of http nodes.',
    if: { required: ['error'] },
    then: { properties: { status: false, body: false } },
  });

const heardMembers = {
  prompt: name
    .optional()
    .describe('A prompt that begins: its name in the catalogue, its audio path, or its words.'),
  say: name.optional().describe('Words that are spoken.'),
  node: name.optional().describe('A node that is entered.'),
  transfer: name.optional().describe('A transfer to this target.'),
  http: name.optional().describe('A request to a URL, in which * stands for anything.'),
  event: name.optional().describe('A milestone of the flow.'),
  end: z.enum(callEnds).optional().describe('How the call ends.'),
};
const oneHeard = exactlyOne(Object.keys(heardMembers));
const expectation = z
  .strictObject(heardMembers)
  .refine(oneHeard.refine, oneHeard.error)
  .meta({ description: 'Something that begins after what was expected last.', ...oneHeard.meta });

const wholeRunMembers = {
  ...heardMembers,
  logged: name.optional().describe('A text in any log, record or trace.'),
  silenceOver: wait.optional().describe('Silence in a row that is longer than this.'),
};
const oneOfRun = exactlyOne(Object.keys(wholeRunMembers));
const wholeRun = z
  .strictObject(wholeRunMembers)
  .refine(oneOfRun.refine, oneOfRun.error)
  .meta({ description: 'Something about the whole run.', ...oneOfRun.meta });

const told = ['lost', 'doubled', 'reordered', 'delayed'];
const oneTold = exactlyOne(told);
const fault = z.union([
  z
    .strictObject({
      operation: name.describe('A Graph operation, by its name.'),
      status: z.int().min(400).max(599).describe('The status of the answer.'),
      code: z.string().optional().describe('The error code of the answer.'),
      subcode: z.int().min(0).optional().describe('The subcode of the answer.'),
    })
    .describe('Graph refuses an operation.'),
  z
    .strictObject({
      notification: z.enum(['prompt', 'record', 'tone', 'call']).describe('What is told of.'),
      lost: z.literal(true).optional().describe('It never comes.'),
      doubled: z.literal(true).optional().describe('It comes twice.'),
      reordered: z.literal(true).optional().describe('It comes after the one that follows it.'),
      delayed: wait.optional().describe('It comes this much later.'),
    })
    .refine(oneTold.refine, oneTold.error)
    .meta({ description: 'A notification goes wrong.', ...oneTold.meta }),
  z
    .strictObject({
      transfer: z.union([name, z.literal(true)]).describe('A transfer to this target; true: to any.'),
      outcome: z.enum(['busy', 'noAnswer', 'failed']).describe('What becomes of it.'),
    })
    .describe('A transfer fails.'),
]);

const press = z
  .strictObject({
    press: z
      .string()
      .refine(isKeys, 'must be keys: 0 to 9, * and #')
      .meta({ pattern: '^[0-9*#]+$', description: 'The keys, one after the other.' }),
    gap: wait.optional().describe('From key to key (200ms).'),
    during: name
      .optional()
      .describe('A prompt: the one that sounds now, else its next beginning, 300 ms after it began.'),
    after: wait.optional().describe('How long after the step before.'),
  })
  .refine(({ during, after }) => during === undefined || after === undefined, {
    error: 'is pressed "during" a prompt or "after" a time, not both',
  })
  .meta({ description: 'The caller presses keys.', not: { required: ['during', 'after'] } });

const step = z.union([
  press,
  z.strictObject({ speak: wait.describe('How long, from the beep.') }).describe('The caller speaks.'),
  z.strictObject({ wait: wait.describe('How long after the step before.') }).describe('Nothing, for a time.'),
  z.strictObject({ hangup: z.literal(true).describe('Always true.') }).describe('The caller hangs up.'),
  z
    .strictObject({
      raise: name.describe('The name of the event.'),
      data: z.json().optional().describe('What comes with it.'),
    })
    .describe('An event comes from outside, for a wait.'),
  z
    .strictObject({ fault: fault.describe('What goes wrong.') })
    .describe('Something goes wrong: the matching thing that is undecided, else the next.'),
  z
    .strictObject({
      expect: expectation,
      within: wait.optional().describe('How long it is waited for; left out, as long as it takes.'),
    })
    .describe('Something must begin.'),
]);

/** One scripted call, as it is written. */
const scenarioSchema = z
  .strictObject({
    scenario: name.describe('What it is about: its name.'),
    flow: name.describe('The id of the flow that is called.'),
    at: instant.optional().describe('When the call is placed, with its offset.'),
    from: party.optional().describe('Who calls ({ "phone": "+4930901820001" }).'),
    to: party.optional().describe('Who is called.'),
    variables: z
      .record(z.string(), z.json())
      .optional()
      .describe('What variables of the flow have when the call begins.'),
    settings: z.record(z.string(), z.string()).optional().describe('Settings that the flow is bound to.'),
    mocks: z
      .strictObject({
        http: z
          .array(httpMock)
          .optional()
          .describe('Answers, the first that fits; none fits: the network fails.'),
      })
      .optional()
      .describe('What stands for other systems.'),
    steps: z.array(step).describe('What the caller does and what must come, one after the other.'),
    never: z.array(wholeRun).optional().describe('What must not be at any time.'),
    always: z.array(wholeRun).optional().describe('What must be so over the whole run.'),
  })
  .describe('A scripted call.');

/** A file of scenarios. */
export const scenariosSchema = z
  .array(scenarioSchema)
  .describe('Scripted calls, and what must come of each.');
