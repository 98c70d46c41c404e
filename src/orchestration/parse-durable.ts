import * as z from 'zod';
import { later } from '../call/index.ts';
import type { EventBatch, Instant, PerformedCommand } from '../call/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import type { CallInput, CommandInput } from './call-input.ts';
import { callFactsSchema, instantSchema } from './call-schema.ts';
import { commandSchema, performedCommandSchema } from './command-schema.ts';
import { DurableInputError } from './durable-input-error.ts';
import { notifiedEventSchema } from './event-schema.ts';

/*
 * What comes back from the durable store was written by us, but anybody with the key of the durable API can
 * start and raise something too, and so can another version of the app.
 *
 * O11  What does not have the form of an event is dropped: no call is let down by it. So is what was stamped in
 *      the future, since time would jump there with it.
 */

const batchSchema = z.object({ id: z.string(), receivedAt: instantSchema, events: z.array(z.unknown()) });

/** By how much the clock of the machine that stamped an event may be ahead of the orchestration's. */
const clockTolerance = 5 * 60_000;

/** The batch that was raised, with those of its events that are any; null for something else. */
export function parseBatch(value: unknown, now: Instant): EventBatch | null {
  const parsed = batchSchema.safeParse(value);
  if (!parsed.success || parsed.data.receivedAt > later(now, clockTolerance)) return null;
  const { id, receivedAt, events } = parsed.data;
  const read = events.map((event) => notifiedEventSchema.safeParse(event));
  return { id, receivedAt, events: read.flatMap(({ data }) => (data === undefined ? [] : [data])) };
}

/** What an activity gave back; null for something else. */
export function parsePerformed(value: unknown): PerformedCommand | null {
  return performedCommandSchema.safeParse(value).data ?? null;
}

const commandInputSchema: z.ZodType<CommandInput> = z.object({
  call: callFactsSchema,
  command: commandSchema,
});

/** @throws DurableInputError for something that is no command. */
export function parseCommandInput(value: unknown): CommandInput {
  const parsed = commandInputSchema.safeParse(value);
  if (!parsed.success) throw new DurableInputError('command', parsed.error);
  return parsed.data;
}

/** As much of a flow as says which one it is. The rest is as the library bound it, or does not compile. */
const boundFlow = z.object({
  document: z.object({ id: z.string(), version: z.string() }),
  hash: z.string(),
});
const flowSchema = z.custom<BoundFlow>((value) => boundFlow.safeParse(value).success);

const callInputSchema = z.object({ call: callFactsSchema, flow: flowSchema.nullable().catch(null) });

/**
 * What the orchestration of a call was started with; its flow is null where there is none.
 * @throws DurableInputError where there is no call: then there is nothing to hang up either.
 */
export function parseCallInput(
  value: unknown,
): Pick<CallInput, 'call'> & { readonly flow: BoundFlow | null } {
  const parsed = callInputSchema.safeParse(value);
  if (!parsed.success) throw new DurableInputError('call', parsed.error);
  return parsed.data;
}
