import * as z from 'zod';
import {
  applicationInstanceId,
  commandId,
  failureCodes,
  graphCallId,
  instant,
  keys,
  maskedKey,
  milliseconds,
  operationId,
  scheduleStatuses,
} from '../call/index.ts';
import type {
  Callees,
  CommandFailure,
  CommandResult,
  ConsultationNews,
  Participant,
  RecordedBeginning,
  RecordedEffectResult,
  RecordedEvent,
  RecordedVerdict,
  ScheduleTables,
  Target,
} from '../call/index.ts';
import { inputOutcomes, inputReasons, jsonSchema, partySchema } from './recorded-values-schema.ts';

const idSchema = z.int().transform(commandId);
const callIdSchema = z.string().min(1).transform(graphCallId).describe("Graph's id of the call.");
const statusSchema = z.int().describe('The HTTP status.');

const resultSchema = z
  .strictObject({
    code: z.int().describe("Graph's code."),
    subcode: z.int().describe("Graph's subcode."),
  })
  .meta({ id: 'resultInfo', description: 'What Graph says of an end.' });

const failureSchema: z.ZodType<CommandFailure> = z
  .strictObject({
    code: z.enum(failureCodes).describe('What failed.'),
    status: statusSchema.nullable().describe('The HTTP status; null where there was no answer.'),
    subcode: z.number().nullable().describe("Graph's number; null: it sent none."),
    message: z.string().describe('What happened, in words.'),
  })
  .meta({ id: 'commandFailure', description: 'Why something was not done.' });

const commandResultSchema: z.ZodType<CommandResult> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('accepted'), status: statusSchema }),
    z.strictObject({
      kind: z.literal('answered'),
      status: statusSchema,
      body: jsonSchema.describe(
        'What was answered, where a variable takes it; a stand-in where that is sensitive.',
      ),
      isOver: z.boolean().describe('Whether nothing more is told of it.'),
    }),
    z.strictObject({ kind: z.literal('created'), status: statusSchema, graphCallId: callIdSchema }),
    z.strictObject({ kind: z.literal('refused'), failure: failureSchema }),
    z.strictObject({ kind: z.literal('unknown'), failure: failureSchema }),
    z.strictObject({ kind: z.literal('callGone'), failure: failureSchema }),
  ])
  .describe('How a request to Graph went.');

const outcome = { done: z.literal('done'), failed: z.literal('failed') } as const;

const effectResultSchema: z.ZodType<RecordedEffectResult> = z
  .union([
    z.strictObject({
      kind: z.literal('http'),
      outcome: outcome.done,
      status: statusSchema,
      body: jsonSchema.describe('What was answered; a stand-in where it went into a sensitive variable.'),
    }),
    z.strictObject({ kind: z.literal('queue'), outcome: outcome.done }),
    z.strictObject({
      kind: z.literal('renderSpeech'),
      outcome: outcome.done,
      clips: z
        .array(
          z.strictObject({
            length: z
              .number()
              .min(0)
              .transform(milliseconds)
              .nullable()
              .describe('How long it sounds, in milliseconds; null: nobody knows.'),
            words: z.string().nullable().describe('Its words, where the transcript has them from here.'),
          }),
        )
        .describe('The clips that were rendered.'),
    }),
    z.strictObject({
      kind: z.literal('fetchRecording'),
      outcome: outcome.done,
      seconds: z.number().describe('How long the recording is.'),
    }),
    z.strictObject({
      kind: z.enum(['http', 'queue', 'renderSpeech', 'fetchRecording']).describe('What failed.'),
      outcome: outcome.failed,
      failure: failureSchema,
    }),
  ])
  .describe('How something went that ran beside the call.');

const newsSchema: z.ZodType<ConsultationNews> = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('exists') }),
    z.strictObject({ kind: z.literal('answered') }),
    z.strictObject({
      kind: z.literal('ended'),
      result: resultSchema.nullable().describe('Why; null: nobody knows.'),
    }),
  ])
  .describe('How far that call is.');

