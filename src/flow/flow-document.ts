import * as z from 'zod';
import { isKey } from '../call/index.ts';
import { durationBetween } from './duration.ts';
import { reservedNames } from './expressions/index.ts';
import { inputSchema } from './input-settings.ts';
import { nodeSchema } from './nodes/index.ts';
import { variableTypes } from './node-kind.ts';
import { nodeReferenceSchema } from './node-reference.ts';
import { localeSchema, promptCatalogueSchema } from './prompt-catalogue.ts';
import { targetSchema } from './target.ts';
import { fitsVariable } from './variable.ts';

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;
const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const semanticVersion = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const variableNameSchema = z
  .string()
  .regex(identifier, 'must be a letter or _, then letters, digits and _')
  .refine((name) => !reservedNames.has(name), 'is a name that means something else in expressions');

const variableSchema = z
  .strictObject({
    type: z.enum(variableTypes),
    sensitive: z.boolean().optional().describe('Masked wherever it would be written down.'),
    default: z.json().optional(),
  })
  .refine(({ type, default: initial }) => initial === undefined || fitsVariable(type, initial), {
    message: 'The default is not of the declared type.',
    path: ['default'],
  });
export type VariableDeclaration = z.infer<typeof variableSchema>;

const handlersSchema = z.strictObject({
  hangup: nodeReferenceSchema.optional().describe('Runs when the caller has gone.'),
  error: nodeReferenceSchema.optional().describe('Takes failures that have no edge of their own.'),
  maxDuration: nodeReferenceSchema.optional().describe('Runs when the call has lasted too long.'),
  keys: z
    .record(z.string().refine(isKey, 'must be one key: 0 to 9, * or #'), nodeReferenceSchema)
    .optional()
    .describe('First keys that lead here from every menu and collect.'),
});

const limitsSchema = z.strictObject({
  maxCallDuration: durationBetween('1s', '24h').optional(),
  maxSteps: z.int().min(1).max(10_000).optional(),
  maxStepsWithoutInput: z.int().min(1).max(1_000).optional(),
});

/** A flow file as it is written: section 1 of the flow language. */
export const flowDocumentSchema = z.strictObject({
  $schema: z.string().optional(),
  id: z.string().max(64).regex(kebabCase, 'must be kebab-case, such as "front-desk"'),
  version: z.string().regex(semanticVersion, 'must be a semantic version such as "1.0.0"'),
  locale: localeSchema,
  start: nodeReferenceSchema,
  variables: z.record(variableNameSchema, variableSchema).default({}),
  defaults: z.strictObject({ input: inputSchema.optional(), bargeIn: z.boolean().optional() }).default({}),
  limits: limitsSchema.default({}),
  targets: z.record(z.string().min(1), targetSchema).default({}),
  prompts: promptCatalogueSchema.default({}),
  on: handlersSchema.default({}),
  nodes: z.record(z.string().min(1).max(64), nodeSchema).refine((nodes) => Object.keys(nodes).length > 0, {
    message: 'A flow needs at least one node.',
  }),
});

export type FlowDocument = z.infer<typeof flowDocumentSchema>;
