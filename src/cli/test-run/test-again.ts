import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { CommandContext } from '../command.ts';
import { describeFailure, exitCodes } from '../describe-failure.ts';
import type { ExitCode } from '../describe-failure.ts';
import { scenarioFiles } from './scenario-files.ts';
import { testOnce } from './test-once.ts';
import type { TestRequest } from './test-once.ts';
import { watchFolders } from './watch-folders.ts';

/** Tests, and tests again whenever something has changed, until it is stopped. A run that cannot be is told, and the next one awaited. */
export async function testAgain(request: TestRequest, context: CommandContext): Promise<ExitCode> {
  const watch = watchFolders(watchedFolders(request, context));
  const stopped = context.stopped.then(() => 'stopped' as const);
  try {
    for (;;) {
      await tryOnce(request, context);
      context.note('Waiting for changes; Ctrl+C ends this.');
      const next = await Promise.race([watch.changed().then(() => 'changed' as const), stopped]);
      if (next === 'stopped') return exitCodes.fine;
    }
  } finally {
    watch.close();
  }
}

async function tryOnce(request: TestRequest, context: CommandContext): Promise<void> {
  try {
    await testOnce(request, context);
  } catch (error) {
    context.note(`ivr: ${describeFailure(error, context.environment.LOG_LEVEL === 'debug').text}`);
  }
}

/** The folders that were named, those of the files that were, and that of the flows. */
function watchedFolders({ named, flows }: TestRequest, { workingFolder }: CommandContext): readonly string[] {
  // What is wrong use at the beginning ends the command.
  scenarioFiles(named, workingFolder);
  const ofScenarios = named.map((name) => {
    const path = resolve(workingFolder, name);
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
  });
  return [...new Set([...ofScenarios, ...(flows === null ? [] : [resolve(workingFolder, flows)])])];
}
