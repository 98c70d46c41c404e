import * as z from 'zod';
import { httpMethods, requestHeaderProblem } from '../../call/index.ts';
import { durationBetween } from '../duration.ts';
import { dataDipTimeoutSchema } from '../input-settings.ts';
import { jsonObjectSchema, jsonValueSchema } from '../json-value.ts';
import { nodeReferenceSchema } from '../node-reference.ts';
import { playSchema } from '../play-item.ts';

const templateText = 'with {values} in it';

const headerNameSchema = z.string().refine((name) => requestHeaderProblem(name) === null, {
  error: ({ input }) => `cannot be a header: ${requestHeaderProblem(String(input)) ?? ''}`,
});

const authSchema = z
  .union(
    [
      z.strictObject({
        header: headerNameSchema.describe('The header that gets the secret.'),
        setting: z.string().min(1).describe('The app setting that holds it.'),
      }),
      z.strictObject({ identity: z.string().min(1).describe("The scope of a token of the app's identity.") }),
    ],
    { error: 'must be { "header": "…", "setting": "…" } or { "identity": "<scope>" }' },
  )
  .describe('How the request proves who sends it.');

const requestSchema = z.strictObject({
  method: z.enum(httpMethods).optional().describe('What is asked of the address (GET).'),
  url: z.string().min(1).describe(`The address, ${templateText}; they are percent-encoded.`),
  headers: z.record(headerNameSchema, z.string()).optional().describe(`Headers, ${templateText}.`),
  query: z.record(z.string().min(1), z.string()).optional().describe(`Query parameters, ${templateText}.`),
  body: jsonValueSchema.optional().describe(`What is sent: JSON, or a string as it is, ${templateText}.`),
  auth: authSchema.optional(),
  idempotent: z.boolean().optional().describe('Whether a repeat does no harm, whatever the method (false).'),
});

/** The node `http`: section 2.1 of the flow language. */
export const httpSchema = z
  .strictObject({
    type: z.literal('http'),
    request: requestSchema.describe('What is asked.'),
    timeout: dataDipTimeoutSchema.optional(),
    retries: z.int().min(0).max(5).optional().describe('Further tries, where a repeat does no harm (0).'),
    fill: z
      .strictObject({
        after: durationBetween('0s', '60s').describe('How long the caller hears nothing before it.'),
        play: playSchema,
      })
      .optional()
      .describe('What the caller hears when it takes long.'),
    expect: jsonObjectSchema.optional().describe('The JSON Schema that the body of a 2xx answer holds to.'),
    into: z.string().min(1).optional().describe('The variable that gets the body.'),
    next: nodeReferenceSchema.describe('The node to go to after a 2xx answer.'),
    on: z
      .record(
        z.string().regex(/^(?:[45]xx|[45]\d\d)$/, 'must be a status from 400 to 599, "4xx" or "5xx"'),
        nodeReferenceSchema,
      )
      .optional()
      .describe('The nodes to go to after answers with other statuses.'),
    onError: nodeReferenceSchema.optional().describe('The node to go to when nothing of use came.'),
  })
  .describe("Asks somebody else's system: a data dip.");
export type HttpNode = z.infer<typeof httpSchema>;
