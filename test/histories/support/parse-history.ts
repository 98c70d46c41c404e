import * as z from 'zod';
import type { RecordedEvent, RecordedHistory } from './recorded-history.ts';

const event = z
  .looseObject({ EventType: z.int(), EventId: z.int(), Timestamp: z.string() })
  .transform((recorded) => recorded as unknown as RecordedEvent);

const ending = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('completed'), output: z.json() }),
  z.object({ kind: z.literal('continuedAsNew'), input: z.json() }),
]);

const history = z.strictObject({
  about: z.string(),
  orchestrator: z.string(),
  instanceId: z.string(),
  generations: z.array(z.strictObject({ input: z.json(), history: z.array(event).min(2), ending })).min(1),
});

/** Reads the file of a history. */
export const parseHistory = (text: string): RecordedHistory => history.parse(JSON.parse(text));
