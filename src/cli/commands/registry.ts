import type { CliCommand } from '../command.ts';
import { checkCommand } from './check.ts';
import { devCommand } from './dev.ts';
import { diagramCommand } from './diagram.ts';
import { graphCommand } from './graph.ts';
import { hostCommand } from './host.ts';
import { replayCommand } from './replay.ts';
import { permissionsCommand } from './permissions.ts';
import { promptsCommand } from './prompts.ts';
import { testCommand } from './test.ts';
import { schemaCommand } from './schema.ts';
import { simulateCommand } from './simulate.ts';

/** Every command, in the order of the help. A new one is its file and one line here. */
export const commands: readonly CliCommand[] = [
  devCommand,
  hostCommand,
  graphCommand,
  checkCommand,
  testCommand,
  simulateCommand,
  replayCommand,
  permissionsCommand,
  promptsCommand,
  diagramCommand,
  schemaCommand,
];
