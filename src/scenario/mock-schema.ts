import * as z from 'zod';
import { jsonSchema, lengthSchema, nameSchema } from './words-schema.ts';

const httpMockSchema = z
  .strictObject({
    url: nameSchema.describe('Which requests: their URL, in which * stands for anything.'),
    method: z.string().optional().describe('Only requests of this method.'),
    status: z.int().min(100).max(599).optional().describe('The status of the answer (200).'),
    body: jsonSchema.optional().describe('The body of the answer.'),
    after: lengthSchema.optional().describe('How long the answer takes.'),
    error: z.literal('network').optional().describe('There is no answer: the network fails.'),
    times: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .describe('How many requests it answers; then the next that fits does. Left out: all of them.'),
  })
  .refine(({ error, status, body }) => error === undefined || (status === undefined && body === undefined), {
    error: 'has an answer or an error, not both',
  })
  .meta({
    description: 'An answer to requests of http nodes.',
    if: { required: ['error'] },
    then: { properties: { status: false, body: false } },
  });

export type HttpMock = z.output<typeof httpMockSchema>;

/** What stands for other people's systems while a scenario runs. */
export const mocksSchema = z
  .strictObject({
    http: z
      .array(httpMockSchema)
      .optional()
      .describe('Answers, the first that fits; none fits: the network fails.'),
  })
  .describe('What stands for other systems.');
