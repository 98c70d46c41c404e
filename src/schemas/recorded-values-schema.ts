import * as z from 'zod';
import { partyKinds } from '../call/index.ts';
import type {
  InputOutcome,
  InputReason,
  JsonValue,
  Party,
  TransferOutcome,
} from '../call/index.ts';

/* What transcripts and events of a record have in common. */

/** Each word of a union: the types do not fit where one is forgotten. */
type Words<Word extends string> = { readonly [Each in Word]: Each };

export const inputOutcomes: Words<InputOutcome> = { filled: 'filled', noInput: 'noInput', noMatch: 'noMatch' };

export const inputReasons: Words<InputReason> = {
  firstDigitTimeout: 'firstDigitTimeout',
  interDigitTimeout: 'interDigitTimeout',
  terminatorTimeout: 'terminatorTimeout',
  terminator: 'terminator',
  nextKey: 'nextKey',
  mustTerminate: 'mustTerminate',
  noOption: 'noOption',
};

export const transferOutcomes: Words<TransferOutcome> = {
  transferred: 'transferred',
  busy: 'busy',
  noAnswer: 'noAnswer',
  failed: 'failed',
  abandoned: 'abandoned',
};

export const jsonSchema: z.ZodType<JsonValue> = z
  .json()
  .meta({ id: 'json', description: 'Any JSON value.' });

export const partySchema: z.ZodType<Party> = z
  .strictObject({
    kind: z.enum(partyKinds).describe('What is known of it; "withheld": nothing.'),
    id: z.string().nullable().describe("Graph's id."),
    phone: z.string().nullable().describe('The phone number in E.164.'),
    displayName: z.string().nullable().describe('The name that Graph tells.'),
    tenantId: z.string().nullable().describe('The tenant.'),
  })
  .meta({ id: 'party', description: 'Who was at one end of the call; null is what Graph withheld.' });

