import * as z from 'zod';
import { findOperation, isGraphNodeOperation, operationNames } from '../../operations/index.ts';
import type { GraphNodeOperation } from '../../operations/index.ts';
import { nearest } from '../document/index.ts';
import { jsonValueSchema } from '../json-value.ts';
import { nodeReferenceSchema } from '../node-reference.ts';

/** What a `graph` node may ask for, in the order of the reference. */
const graphNodeOperations = operationNames.filter(isGraphNodeOperation);

const operationSchema = z
  .string()
  .meta({ enum: [...graphNodeOperations] })
  .describe("The Graph operation, by its name in the reference of Graph's operations.")
  .transform((name, context): GraphNodeOperation => {
    if (isGraphNodeOperation(name)) return name;
    context.addIssue({ code: 'custom', ...refusalOf(name) });
    return z.NEVER;
  });

function refusalOf(name: string): {
  readonly message: string;
  readonly params: { readonly code: string; readonly suggestion?: string | undefined };
} {
  const inFlows = findOperation(name)?.inFlows;
  if (inFlows?.by === 'ownNode') {
    const message = `A graph node cannot ask for ${name}, which decides what becomes of the call. Use ${inFlows.instead}.`;
    return { message, params: { code: 'FLOW-GRAPH-OWN-NODE' } };
  }
  const message = `Graph has no operation ${JSON.stringify(name)}: docs/graph-operations.md has all of them.`;
  return {
    message,
    params: { code: 'FLOW-UNKNOWN-OPERATION', suggestion: nearest(name, graphNodeOperations) },
  };
}

export const graphSchema = z
  .strictObject({
    type: z.literal('graph'),
    operation: operationSchema,
    with: z
      .record(z.string(), jsonValueSchema)
      .optional()
      .describe(
        "The members of the operation's body, with {values} in them, and participantId, groupId or sessionId where its address has one.",
      ),
    into: z.string().min(1).optional().describe('The variable that gets what was answered, or how it ended.'),
    next: nodeReferenceSchema.describe('The node to go to when it has been done.'),
    onError: nodeReferenceSchema.optional().describe('The node to go to when it has not.'),
  })
  .describe('Asks for any operation of the Graph calling API that does not decide what becomes of the call.');

export type GraphNode = z.infer<typeof graphSchema>;
