import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const settings = JSON.parse(readFileSync(join(import.meta.dirname, 'settings.json'), 'utf8'));

/** What an app needs to start against the simulator at `graph`, and to be told of its calls at `host`. */
export const settingsFor = (graph, host) =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      value.replace('{graph}', graph).replace('{host}', host),
    ]),
  );

/** Of this machine's environment only what processes need: no setting, and no path to other modules. */
export const bareEnvironment = { PATH: process.env.PATH, HOME: process.env.HOME };
