/** The published timing cases of section 3 of the flow language. Times are milliseconds after the entry of the node. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const vectorSchema = z.object({
  name: z.string(),
  node: z.object({
    kind: z.enum(['collect', 'menu']),
    minDigits: z.number().optional(),
    maxDigits: z.number().optional(),
    bargeIn: z.boolean().optional(),
    pattern: z.string().optional(),
    choices: z.array(z.string()).optional(),
    interDigitTimeout: z.number().optional(),
    terminatorTimeout: z.number().optional(),
  }),
  promptMs: z.number(),
  typeAhead: z.string(),
  keys: z.array(z.object({ atMs: z.number(), key: z.string() })),
  expect: z.object({
    outcome: z.string(),
    value: z.string(),
    atMs: z.number(),
    because: z.string(),
    promptCancelledAtMs: z.number().nullable(),
    leftInBuffer: z.string(),
  }),
});
export type Vector = z.infer<typeof vectorSchema>;

const file = join(__dirname, 'dtmf-vectors.json');
export const { vectors } = z
  .object({ vectors: z.array(vectorSchema) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));
