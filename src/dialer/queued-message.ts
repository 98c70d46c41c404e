import * as z from 'zod';

/** A message of `ivr-outbound-calls`, as its trigger hands it out. */
export interface QueuedMessage {
  /** The queue's own id of it. */
  readonly id: string;
  readonly body: unknown;
  /** How often it was handed out, this time included. */
  readonly receptions: number;
}

/** What the host says of a message; the count comes as text or as a number. */
const metadataSchema = z.object({
  id: z.string().min(1).optional().catch(undefined),
  dequeueCount: z.coerce.number().int().min(1).catch(1),
});

/** `otherwise` is its id where the host tells none: then a message that is handed out twice asks for two calls. */
export function parseQueuedMessage(body: unknown, metadata: unknown, otherwise: string): QueuedMessage {
  const { id = otherwise, dequeueCount } = metadataSchema.parse(metadata ?? {});
  return { id, body, receptions: dequeueCount };
}
