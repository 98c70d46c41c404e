/** The door of the published JSON Schemas. */
export { callRecordSchema } from './call-record-schema.ts';
export { jsonSchema, schemaNames } from './json-schema.ts';
export type { SchemaName } from './json-schema.ts';
