import * as z from 'zod';
import { rejectReasons } from '../../call/index.ts';

const flowReference = z.string().min(1).describe('The id of a flow.');
const identifier = z.string().trim().min(1).meta({ pattern: '\\S' });
const phoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number in E.164, such as "+442079460000"');

const conditionSchema = z
  .strictObject({
    calledNumber: phoneNumber.optional().describe('The number that was called; "numbers" says whose it is.'),
    applicationInstance: identifier.optional().describe('The application instance that was called.'),
    callerTenant: identifier.optional().describe('The tenant of the caller.'),
    callerWithheld: z.boolean().optional().describe('Whether the caller withholds who is calling.'),
  })
  .describe('What must be true of the call; everything named must be.');
export type RouteCondition = z.infer<typeof conditionSchema>;

const splitSchema = z
  .array(
    z
      .strictObject({
        flow: flowReference,
        percent: z.number().min(0).max(100).describe('How many of a hundred calls get it.'),
      })
      .describe('A flow and its share of the calls.'),
  )
  .min(1)
  .refine((parts) => Math.abs(parts.reduce((sum, { percent }) => sum + percent, 0) - 100) < 1e-6, {
    message: 'the percentages must add up to 100',
  })
  .describe('Several flows, each for its share of the calls; a call id always gets the same one.');

const routeSchema = z.union(
  [
    z
      .strictObject({ when: conditionSchema, flow: flowReference })
      .describe('A condition and the flow of the calls for which it holds.'),
    z
      .strictObject({ when: conditionSchema, split: splitSchema })
      .describe('A condition and the flows that share the calls for which it holds.'),
  ],
  { error: 'must be { "when", "flow" } or { "when", "split" }' },
);

const otherwiseSchema = z.union(
  [
    z.strictObject({ flow: flowReference }).describe('A flow.'),
    z
      .strictObject({ reject: z.enum(rejectReasons).describe('What the caller is told.') })
      .describe('Refuses the call.'),
  ],
  { error: `must be { "flow": "…" } or { "reject": one of ${rejectReasons.join(', ')} }` },
);

/** `routes.json`: which flow an incoming call gets. Section 1.4 of the flow language. */
export const routesSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The JSON Schema by which an editor completes and explains.'),
    numbers: z
      .record(phoneNumber, identifier)
      .default({})
      .describe('Phone numbers, each with the id of the application instance that has it.'),
    incoming: z.array(routeSchema).default([]).describe('The first whose condition holds is taken.'),
    otherwise: otherwiseSchema.default({ reject: 'none' }).describe('What a call gets that no route takes.'),
  })
  .describe('Which flow an incoming call gets.');

export type Routes = z.infer<typeof routesSchema>;
