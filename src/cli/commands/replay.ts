import * as z from 'zod';
import { defineCommand } from '../command.ts';

const schema = z.strictObject({
  record: z.string().min(1),
  flows: z.string().min(1).optional(),
  flow: z.string().min(1).optional(),
  json: z.boolean().default(false),
});

export const replayCommand = defineCommand({
  name: 'replay',
  summary: 'Run a recorded call again, step by step; say where another version of its flow goes elsewhere.',
  arguments: [
    { notation: '<record>', description: 'a file with the record, or several; - for standard input' },
  ],
  options: [
    { flags: '--flows <folder>', description: 'where the flows are (default: FLOWS_PATH, else flows)' },
    {
      flags: '--flow <file>',
      description: 'the version of the flow to run it in; exit 1 if it goes elsewhere',
    },
    { flags: '--json', description: 'one JSON document' },
  ],
  schema,
  examples: [
    'ivr replay record.json',
    'ivr replay record.json --flow drafts/front-desk.json',
    'ivr replay - --json < record.json',
  ],
  run: async (options, context) => {
    const { replayRecords } = await import('../replay-run/index.ts');
    return replayRecords(options, context);
  },
});
