import * as z from 'zod';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';

/** In the order of the help; the schemas themselves are loaded only when one is asked for. */
const names = ['flow', 'routes', 'record'] as const;

const schema = z.strictObject({
  name: z.enum(names, {
    error: ({ input }) =>
      input === 'scenarios'
        ? 'cannot be scenarios: they are not part of this version. There are flow, routes and record'
        : 'must be flow, routes or record',
  }),
});

export const schemaCommand = defineCommand({
  name: 'schema',
  summary: 'Print the JSON Schema of flows, routes or call records, for editors and other programs.',
  arguments: [{ notation: '<name>', description: 'flow, routes or record' }],
  options: [],
  schema,
  examples: ['ivr schema flow > flow.schema.json', 'ivr schema routes'],
  run: async ({ name }, { print }) => {
    const { jsonSchema } = await import('../../schemas/index.ts');
    print(JSON.stringify(jsonSchema(name), null, 2));
    return exitCodes.fine;
  },
});
