import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const traceEntry = z.object({
  instance: z.string(),
  history: z.number(),
  newEvents: z.array(z.string()),
  actions: z.array(z.string()),
  isDone: z.boolean(),
  error: z.string().optional(),
  threw: z.boolean().optional(),
});
export type TraceEntry = z.infer<typeof traceEntry>;

const expectation = z.object({
  runtimeStatus: z.string().optional(),
  output: z.unknown().optional(),
  customStatus: z.unknown().optional(),
});

const vector = z.object({
  id: z.string(),
  title: z.string(),
  orchestrators: z.record(z.string(), z.string()),
  main: z.string(),
  script: z.array(z.array(z.unknown())),
  input: z.unknown().optional(),
  expected: expectation,
  expectedOn3_19: expectation.optional(),
  http: z.array(z.record(z.string(), z.unknown())).optional(),
  activityCalls: z.union([z.array(z.string()), z.object({ count: z.number() })]),
  orderOfEvents: z.array(traceEntry).optional(),
  exactBatching: z.boolean(),
  deterministic: z.boolean(),
});
export type Vector = z.infer<typeof vector>;

/** The recordings of the real extension. `{"$repeat":[c,n]}` is c repeated n times. */
export function readVectors(): readonly Vector[] {
  const file = path.join(__dirname, '..', 'durable-vectors.json');
  const document = z.object({ vectors: z.array(vector) });
  return document.parse(JSON.parse(readFileSync(file, 'utf8'))).vectors;
}

/** Expands what the recording abbreviates in scripts. */
export function expand(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$repeat' in value)) return value;
  const [text, count] = z.tuple([z.string(), z.number()]).parse(value.$repeat);
  return text.repeat(count);
}

/** Expands `<c x n>`, the abbreviation in expected values. */
export function expandExpected(value: unknown): unknown {
  const match = typeof value === 'string' ? /^<(.) x (\d+)>$/.exec(value) : null;
  return match === null ? value : (match[1] ?? '').repeat(Number(match[2]));
}
