import { resolve } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

const percentage = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a percentage from 0 to 100')
  .transform(Number)
  .refine((percent) => percent <= 100, 'must be a percentage from 0 to 100');

const schema = z.strictObject({
  scenarios: z.array(z.string().min(1)).default([]),
  flows: z.string().min(1).optional(),
  depth: z.enum(['interpreter', 'host']).default('interpreter'),
  coverage: z.boolean().default(false),
  min: percentage.optional(),
  json: z.boolean().default(false),
  junit: z.string().min(1).optional(),
  diagram: z.string().min(1).optional(),
  watch: z.boolean().default(false),
});

export const testCommand = defineCommand({
  name: 'test',
  summary: 'Run scenarios: scripted callers on a virtual clock.',
  arguments: [
    {
      notation: '[scenarios...]',
      description: 'files or folders (default: FLOWS_PATH, else flows)',
    },
  ],
  options: [
    { flags: '--flows <folder>', description: 'where the flows are (default: beside the scenarios)' },
    { flags: '--depth <depth>', description: 'interpreter (default), or host: functions and simulator too' },
    { flags: '--coverage', description: 'say which nodes and outcomes the scenarios went through' },
    { flags: '--min <percent>', description: 'exit 1 below this share of nodes or of outcomes' },
    { flags: '--diagram <folder>', description: 'draw there, as SVG, where they went in each flow' },
    { flags: '--junit <file>', description: 'write JUnit XML too' },
    { flags: '--json', description: 'one JSON document' },
    { flags: '--watch', description: 'run again when a flow, a scenario or audio changes' },
  ],
  schema,
  examples: [
    'ivr test',
    'ivr test flows/front-desk.scenarios.json --coverage',
    'ivr test --min 100 --junit test-results.xml',
    'ivr test --depth host',
    'ivr test --watch',
  ],
  run: async ({ scenarios, flows, junit, diagram, ...options }, context) => {
    if (options.json && options.watch)
      throw new CliError('CLI-USAGE', '--json gives one document; it does not go with --watch.');
    const { testOnce, testAgain } = await import('../test-run/index.ts');
    const { environment, workingFolder } = context;
    const path = (name: string): string => resolve(workingFolder, name);
    const request = {
      ...options,
      named: scenarios.length > 0 ? scenarios : [environment.FLOWS_PATH ?? 'flows'],
      flows: flows ?? null,
      min: options.min ?? null,
      junit: junit === undefined ? null : path(junit),
      diagram: diagram === undefined ? null : path(diagram),
    };
    return options.watch ? testAgain(request, context) : testOnce(request, context);
  },
});
