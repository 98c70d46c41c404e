import * as z from 'zod';
import { exactlyOne } from './exactly-one.ts';
import { nameSchema } from './words-schema.ts';

const members = {
  phone: z.string().min(1).optional().describe('A phone number in E.164.'),
  user: nameSchema.optional().describe('The object id of a user of the tenant.'),
  applicationInstance: nameSchema.optional().describe('The object id of a resource account.'),
  application: nameSchema.optional().describe('The id of an application.'),
  guest: nameSchema.optional().describe('The id of a guest.'),
  withheld: z.literal(true).optional().describe('A caller who withholds who they are.'),
};
const oneParty = exactlyOne(Object.keys(members));

/** Somebody who calls, is called, or comes to a call. */
export const partySchema = z
  .strictObject({ ...members, displayName: z.string().optional().describe('The name that is shown.') })
  .refine(oneParty.refine, oneParty.error)
  .meta({ description: 'Somebody at one end of the call.', ...oneParty.meta });

export type ScenarioParty = z.output<typeof partySchema>;
