import * as df from 'durable-functions';
import { commandActivities } from '../src/orchestration/index.ts';
import type { CommandInput, CommandOutput } from '../src/orchestration/index.ts';
import { performCommand } from './composition.ts';

/** One activity for each Graph operation, so that each is seen and measured by its own name. */
for (const name of Object.values(commandActivities)) {
  df.app.activity(name, {
    handler: ({ command, call }: CommandInput): Promise<CommandOutput> => performCommand(command, call),
  });
}
