import * as z from 'zod';
import type { JsonObject } from '../call/index.ts';
import { flowDocumentSchema, routesSchema } from '../flow/index.ts';
import { scenariosSchema } from '../scenario/index.ts';
import { callRecordSchema } from './call-record-schema.ts';
import { withGraphOperations } from './graph-operations.ts';
import { withSettings } from './setting-alternatives.ts';

/** What there are JSON Schemas of. */
export const schemaNames = ['flow', 'routes', 'scenarios', 'record'] as const;
export type SchemaName = (typeof schemaNames)[number];

const titles: Readonly<Record<SchemaName, string>> = {
  flow: 'A flow',
  routes: 'The routes of incoming calls',
  scenarios: 'Scenarios of a flow',
  record: 'A call record',
};

/** Members by whose constant the options of a union are told apart. */
const discriminators: ReadonlySet<string> = new Set(['type', 'kind']);

/**
 * The JSON Schema (draft 2020-12) of a document as it is written, by which editors complete and explain. It says less
 * than our own reading: what a schema cannot say is in docs/json-schemas.md.
 */
export function jsonSchema(name: SchemaName): JsonObject {
  switch (name) {
    case 'flow':
      return titled(name, withGraphOperations(withSettings(written(flowDocumentSchema), discriminators)));
    case 'routes':
      return titled(name, withSettings(written(routesSchema), discriminators));
    case 'scenarios':
      return titled(name, written(scenariosSchema));
    default:
      return titled(name, written(callRecordSchema));
  }
}

function titled(name: SchemaName, schema: JsonObject): JsonObject {
  const { $schema, ...rest } = schema;
  return { ...($schema === undefined ? {} : { $schema }), title: titles[name], ...rest };
}

function written(schema: z.ZodType): JsonObject {
  const generated = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const message = jsonSchema.pattern === undefined ? null : ownMessage(zodSchema);
      // Known to VS Code's language service, and passed over by everybody else.
      if (message !== null) jsonSchema.patternErrorMessage = message;
    },
  });
  const json: unknown = JSON.parse(JSON.stringify(generated).replaceAll('__schema', 'part'));
  return z.record(z.string(), z.json()).parse(json);
}

/** What our own reading says of a text that does not fit, where that was put into words. */
function ownMessage(schema: z.core.$ZodType): string | null {
  const judged = z.safeParse(schema, '\u0000');
  const messages = judged.error?.issues.map(({ message }) => message) ?? [];
  return messages.find((message) => /^(must|is) /.test(message)) ?? null;
}
