import { resolve } from 'node:path';
import * as z from 'zod';
import { defineCommand, permissionsOption, portOption } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';

const schema = z.strictObject({
  port: portOption.prefault('9090'),
  notify: z.url('must be a URL').optional(),
  permissions: z.string().min(1, 'must be a list').optional(),
  flows: z.string().min(1, 'must be a folder').optional(),
});

export const graphCommand = defineCommand({
  name: 'graph',
  summary: 'Run the Graph calling simulator alone.',
  options: [
    { flags: '--port <number>', description: 'where to listen, 0 for any free port (default 9090)' },
    { flags: '--notify <url>', description: "the app's webhook; https, or http on loopback" },
    permissionsOption,
    { flags: '--flows <folder>', description: 'grant what these flows need, and take their numbers' },
  ],
  schema,
  examples: [
    'ivr graph --notify http://127.0.0.1:7071/api/notifications',
    'ivr graph --flows flows',
    'ivr graph --permissions Calls.AccessMedia.All,Calls.Initiate.All',
    `curl -X POST http://127.0.0.1:9090/simulator/calls -d '{"from":"+4930901820001","to":"+442079460000"}'`,
  ],
  run: async ({ port, notify, permissions: given, flows: named }, context) => {
    const { print, note, environment, workingFolder, stopped } = context;
    const [{ startSimulator }, { readRoutedNumbers }, { grantedPermissions }] = await Promise.all([
      import('../../simulator/index.ts'),
      import('../../console/index.ts'),
      import('../granted-permissions.ts'),
    ]);
    const flows = resolve(workingFolder, named ?? environment.FLOWS_PATH ?? 'flows');
    const granted = grantedPermissions({ given, flows: named ?? null, outbound: [], context });
    for (const rendered of granted.errors) note(`${rendered}\n`);
    // Of a flow that does not load nobody knows what it needs.
    if (granted.errors.length > 0) return exitCodes.failed;
    const simulator = await startSimulator({
      port,
      portOption: '--port',
      ...(notify === undefined ? {} : { notifyUrl: notify }),
      numbers: readRoutedNumbers(flows, (name) => environment[name]),
      permissions: granted.names,
      log: note,
    });
    const { appId, tenantId } = simulator.simulation.options;
    print(`GRAPH_BASE_URL=${simulator.graphBaseUrl}`);
    print('GRAPH_CREDENTIAL=none');
    if (notify !== undefined) print(`CALLBACK_BASE_URL=${new URL(notify).origin}`);
    print('SPEECH_PROVIDER=local');
    print(`BOT_APP_ID=${appId}`);
    print(`BOT_TENANT_ID=${tenantId}`);
    print(`NOTIFICATION_OPENID_CONFIGURATION_URL=${simulator.openIdConfigurationUrl}`);
    print(granted.line);
    print(`listening on ${simulator.url}`);
    await stopped;
    await simulator.close();
    return exitCodes.fine;
  },
});
