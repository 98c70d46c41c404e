import * as z from 'zod';
import {
  applicationInstanceId,
  commandId,
  failureCodes,
  graphCallId,
  graphOperation,
  keys,
  mediaName,
  milliseconds,
  operationId,
  rejectReasons,
} from '../call/index.ts';
import type {
  Callee,
  Clip,
  Command,
  CommandFailure,
  CommandKind,
  CommandOf,
  CommandResult,
  JsonObject,
  JsonValue,
  Meeting,
  PerformedCommand,
} from '../call/index.ts';
import { operationNames } from '../operations/index.ts';
import { instantSchema, peopleSchema, targetSchema } from './call-schema.ts';

const clipSchema: z.ZodType<Clip> = z.object({
  name: z.string().transform(mediaName),
  length: z.number().min(0).transform(milliseconds).nullable(),
});

const graphCallIdSchema = z.string().min(1).transform(graphCallId).nullable();

const base = {
  id: z.int().transform(commandId),
  deadline: instantSchema,
  graphCallId: graphCallIdSchema,
};
const operation = z.string().transform(operationId);

const lengthSchema = z.number().min(0).transform(milliseconds);

const meetingSchema: z.ZodType<Meeting> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('joinId'), joinId: z.string(), passcode: z.string().nullable() }),
  z.object({
    kind: z.literal('coordinates'),
    organizer: z.string(),
    tenantId: z.string(),
    threadId: z.string(),
    messageId: z.string(),
  }),
]);

const calleeSchema: z.ZodType<Callee> = z.union([
  peopleSchema,
  z.object({
    kind: z.literal('target'),
    target: targetSchema,
    from: z.string().transform(applicationInstanceId).nullable(),
  }),
  z.object({ kind: z.literal('meeting'), meeting: meetingSchema }),
]);

/** What a flow has made is JSON: to walk through it again could only fail on one that is nested very deep. */
const bodySchema = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);
const answerSchema = z.custom<JsonValue>((value) => value !== undefined);

type CommandSchemas = { readonly [Kind in CommandKind]: z.ZodType<CommandOf<Kind>> };

/** One schema for each kind of command; the type proves that none is missing. */
const schemas: CommandSchemas = {
  answer: z.object({ ...base, kind: z.literal('answer'), prefetch: z.array(clipSchema) }),
  reject: z.object({ ...base, kind: z.literal('reject'), reason: z.enum(rejectReasons) }),
  redirect: z.object({
    ...base,
    kind: z.literal('redirect'),
    targets: z.array(targetSchema),
    ringTimeout: lengthSchema.nullable(),
  }),
  subscribeToTone: z.object({ ...base, kind: z.literal('subscribeToTone'), operation }),
  playPrompt: z.object({ ...base, kind: z.literal('playPrompt'), operation, clips: z.array(clipSchema) }),
  recordResponse: z.object({
    ...base,
    kind: z.literal('recordResponse'),
    operation,
    clips: z.array(clipSchema),
    beep: z.boolean(),
    maxDuration: lengthSchema,
    initialSilence: lengthSchema,
    endSilence: lengthSchema,
    terminators: z.array(z.enum(keys)),
  }),
  cancelMediaProcessing: z.object({ ...base, kind: z.literal('cancelMediaProcessing'), operation }),
  createCall: z.object({
    ...base,
    kind: z.literal('createCall'),
    callee: calleeSchema,
  }),
  transfer: z.object({
    ...base,
    kind: z.literal('transfer'),
    target: targetSchema,
    replaces: graphCallIdSchema,
    transferee: z.object({ participantId: z.string(), party: targetSchema }).nullable(),
  }),
  inviteParticipants: z.object({
    ...base,
    kind: z.literal('inviteParticipants'),
    operation,
    participants: z.array(targetSchema),
    replaces: z.string().nullable(),
  }),
  graph: z.object({
    ...base,
    kind: z.literal('graph'),
    name: z.enum(operationNames).transform(graphOperation),
    operation,
    parameters: z.record(z.string(), z.string()),
    body: bodySchema,
    wantsAnswer: z.boolean(),
    isSensitive: z.boolean(),
  }),
  keepAlive: z.object({ ...base, kind: z.literal('keepAlive') }),
  deleteCall: z.object({ ...base, kind: z.literal('deleteCall') }),
};

export const commandSchema: z.ZodType<Command> = z.union(Object.values(schemas));

export const failureSchema: z.ZodType<CommandFailure> = z.object({
  code: z.enum(failureCodes),
  status: z.int().nullable(),
  subcode: z.int().nullable(),
  message: z.string(),
});

type ResultSchemas = {
  readonly [Kind in CommandResult['kind']]: z.ZodType<Extract<CommandResult, { readonly kind: Kind }>>;
};

const resultSchemas: ResultSchemas = {
  accepted: z.object({ kind: z.literal('accepted'), status: z.int() }),
  answered: z.object({
    kind: z.literal('answered'),
    status: z.int(),
    body: answerSchema,
    isOver: z.boolean(),
  }),
  created: z.object({
    kind: z.literal('created'),
    status: z.int(),
    graphCallId: z.string().min(1).transform(graphCallId),
  }),
  refused: z.object({ kind: z.literal('refused'), failure: failureSchema }),
  unknown: z.object({ kind: z.literal('unknown'), failure: failureSchema }),
  callGone: z.object({ kind: z.literal('callGone'), failure: failureSchema }),
};

/** What an activity that performs a command gives back. */
export const performedCommandSchema: z.ZodType<PerformedCommand> = z.object({
  at: instantSchema,
  result: z.union(Object.values(resultSchemas)),
});
