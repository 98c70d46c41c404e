import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { CliError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { exitCodes } from '../describe-failure.ts';

const schema = z.strictObject({
  flow: z.string().min(1, 'must be a flow file'),
  format: z.enum(['svg', 'mermaid'], { error: 'must be svg or mermaid' }).default('svg'),
  output: z.string().min(1, 'must be a file').optional(),
});

export const diagramCommand = defineCommand({
  name: 'diagram',
  summary: 'Draw a flow: an SVG picture, or Mermaid text.',
  arguments: [{ notation: '<flow>', description: 'the flow file' }],
  options: [
    { flags: '--format <format>', description: 'svg or mermaid (default svg)' },
    { flags: '--output <file>', description: 'where to write it (default: standard output)' },
  ],
  schema,
  examples: [
    'ivr diagram flows/front-desk.json --output front-desk.svg',
    'ivr diagram flows/front-desk.json --format mermaid',
  ],
  run: async ({ flow, format, output }, { print, note, environment, workingFolder }) => {
    const [{ drawMermaid, drawSvg }, { renderProblem, sketchFlow }, { besideFlow }, { settingLookup }] =
      await Promise.all([
        import('../../diagram/index.ts'),
        import('../../flow/index.ts'),
        import('../../library/index.ts'),
        import('../../config/index.ts'),
      ]);
    const path = resolve(workingFolder, flow);
    const text = readFlow(path, flow);
    const settings = settingLookup(environment);
    const beside = besideFlow(path, settings);
    const sketched = sketchFlow(text, { file: flow, settings, missingSettings: 'standIn', ...beside });
    if (sketched.kind === 'problems') {
      for (const problem of sketched.problems) note(renderProblem(problem, text));
      return exitCodes.failed;
    }
    const drawn = format === 'svg' ? drawSvg(sketched.sketch) : drawMermaid(sketched.sketch);
    if (output === undefined) print(drawn.trimEnd());
    else writeDiagram(resolve(workingFolder, output), output, drawn);
    // What is wrong with the flow stands in the picture; whether it may be used is what check is for.
    return exitCodes.fine;
  },
});

function readFlow(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CliError(
      'CLI-USAGE',
      `There is no file ${name} that could be read. Give the path of a flow.`,
      cause,
    );
  }
}

function writeDiagram(path: string, name: string, drawn: string): void {
  try {
    writeFileSync(path, drawn);
  } catch (cause) {
    throw new CliError('CLI-USAGE', `${name} cannot be written. Does its folder exist?`, cause);
  }
}
