import * as z from 'zod';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';

/** In the order of the help; the schemas themselves are loaded only when one is asked for. */
const names = ['flow', 'routes', 'scenarios', 'record'] as const;

const schema = z.strictObject({
  name: z.enum(names, { error: 'must be flow, routes, scenarios or record' }),
});

export const schemaCommand = defineCommand({
  name: 'schema',
  summary:
    'Print the JSON Schema of flows, routes, scenarios or call records, for editors and other programs.',
  arguments: [{ notation: '<name>', description: 'flow, routes, scenarios or record' }],
  options: [],
  schema,
  examples: ['ivr schema flow > flow.schema.json', 'ivr schema routes'],
  run: async ({ name }, { print }) => {
    const { jsonSchema } = await import('../../schemas/index.ts');
    print(JSON.stringify(jsonSchema(name), null, 2));
    return exitCodes.fine;
  },
});
