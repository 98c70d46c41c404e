import * as z from 'zod';

/** The name of a node of the same flow. Whether it exists is checked once the whole document is read. */
export const nodeReferenceSchema = z.string().min(1).describe('The name of a node.');