const participantSchema: z.ZodType<Participant> = z.strictObject({
  id: z.string().describe("Graph's id of them in this call."),
  party: partySchema,
  inLobby: z.boolean().describe('Whether they wait to be let in.'),
  muted: z.boolean().describe('Whether they are muted.'),
  sequence: z.int().nullable().describe('Grows with each change of them.'),
});

const common = { at: z.int().describe('Milliseconds since the call started.') };

/** The events of a record, by their kind; the type proves that none is missing. */
const eventSchemas: {
  readonly [Kind in RecordedEvent['kind']]: z.ZodType<Extract<RecordedEvent, { readonly kind: Kind }>> &
    z.core.$ZodTypeDiscriminable;
} = {
  audioActive: z
    .strictObject({ ...common, kind: z.literal('audioActive') })
    .describe('The audio of the call is active.'),
  tone: z
    .strictObject({
      ...common,
      kind: z.literal('tone'),
      sequence: z.int().describe('Orders the tones of a call.'),
      key: z
        .enum([...keys, maskedKey])
        .nullable()
        .describe('The key; masked where it is, or may be, part of something secret; null: no key.'),
    })
    .describe('A tone was heard.'),
  operationEnded: z
    .strictObject({
      ...common,
      kind: z.literal('operationEnded'),
      operation: z.string().transform(operationId).describe('Which.'),
      succeeded: z.boolean().describe('Whether it succeeded.'),
      result: resultSchema.nullable().describe('What Graph says of it.'),
      reason: z.string().nullable().default(null).describe("Graph's word for why; null: it has none."),
      recorded: z.boolean().describe('Whether there is a recording.'),
    })
    .describe('A media operation, or an invitation, is over.'),
  transferProgress: z
    .strictObject({
      ...common,
      kind: z.literal('transferProgress'),
      stage: z.enum(['transferring', 'transferAccepted']).describe('How far it is.'),
    })
    .describe('A transfer goes on.'),
  transferFailed: z
    .strictObject({ ...common, kind: z.literal('transferFailed'), result: resultSchema })
    .describe('A transfer has failed.'),
  callEnded: z
    .strictObject({
      ...common,
      kind: z.literal('callEnded'),
      result: resultSchema.nullable().describe('What Graph says of it.'),
      transferred: z.boolean().describe('Whether it ended because a transfer succeeded.'),
    })
    .describe('The call is over for Graph.'),
  callKnown: z
    .strictObject({ ...common, kind: z.literal('callKnown'), graphCallId: callIdSchema })
    .describe('Graph has named the call that the flow made.'),
  consultation: z
    .strictObject({
      ...common,
      kind: z.literal('consultation'),
      consultation: idSchema.describe('The command that asked for that call.'),
      graphCallId: callIdSchema,
      news: newsSchema,
    })
    .describe('Something was heard of a call to somebody who is to take the caller over.'),
  roster: z
    .strictObject({
      ...common,
      kind: z.literal('roster'),
      participants: z.array(participantSchema).describe('Everybody who is in the call.'),
    })
    .describe('Who is in a group call.'),
  hangupRequested: z
    .strictObject({ ...common, kind: z.literal('hangupRequested') })
    .describe('Somebody asked the app to hang up.'),
  external: z
    .strictObject({
      ...common,
      kind: z.literal('external'),
      name: z.string().describe('Its name.'),
      data: jsonSchema.describe('What came with it; a stand-in where it went into a sensitive variable.'),
    })
    .describe('An event from outside.'),
  commandResult: z
    .strictObject({
      ...common,
      kind: z.literal('commandResult'),
      command: idSchema.describe('Which request.'),
      result: commandResultSchema,
    })
    .describe('A request to Graph was answered, or was not.'),
  effectResult: z
    .strictObject({
      ...common,
      kind: z.literal('effectResult'),
      effect: idSchema.describe('Which.'),
      result: effectResultSchema,
    })
    .describe('Something that ran beside the call is over.'),
  deadline: z.strictObject({ ...common, kind: z.literal('deadline') }).describe('Time had come this far.'),
};

