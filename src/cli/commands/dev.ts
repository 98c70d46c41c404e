import * as z from 'zod';
import { defineCommand, permissionsOption, portOption } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';
import { freePort } from '../free-port.ts';

const schema = z.strictObject({
  port: portOption.prefault('7071'),
  graphPort: portOption.optional(),
  permissions: z.string().min(1, 'must be a list').optional(),
});

export const devCommand = defineCommand({
  name: 'dev',
  summary: 'Run everything on this machine: the functions, the Graph simulator and a page with a phone.',
  options: [
    {
      flags: '--port <number>',
      description: 'the page and the functions, 0 for any free port (default 7071)',
    },
    { flags: '--graph-port <number>', description: 'the Graph simulator (default 9090, else any free port)' },
    permissionsOption,
  ],
  schema,
  examples: ['ivr dev', 'ivr dev --port 7072', 'npm start -- --port 7072'],
  run: async ({ port, graphPort, permissions }, context) => {
    const { startDevelopment } = await import('../start-development.ts');
    const running = await startDevelopment({
      port: port === 0 ? await freePort() : port,
      graphPort,
      permissions,
      context,
    });
    context.print(running.granted);
    context.print(`Graph simulator on ${running.graphUrl}`);
    context.print(`listening on ${running.url}`);
    context.print(
      `Open ${running.url.replace('127.0.0.1', 'localhost')}/ to place a call. Ctrl+C ends everything.`,
    );
    await context.stopped;
    await running.close();
    return exitCodes.fine;
  },
});
