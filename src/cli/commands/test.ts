import { resolve } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

const percentage = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a percentage from 0 to 100')
  .transform(Number)
  .refine((percent) => percent <= 100, 'must be a percentage from 0 to 100');

const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .refine((number) => number >= 1 && number <= most, `must be between 1 and ${most}`);

/** Like the lengths of time in flows, in ms. */
const length = z
  .string()
  .regex(/^\d{1,6}(?:ms|s|m)$/, 'must be a length of time such as "2s" or "500ms"')
  .transform(
    (text) => Number.parseInt(text, 10) * (text.endsWith('ms') ? 1 : text.endsWith('s') ? 1_000 : 60_000),
  );

/** Calls to each flow, where nobody says how many. */
const usualCalls = 500;

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
  explore: z.union([z.literal(true), wholeNumber(1_000_000)]).optional(),
  seed: wholeNumber(4_294_967_295).optional(),
  time: wholeNumber(86_400).optional(),
  silence: length.optional(),
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
    { flags: '--explore [calls]', description: 'let generated callers call each flow (500 of them)' },
    { flags: '--seed <number>', description: 'explore: which callers (1)' },
    { flags: '--time <seconds>', description: 'explore: at most so long for each flow' },
    { flags: '--silence <length>', description: 'explore: the longest silence that is allowed (2s)' },
    { flags: '--watch', description: 'run again when a flow, a scenario or audio changes' },
  ],
  schema,
  examples: [
    'ivr test',
    'ivr test flows/front-desk.scenarios.json --coverage',
    'ivr test --min 100 --junit test-results.xml',
    'ivr test --depth host',
    'ivr test --watch',
    'ivr test --explore 2000 --seed 7',
  ],
  run: async ({ explore, seed, time, silence, ...given }, context) => {
    if (explore !== undefined) {
      const { scenarios, flows, json, min, junit, diagram, watch } = given;
      if (junit !== undefined || diagram !== undefined || watch)
        throw new CliError('CLI-USAGE', '--junit, --diagram and --watch do not go with --explore.');
      const { exploreOnce } = await import('../explore-run/explore-once.ts');
      const request = {
        named: scenarios,
        flows: flows ?? context.environment.FLOWS_PATH ?? 'flows',
        calls: explore === true ? usualCalls : explore,
        seed: seed ?? 1,
        time: time === undefined ? null : time * 1_000,
        silence: silence ?? 2_000,
        json,
        min: min ?? null,
      };
      return exploreOnce(request, context);
    }
    if (seed !== undefined || time !== undefined || silence !== undefined)
      throw new CliError('CLI-USAGE', '--seed, --time and --silence go with --explore.');
    const { scenarios, flows, junit, diagram, ...options } = given;
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
