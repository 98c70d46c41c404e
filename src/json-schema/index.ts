/** The door of the room that judges JSON values by a JSON Schema: nothing is generated, and every judgement ends. */
export { compileSchema } from './compile-schema.ts';
export type { CompiledSchema, JudgedValue, SchemaProblem } from './compile-schema.ts';
