import * as z from 'zod';

/** The name of a node of the same flow. Whether it exists is checked once the whole document is read. */
export const nodeReferenceSchema = z.string().min(1).describe('The name of a node.');

const nodeReferences = z
  .registry<{ readonly refersTo: 'node' }>()
  .add(nodeReferenceSchema, { refersTo: 'node' });

/** Whether a schema is `nodeReferenceSchema`, with whatever description: what it names is a way out of a node. */
export const isNodeReference = (schema: z.core.$ZodType): boolean => nodeReferences.get(schema) !== undefined;
