import { resolve } from 'node:path';
import * as z from 'zod';
import { defineCommand, portOption } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';
import { hostLog } from '../host-log.ts';

const schema = z.strictObject({
  port: portOption.prefault('7071'),
  app: z.string().min(1, 'must be a folder').optional(),
  enableAuth: z.boolean().default(false),
  chaos: z
    .string()
    .regex(/^\d{1,9}$/, 'must be a seed: a whole number')
    .transform(Number)
    .optional(),
});

export const hostCommand = defineCommand({
  name: 'host',
  summary: 'Run the functions alone on the embedded host, against the Graph that the settings name.',
  options: [
    { flags: '--port <number>', description: 'where to listen, 0 for any free port (default 7071)' },
    { flags: '--app <folder>', description: 'another v4-model Functions app instead of the IVR' },
    { flags: '--enable-auth', description: 'check function keys; they are made anew and printed' },
    { flags: '--chaos <seed>', description: 'delay and double messages, kill and replay episodes' },
  ],
  schema,
  examples: [
    'ivr host',
    'ivr host --port 7072 --enable-auth',
    'ivr host --app ../another-app',
    'ivr host --chaos 42',
  ],
  run: async (
    { port, app, enableAuth, chaos },
    { print, note, environment, workingFolder, packageFolder, stopped },
  ) => {
    const { startHost } = await import('../../host/index.ts');
    const host = await startHost({
      appDirectory: app === undefined ? packageFolder : resolve(workingFolder, app),
      port,
      environment,
      queueConnections: ['IvrQueues'],
      enableAuth,
      log: hostLog(note, environment.LOG_LEVEL),
      ...(chaos === undefined ? {} : { chaos: { seed: chaos } }),
    });
    if (host.keys !== null) {
      print(`master key ${host.keys.master}`);
      print(`host key ${host.keys.host}`);
      print(`durable key ${host.keys.durable}`);
      for (const [name, key] of host.keys.functions) print(`function key ${name} ${key}`);
    }
    print(`listening on ${host.url}`);
    await stopped;
    await host.close();
    return exitCodes.fine;
  },
});
