import * as z from 'zod';
import {
  callEnds,
  callId,
  flowHash,
  flowId,
  graphCallId,
  graphOperation,
  nodeName,
} from '../call/index.ts';
import type { CallRecord, RecordedEntry } from '../call/index.ts';
import { operationNames } from '../operations/index.ts';
import { beginningSchema, recordedEventSchema, verdictSchema } from './recorded-event-schema.ts';
import {
  inputOutcomes,
  inputReasons,
  jsonSchema,
  partySchema,
  transferOutcomes,
} from './recorded-values-schema.ts';

const endSchema = z.enum(callEnds).describe('How the call ended.');
const momentSchema = z.int().describe('Milliseconds since the call started.');
const untilSchema = z.int().describe('When it was over, in milliseconds since the call started.');
const timeSchema = z.iso.datetime().describe('A time, ISO 8601 in UTC.');

/** What every entry has. */
const common = {
  at: momentSchema,
  node: z.string().transform(nodeName).describe('The node in which it happened.'),
  flow: z.string().transform(flowId).describe('The flow in which it happened: a sub-flow inside one.'),
};

/** The entries of a transcript, by their kind. */
const entrySchemas: {
  readonly [Kind in RecordedEntry['kind']]: z.ZodType<Extract<RecordedEntry, { readonly kind: Kind }>> &
    z.core.$ZodTypeDiscriminable;
} = {
  enter: z
    .strictObject({
      ...common,
      kind: z.literal('enter'),
      from: z.string().transform(nodeName).nullable().describe('The node that it came from; null: by a handler, or the start.'),
      by: z.string().nullable().describe('The outcome of that node, or the handler; null: the start of a flow.'),
    })
    .describe('The call entered the node.'),
  prompt: z
    .strictObject({
      ...common,
      kind: z.literal('prompt'),
      play: z.string().describe('Its name in the catalogue, else its path or its words.'),
      until: untilSchema,
      completed: z.boolean().describe('Whether it was heard to its end.'),
      cancelled: z.boolean().describe('Whether it was cut.'),
    })
    .describe('A play item that began to sound.'),
  key: z
    .strictObject({
      ...common,
      kind: z.literal('key'),
      key: z.string().describe('The key; masked where secret.'),
    })
    .describe('The caller pressed a key.'),
  input: z
    .strictObject({
      ...common,
      kind: z.literal('input'),
      outcome: z.enum(inputOutcomes).describe('What became of the attempt.'),
      value: jsonSchema.describe('What was keyed in; masked where secret.'),
      because: z.enum(inputReasons).describe('Why it was judged when it was.'),
    })
    .describe('An attempt to take keys was judged.'),
  graph: z
    .strictObject({
      ...common,
      kind: z.literal('graph'),
      operation: z.enum(operationNames).transform(graphOperation).describe('The Graph operation.'),
      status: z.int().nullable().describe('The HTTP status; null where there was no answer.'),
    })
    .describe('A request to Graph.'),
  transfer: z
    .strictObject({
      ...common,
      kind: z.literal('transfer'),
      target: z.string().describe('The name of the target, else its kind.'),
      until: untilSchema,
      outcome: z.enum(transferOutcomes).describe('What became of it.'),
    })
    .describe('The caller was to be handed over.'),
  http: z
    .strictObject({
      ...common,
      kind: z.literal('http'),
      method: z.string().describe('The HTTP method.'),
      url: z.string().describe('The address without its query.'),
      status: z.int().nullable().describe('The HTTP status; null where there was no answer.'),
      until: untilSchema,
    })
    .describe('A data dip.'),
  event: z
    .strictObject({
      ...common,
      kind: z.literal('event'),
      name: z.string().describe('Its name.'),
      data: jsonSchema.describe('What the flow says of it.'),
    })
    .describe('A milestone of the flow.'),
  toneGap: z
    .strictObject({ ...common, kind: z.literal('toneGap') })
    .describe('A key that never came was given up.'),
  failure: z
    .strictObject({
      ...common,
      kind: z.literal('failure'),
      code: z.string().describe('What failed: media, graph, http, expression, limit and the like.'),
      subcode: z.number().nullable().describe("Graph's number, else the HTTP status."),
      message: z.string().describe('What happened, in words.'),
    })
    .describe('Something failed.'),
  end: z
    .strictObject({
      ...common,
      kind: z.literal('end'),
      end: endSchema,
      reason: z.string().nullable().describe('Why.'),
    })
    .describe('The call ended.'),
};

const [firstEntry, ...otherEntries] = Object.values(entrySchemas);
if (firstEntry === undefined) throw new Error('A transcript has no kinds of entries.');

/** A call record as it is written to the queue `ivr-call-records`. */
export const callRecordSchema: z.ZodType<CallRecord> = z
  .strictObject({
    version: z.literal(1).describe('The version of this form.'),
    callId: z.string().transform(callId).describe('Our id of the call.'),
    graphCallId: z
      .string()
      .transform(graphCallId)
      .nullable()
      .describe("Graph's id of the call; null where one that the flow was to make was never made."),
    flow: z
      .strictObject({
        id: z.string().transform(flowId).describe('The id of the flow.'),
        version: z.string().describe('Its version.'),
        hash: z.string().transform(flowHash).describe('The hash of the flow as it was bound for the call.'),
      })
      .describe('The flow that the call was pinned to.'),
    direction: z.enum(['incoming', 'outgoing']).describe('Who called.'),
    from: partySchema.describe('Who called.'),
    to: partySchema.describe('Who was called.'),
    startedAt: timeSchema.describe('When we heard of the call, ISO 8601 in UTC.'),
    answeredAt: timeSchema.nullable().describe('When its audio was active; null: never.'),
    endedAt: timeSchema.describe('When it was over, ISO 8601 in UTC.'),
    end: endSchema,
    endReason: z.string().nullable().describe('The "reason" of the node that ended it, or what failed.'),
    transcript: z
      .array(z.discriminatedUnion('kind', [firstEntry, ...otherEntries]))
      .describe('What happened, in order.'),
    omittedEntries: z
      .int()
      .min(0)
      .describe('Entries left out of the middle of a transcript that is too long.'),
    began: beginningSchema
      .nullable()
      .default(null)
      .describe('With what the call began; null: the record cannot be replayed.'),
    events: z.array(recordedEventSchema).default([]).describe('What the call was told, in order.'),
    omittedEvents: z
      .int()
      .min(0)
      .default(0)
      .describe('The last events, left out of a record that is too long for a queue message.'),
    verdicts: z
      .array(verdictSchema)
      .default([])
      .describe('What came of what is masked in the events; a replay takes it.'),
  })
  .describe('The record of a finished call.');
