import * as z from 'zod';
import { commandId, httpMethods, mediaName, milliseconds } from '../call/index.ts';
import type {
  EffectKind,
  EffectKinds,
  EffectOf,
  EffectResult,
  EffectResultOf,
  HttpAuth,
  HttpBody,
  JsonObject,
  JsonValue,
  PerformedEffect,
  SpeechText,
  SpokenClip,
} from '../call/index.ts';
import { instantSchema } from './call-schema.ts';
import { failureSchema } from './command-schema.ts';

const lengthSchema = z.number().min(0).transform(milliseconds);

const spokenClipSchema: z.ZodType<SpokenClip> = z.object({
  name: z.string().transform(mediaName),
  length: lengthSchema.nullable(),
  words: z.string(),
});

/** What came as JSON is JSON: to walk through it again could only fail on one that is nested very deep. */
const jsonSchema = z.custom<JsonValue>((value) => value !== undefined);
const jsonObjectSchema = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const bodySchema: z.ZodType<HttpBody> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('json'), value: jsonSchema }),
  z.object({ kind: z.literal('text'), text: z.string() }),
]);

const authSchema: z.ZodType<HttpAuth> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('setting'), header: z.string(), setting: z.string() }),
  z.object({ kind: z.literal('identity'), scope: z.string() }),
]);

const speechTextSchema: z.ZodType<SpeechText> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), locale: z.string(), text: z.string() }),
  z.object({ kind: z.literal('ssml'), locale: z.string(), ssml: z.string() }),
  z.object({
    kind: z.literal('moment'),
    locale: z.string(),
    as: z.enum(['date', 'time']),
    at: z.string(),
    timeZone: z.string(),
  }),
]);

const base = { id: z.int().transform(commandId) };

type EffectSchemas = { readonly [Kind in EffectKind]: z.ZodType<EffectOf<Kind>> };

/** One schema for each kind of effect; the type proves that none is missing. */
const effectSchemas: EffectSchemas = {
  http: z.object({
    ...base,
    kind: z.literal('http'),
    method: z.enum(httpMethods),
    url: z.string(),
    isHostWritten: z.boolean().catch(false),
    headers: z.record(z.string(), z.string()),
    body: bodySchema.nullable(),
    auth: authSchema.nullable(),
    timeout: lengthSchema,
    retries: z.int(),
    idempotent: z.boolean(),
    expect: jsonObjectSchema.nullable(),
  }),
  queue: z.object({ ...base, kind: z.literal('queue'), queue: z.string(), message: jsonSchema }),
  renderSpeech: z.object({ ...base, kind: z.literal('renderSpeech'), texts: z.array(speechTextSchema) }),
  fetchRecording: z.object({
    ...base,
    kind: z.literal('fetchRecording'),
    location: z.string(),
    accessToken: z.string().nullable(),
    retention: lengthSchema,
  }),
};

/** The schema of one kind of effect. */
export const effectSchemaOf = <Kind extends EffectKind>(kind: Kind): z.ZodType<EffectOf<Kind>> =>
  effectSchemas[kind];

type DoneSchemas = { readonly [Kind in EffectKind]: z.ZodType<EffectKinds[Kind]['result']> };

const doneSchemas: DoneSchemas = {
  http: z.object({ status: z.int(), body: jsonSchema }),
  queue: z.object({}),
  renderSpeech: z.object({ clips: z.array(spokenClipSchema) }),
  fetchRecording: z.object({ id: z.string(), url: z.string(), seconds: z.number() }),
};

const outcomeSchema = <Kind extends EffectKind>(kind: Kind): z.ZodType<EffectResultOf<Kind>> =>
  z.union([
    z.object({ kind: z.literal(kind), outcome: z.literal('done') }).and(doneSchemas[kind]),
    z.object({ kind: z.literal(kind), outcome: z.literal('failed'), failure: failureSchema }),
  ]);

type ResultSchemas = { readonly [Kind in EffectKind]: z.ZodType<EffectResultOf<Kind>> };
const resultSchemas: ResultSchemas = {
  http: outcomeSchema('http'),
  queue: outcomeSchema('queue'),
  renderSpeech: outcomeSchema('renderSpeech'),
  fetchRecording: outcomeSchema('fetchRecording'),
};
const resultSchema: z.ZodType<EffectResult> = z.union(Object.values(resultSchemas));

/** What an activity that performs an effect gives back. */
export const performedEffectSchema: z.ZodType<PerformedEffect> = z.object({
  at: instantSchema,
  result: resultSchema,
});
