import { readFileSync } from 'node:fs';
import { problemsFromZod, readJson, renderProblem } from '../../flow/index.ts';
import type { Problem } from '../../flow/index.ts';
import { loadScenarios, mocksSchema } from '../../scenario/index.ts';
import type { Scenario } from '../../scenario/index.ts';
import { CliError } from '../cli-error.ts';

export type Mocks = NonNullable<Scenario['mocks']>;

/**
 * Mocks from a file: `{ "http": […] }`, or a file of scenarios, of which the first of this flow that has some gives its
 * own.
 * @throws CliError where there is no such file, or what is in it are no mocks.
 */
export function readMocks(path: string, file: string, flow: string): Mocks {
  const text = readText(path, file);
  const read = readJson(text, file);
  if (read.kind === 'problems') throw wrong(file, read.problems, text);
  if (Array.isArray(read.value)) return mocksOfScenarios(text, file, flow);
  const parsed = mocksSchema.safeParse(read.value);
  if (parsed.success) return parsed.data;
  throw wrong(file, problemsFromZod(parsed.error, read.positions, mocksSchema), text);
}

function mocksOfScenarios(text: string, file: string, flow: string): Mocks {
  const loaded = loadScenarios(text, { file });
  if (loaded.kind === 'problems') throw wrong(file, loaded.problems, text);
  const [found] = loaded.scenarios.flatMap(({ scenario }) =>
    scenario.flow === flow && scenario.mocks !== undefined ? [scenario.mocks] : [],
  );
  if (found !== undefined) return found;
  throw new CliError('CLI-USAGE', `No scenario of ${file} is about the flow "${flow}" and has mocks.`);
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CliError(
      'CLI-USAGE',
      `There is no file ${file} that could be read. Name one with mocks.`,
      cause,
    );
  }
}

function wrong(file: string, problems: readonly Problem[], text: string): CliError {
  const rendered = problems.map((problem) => renderProblem(problem, text)).join('\n');
  return new CliError('CLI-USAGE', `What is in ${file} cannot be used as mocks.\n${rendered}`);
}
