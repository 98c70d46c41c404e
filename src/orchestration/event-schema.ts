import * as z from 'zod';
import { commandId, graphCallId, keys, operationId } from '../call/index.ts';
import type { ConsultationNews, JsonValue, NotifiedEvent, Participant } from '../call/index.ts';
import { partySchema } from './call-schema.ts';

const resultSchema = z.object({ code: z.int(), subcode: z.int() });

/** What came as JSON is JSON: to walk through it again could only fail on one that is nested very deep. */
const jsonSchema = z.custom<JsonValue>((value) => value !== undefined);

const placeSchema = z.object({ location: z.string(), accessToken: z.string().nullable() });

const newsSchema: z.ZodType<ConsultationNews> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exists') }),
  z.object({ kind: z.literal('answered') }),
  z.object({ kind: z.literal('ended'), result: resultSchema.nullable() }),
]);

const participantSchema: z.ZodType<Participant> = z.object({
  id: z.string(),
  party: partySchema,
  inLobby: z.boolean(),
  muted: z.boolean(),
  sequence: z.int().nullable(),
});

type EventSchemas = {
  readonly [Kind in NotifiedEvent['kind']]: z.ZodType<Extract<NotifiedEvent, { readonly kind: Kind }>>;
};

/** One schema for each kind of event; the type proves that none is missing. */
const schemas: EventSchemas = {
  audioActive: z.object({ kind: z.literal('audioActive') }),
  tone: z.object({ kind: z.literal('tone'), sequence: z.int(), key: z.enum(keys).nullable() }),
  operationEnded: z.object({
    kind: z.literal('operationEnded'),
    operation: z.string().transform(operationId),
    succeeded: z.boolean(),
    result: resultSchema.nullable(),
    reason: z.string().nullable().default(null),
    recording: placeSchema.nullable().default(null),
  }),
  transferProgress: z.object({
    kind: z.literal('transferProgress'),
    stage: z.enum(['transferring', 'transferAccepted']),
  }),
  transferFailed: z.object({ kind: z.literal('transferFailed'), result: resultSchema }),
  callEnded: z.object({
    kind: z.literal('callEnded'),
    result: resultSchema.nullable(),
    transferred: z.boolean(),
  }),
  consultation: z.object({
    kind: z.literal('consultation'),
    consultation: z.int().transform(commandId),
    graphCallId: z.string().min(1).transform(graphCallId),
    news: newsSchema,
  }),
  callKnown: z.object({
    kind: z.literal('callKnown'),
    graphCallId: z.string().min(1).transform(graphCallId),
  }),
  roster: z.object({ kind: z.literal('roster'), participants: z.array(participantSchema) }),
  hangupRequested: z.object({ kind: z.literal('hangupRequested') }),
  external: z.object({ kind: z.literal('external'), name: z.string(), data: jsonSchema }),
};

/** Something that happened, as our reception tells it. */
export const notifiedEventSchema: z.ZodType<NotifiedEvent> = z.union(Object.values(schemas));
