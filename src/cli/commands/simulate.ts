import { resolve } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';

const schema = z.strictObject({
  flow: z.string().min(1, 'must be a flow file, or the id of a flow'),
  flows: z.string().min(1, 'must be a folder').optional(),
  at: z.iso.datetime({ offset: true, error: 'must be an instant such as 2026-10-24T19:00:00Z' }).optional(),
  from: z
    .string()
    .regex(/^\+\d{3,15}$/, 'must be a phone number such as +4930901820001')
    .optional(),
  setting: z
    .array(z.string().regex(/^\w+=/, 'must be NAME=VALUE'))
    .default([])
    .transform((pairs) => new Map(pairs.map(splitPair))),
  mocks: z.string().min(1, 'must be a file').optional(),
  save: z.string().min(1, 'must be a file').optional(),
  name: z.string().min(1, 'must be a name').optional(),
  fast: z.boolean().default(false),
  speak: z.boolean().default(false),
});

const splitPair = (pair: string): readonly [string, string] => {
  const [name = ''] = pair.split('=', 1);
  return [name, pair.slice(name.length + 1)];
};

export const simulateCommand = defineCommand({
  name: 'simulate',
  summary: 'Call a flow from the terminal: read its prompts, press its keys, see its state.',
  arguments: [{ notation: '<flow>', description: 'the flow file, or the id of a flow of --flows' }],
  options: [
    { flags: '--flows <folder>', description: 'where ids are sought (default: FLOWS_PATH, else flows)' },
    { flags: '--at <instant>', description: 'when the call is placed, with its offset (default now)' },
    { flags: '--from <number>', description: 'the phone number of the caller' },
    { flags: '--setting <pairs...>', description: 'NAME=VALUE, settings besides those of the environment' },
    { flags: '--mocks <file>', description: 'answers to requests: { "http": […] }, or a file of scenarios' },
    { flags: '--save <file>', description: 'add the call to this file as a scenario' },
    { flags: '--name <name>', description: 'what that scenario is called' },
    { flags: '--fast', description: 'do not wait while it is not your turn' },
    { flags: '--speak', description: 'play the prompts on this machine' },
  ],
  schema,
  examples: [
    'ivr simulate flows/front-desk.json',
    'ivr simulate practice --at 2026-10-26T09:00:00Z --mocks flows/practice.scenarios.json',
    'ivr simulate flows/front-desk.json --save flows/front-desk.scenarios.json --name "sales is busy"',
    "printf '2\\n123456\\n' | ivr simulate flows/front-desk.json",
  ],
  run: async (options, context) => {
    const { simulate } = await import('../terminal-phone/simulate.ts');
    if (context.terminal === undefined)
      throw new CliError('CLI-USAGE', 'There is nothing to read keys from. Run it in a terminal or a pipe.');
    const { flow, flows, at, setting, mocks, save, ...rest } = options;
    const { environment, workingFolder } = context;
    const inFolder = (file: string) => ({ path: resolve(workingFolder, file), name: file });
    const ended = await simulate(
      {
        ...rest,
        flow,
        folder: flows ?? environment.FLOWS_PATH ?? 'flows',
        at: at ?? new Date().toISOString(),
        settings: setting,
        mocks: mocks === undefined ? null : inFolder(mocks),
        save: save === undefined ? null : inFolder(save),
      },
      { ...context, terminal: context.terminal },
    );
    return ended ? exitCodes.fine : exitCodes.failed;
  },
});
