import * as z from 'zod';

/** Any JSON; in its strings {expressions} may stand where a node says so. */
export const jsonValueSchema = z.json().meta({ id: 'json' });

/** A JSON object, such as a JSON Schema. */
export const jsonObjectSchema = z.record(z.string(), jsonValueSchema);
