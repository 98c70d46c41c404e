import * as z from 'zod';
import { longestCall } from './call-limits.ts';
import { durationBetween } from './duration.ts';
import { reservedNames } from './expressions/index.ts';
import { bargeInSchema, dataDipTimeoutSchema, inputSchema } from './input-settings.ts';
import { jsonValueSchema } from './json-value.ts';
import { keySchema } from './key-schema.ts';
import { nodeSchema } from './nodes/index.ts';
import { nodeReferenceSchema } from './node-reference.ts';
import { localeSchema, promptCatalogueSchema } from './prompt-catalogue.ts';
import { scheduleSchema } from './schedule.ts';
import { targetSchema } from './target.ts';
import { fitsVariable, variableTypes } from './variable.ts';

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const semanticVersion = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const variableNameSchema = z
  .string()
  .regex(identifier, 'must be a letter or _, then letters, digits and _')
  .refine((name) => !reservedNames.has(name), 'is a name that means something else in expressions')
  .meta({ not: { enum: [...reservedNames] } });

/** `fitsVariable`, for editors. */
const defaultsByType = Object.entries({
  string: { type: ['string', 'null'] },
  digits: { type: ['string', 'null'], pattern: '^[0-9*#]*$' },
  number: { type: ['number', 'null'] },
  boolean: { type: ['boolean', 'null'] },
}).map(([type, schema]) => ({
  if: { properties: { type: { const: type } } },
  then: { properties: { default: schema } },
}));

const variableSchema = z
  .strictObject({
    type: z.enum(variableTypes).describe('What the variable holds; "digits" are keys: 0 to 9, * and #.'),
    sensitive: z
      .boolean()
      .optional()
      .describe('Whether it is masked wherever it would be written down (false).'),
    default: jsonValueSchema.optional().describe('What it holds when a call begins (null).'),
  })
  .refine(({ type, default: initial }) => initial === undefined || fitsVariable(type, initial), {
    message: 'The default is not of the declared type.',
    path: ['default'],
  })
  .meta({ description: 'A variable of the flow.', allOf: defaultsByType });
export type VariableDeclaration = z.infer<typeof variableSchema>;

const returnSchema = z
  .record(
    variableNameSchema,
    z.strictObject({
      type: z.enum(variableTypes).describe('What the value is.'),
      sensitive: z
        .boolean()
        .optional()
        .describe('Whether only a sensitive variable may take what is returned (false).'),
    }),
  )
  .describe('The values of a return, by name.');

const handlersSchema = z.strictObject({
  hangup: nodeReferenceSchema.optional().describe('Runs when the caller has gone.'),
  error: nodeReferenceSchema.optional().describe('Takes failures that have no edge of their own.'),
  maxDuration: nodeReferenceSchema.optional().describe('Runs when the call has lasted too long.'),
  keys: z
    .record(keySchema, nodeReferenceSchema)
    .optional()
    .describe('First keys that lead here from every menu and collect.'),
});

const limitsSchema = z.strictObject({
  maxCallDuration: durationBetween('1s', longestCall)
    .optional()
    .describe(`How long a call may last from its answer, 1s to ${longestCall} (30m).`),
  maxSteps: z.int().min(1).max(10_000).optional().describe('How many nodes a call may enter (500).'),
  maxStepsWithoutInput: z
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('How many nodes it may enter before the caller does something (50).'),
});

/** A flow file as it is written: section 1 of the flow language. */
export const flowDocumentSchema = z
  .strictObject({
    $schema: z.string().optional().describe('The JSON Schema by which an editor completes and explains.'),
    id: z
      .string()
      .max(64)
      .regex(kebabCase, 'must be kebab-case, such as "front-desk"')
      .describe('The name by which routes and records call the flow, in kebab-case.'),
    version: z
      .string()
      .regex(semanticVersion, 'must be a semantic version such as "1.0.0"')
      .describe('A semantic version of your own; records name it.'),
    locale: localeSchema.describe('The language of the prompts, a language tag (BCP 47).'),
    start: nodeReferenceSchema.describe('The name of the first node.'),
    groupCall: z
      .boolean()
      .optional()
      .describe('True: its calls are started to several people, so they are group calls from the beginning.'),
    variables: z
      .record(variableNameSchema, variableSchema)
      .default({})
      .describe('The variables of the flow, by name.'),
    params: z
      .record(variableNameSchema, variableSchema)
      .default({})
      .describe('What a flow that enters this one gives it; variables like any other.'),
    returns: z
      .record(z.string().min(1), returnSchema)
      .default({})
      .describe('How this flow ends for a flow that entered it, each with the values that it gives back.'),
    defaults: z
      .strictObject({
        input: inputSchema.optional(),
        bargeIn: bargeInSchema.optional(),
        http: z
          .strictObject({ timeout: dataDipTimeoutSchema.optional() })
          .optional()
          .describe('What holds for data dips.'),
      })
      .default({})
      .describe('What holds for every node that does not say otherwise.'),
    limits: limitsSchema.default({}).describe('How long and how far a call may go.'),
    schedules: z
      .record(z.string().min(1).max(64), scheduleSchema)
      .default({})
      .describe("Opening hours, by name; expressions ask for them: schedule('office')."),
    targets: z
      .record(z.string().min(1), targetSchema)
      .default({})
      .describe('Where calls can be sent, by name.'),
    prompts: promptCatalogueSchema.default({}).describe('Prompts by name, each in one or more languages.'),
    on: handlersSchema.default({}).describe('Where a call goes when something happens that no node takes.'),
    nodes: z
      .record(z.string().min(1).max(64), nodeSchema)
      .refine((nodes) => Object.keys(nodes).length > 0, { message: 'A flow needs at least one node.' })
      .meta({ description: 'The nodes, by name.', minProperties: 1 }),
  })
  .describe('A flow: what happens to a call, node by node.');

export type FlowDocument = z.infer<typeof flowDocumentSchema>;

/** Whether the flow makes its call itself, by joining a meeting. */
export const makesItsCall = ({ nodes, start }: Pick<FlowDocument, 'nodes' | 'start'>): boolean =>
  nodes[start]?.type === 'join';

/** The variables that a flow has: its own, and its params. */
export function variablesOf({
  variables,
  params,
}: Pick<FlowDocument, 'variables' | 'params'>): FlowDocument['variables'] {
  return { ...variables, ...params };
}