const [firstEvent, ...otherEvents] = Object.values(eventSchemas);
if (firstEvent === undefined) throw new Error('A record has no kinds of events.');

export const recordedEventSchema: z.ZodType<RecordedEvent> = z.discriminatedUnion('kind', [
  firstEvent,
  ...otherEvents,
]);

const tablesSchema: z.ZodType<ScheduleTables> = z.record(
  z.string(),
  z.record(
    z.string(),
    z.strictObject({
      changes: z
        .array(
          z.strictObject({
            at: z.int().transform(instant).describe('Milliseconds since the call started.'),
            status: z.enum(scheduleStatuses).describe('What it is from then on.'),
          }),
        )
        .describe('When it opens and closes.'),
      openings: z.array(z.int().transform(instant)).describe('When it opens.'),
    }),
  ),
);

const targetIdSchema = z.string().describe('Their id in the directory.');

const targetSchema: z.ZodType<Target> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), id: targetIdSchema }),
  z.strictObject({ kind: z.literal('phone'), number: z.string().describe('Their number, in E.164.') }),
  z.strictObject({ kind: z.literal('applicationInstance'), id: targetIdSchema }),
  z.strictObject({ kind: z.literal('application'), id: targetIdSchema }),
]);

const calleesSchema: z.ZodType<Callees> = z.strictObject({
  targets: z
    .array(targetSchema)
    .min(1)
    .transform(([first, ...others], context): Callees['targets'] => {
      if (first !== undefined) return [first, ...others];
      context.addIssue('must name somebody');
      return z.NEVER;
    })
    .describe('Who was called, all at once.'),
  from: z
    .string()
    .transform(applicationInstanceId)
    .nullable()
    .describe('The application instance that called; null: the app itself.'),
});

export const beginningSchema: z.ZodType<RecordedBeginning> = z.strictObject({
  tenantId: z.string().describe('The tenant of the call.'),
  graphCallId: callIdSchema.nullable().describe("Graph's id of the call; null: the flow makes the call."),
  callees: calleesSchema.nullable().default(null).describe('Whom the app called; null: nobody.'),
  variables: z
    .record(z.string(), jsonSchema)
    .default({})
    .describe('What variables had in place of their defaults; something else for what is hidden.'),
  schedules: tablesSchema.describe('The opening hours of this call, by flow and schedule.'),
});

const placed = { step: z.int().min(0).describe('0: the beginning of the call; n: its n-th event.') };
const ofSchema = z.string().describe('The expression, template or play list, as the flow has it.');

export const verdictSchema: z.ZodType<RecordedVerdict> = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...placed,
      kind: z.literal('input'),
      outcome: z.enum(inputOutcomes).describe('What became of the attempt.'),
      because: z.enum(inputReasons).describe('Why it was judged when it was.'),
    })
    .describe('An attempt with masked keys was judged.'),
  z
    .strictObject({
      ...placed,
      kind: z.literal('value'),
      of: ofSchema,
      value: jsonSchema.describe('What it gave; a stand-in where that would show a secret.'),
    })
    .describe('Something was worked out from a hidden value.'),
  z
    .strictObject({
      ...placed,
      kind: z.literal('speech'),
      of: ofSchema,
      shown: z
        .array(z.string().nullable())
        .describe('How the transcript shows each item with a hidden value; null: it said nothing.'),
    })
    .describe('Something with a hidden value was said.'),
  z
    .strictObject({
      ...placed,
      kind: z.literal('failed'),
      of: ofSchema,
      message: z.string().describe('Why.'),
    })
    .describe('Something could not be worked out from a hidden value.'),
]);
