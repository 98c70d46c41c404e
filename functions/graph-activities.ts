import * as df from 'durable-functions';
import type { PerformedCommand } from '../src/call/index.ts';
import { commandActivities, parseCommandInput } from '../src/orchestration/index.ts';
import { performCommand } from './composition.ts';

/** One activity for each Graph operation, so that each is seen and measured by its own name. */
for (const name of commandActivities) {
  df.app.activity(name, {
    handler: (input: unknown): Promise<PerformedCommand> => performCommand(parseCommandInput(input)),
  });
}
