import * as z from 'zod';
import { commandId, later, traceParent } from '../call/index.ts';
import type {
  CommandId,
  EffectKind,
  EventBatch,
  Instant,
  PerformedCommand,
  PerformedEffect,
  ScheduleOrder,
  ScheduleTables,
} from '../call/index.ts';
import type { BoundFlow } from '../flow/index.ts';
import type { CallInput, CommandCause, CommandInput, EffectInput } from './call-input.ts';
import { callFactsSchema, instantSchema } from './call-schema.ts';
import { commandSchema, performedCommandSchema } from './command-schema.ts';
import { DurableInputError } from './durable-input-error.ts';
import { effectSchemaOf, performedEffectSchema } from './effect-schema.ts';
import { notifiedEventSchema } from './event-schema.ts';
import { noStimulus } from './stimulus.ts';
import { scheduleOrderSchema, scheduleTablesSchema } from './schedule-schema.ts';

/*
 * What comes back from the durable store was written by us, but anybody with the key of the durable API can
 * start and raise something too, and so can another version of the app.
 *
 * O11  What does not have the form of an event is dropped: no call is let down by it. So is what was stamped in
 *      the future, since time would jump there with it.
 */

const traceParentSchema = z
  .string()
  .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
  .transform(traceParent);

const batchSchema = z.object({
  id: z.string(),
  receivedAt: instantSchema,
  events: z.array(z.unknown()),
  traceparent: traceParentSchema.optional().catch(undefined),
});

/** By how much the clock of the machine that stamped an event may be ahead of the orchestration's. */
const clockTolerance = 5 * 60_000;

/** What is raised to a call. */
export type Letter =
  | { readonly kind: 'batch'; readonly batch: EventBatch }
  /** The activity that performs an effect is about to give back its result. */
  | { readonly kind: 'effectFinished'; readonly effect: CommandId };

const effectFinishedSchema = z.object({ effectFinished: z.int().transform(commandId) });

/** How an activity says that it is about to finish: what it raises to its own call (O12). */
export const effectFinished = (effect: CommandId): object => ({ effectFinished: effect });

/** The likely one first: every letter of a call is read anew in every replay. */
const letterSchema = z.union([batchSchema, effectFinishedSchema]);

/** What was raised; null for something that is nothing of ours. */
export function parseLetter(value: unknown, now: Instant): Letter | null {
  const { data } = letterSchema.safeParse(value);
  if (data === undefined) return null;
  if ('effectFinished' in data) return { kind: 'effectFinished', effect: data.effectFinished };
  const batch = readBatch(data, now);
  return batch === null ? null : { kind: 'batch', batch };
}

/** The batch with those of its events that are any; null for one from the future. */
function readBatch({ events, ...batch }: z.infer<typeof batchSchema>, now: Instant): EventBatch | null {
  if (batch.receivedAt > later(now, clockTolerance)) return null;
  const read = events.map((event) => notifiedEventSchema.safeParse(event));
  return { ...batch, events: read.flatMap(({ data }) => (data === undefined ? [] : [data])) };
}

/** What an activity gave back; null for something else. */
export function parsePerformed(value: unknown): PerformedCommand | null {
  return performedCommandSchema.safeParse(value).data ?? null;
}

/** What an activity that performs this kind of effect gave back; null for something else. */
export function parsePerformedEffect(value: unknown, kind: EffectKind): PerformedEffect | null {
  const performed = performedEffectSchema.safeParse(value).data ?? null;
  return performed?.result.kind === kind ? performed : null;
}

/** @throws DurableInputError for something that is no effect of this kind. */
export function parseEffectInput<Kind extends EffectKind>(value: unknown, kind: Kind): EffectInput<Kind> {
  const schema = z.object({ call: callFactsSchema, effect: effectSchemaOf(kind) });
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new DurableInputError('effect', parsed.error);
  return parsed.data;
}

/** Of calls that began under an older version of the app, or under a stranger's hand: nobody watches them. */
const unknownCause: CommandCause = { flow: null, flowVersion: null, node: null, ...noStimulus };

const commandCauseSchema: z.ZodType<CommandCause> = z
  .object({
    flow: z.string().nullable(),
    flowVersion: z.string().nullable(),
    node: z.string().nullable(),
    since: instantSchema.nullable(),
    traceparent: traceParentSchema.nullable(),
  })
  .catch(unknownCause);

const commandInputSchema: z.ZodType<CommandInput> = z.object({
  call: callFactsSchema,
  command: commandSchema,
  cause: commandCauseSchema,
});

/** @throws DurableInputError for something that is no command. */
export function parseCommandInput(value: unknown): CommandInput {
  const parsed = commandInputSchema.safeParse(value);
  if (!parsed.success) throw new DurableInputError('command', parsed.error);
  return parsed.data;
}

/** @throws DurableInputError for something that is no order. */
export function parseScheduleOrder(value: unknown): ScheduleOrder {
  const parsed = scheduleOrderSchema.safeParse(value);
  if (!parsed.success) throw new DurableInputError('order of schedules', parsed.error);
  return parsed.data;
}

/** The opening hours that an activity gave back; null for something else. */
export function parseScheduleTables(value: unknown): ScheduleTables | null {
  return scheduleTablesSchema.safeParse(value).data ?? null;
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
