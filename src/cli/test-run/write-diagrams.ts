import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingLookup } from '../../config/index.ts';
import { drawSvg } from '../../diagram/index.ts';
import { sketchFlow } from '../../flow/index.ts';
import { besideFlow } from '../../library/index.ts';
import { drawnCoverage } from '../test-report/drawn-coverage.ts';
import type { TestRun } from '../test-report/test-run.ts';

/** Writes a picture of every flow that was called or entered, which says where calls went: `<id>.svg`. Gives their files. */
export function writeDiagrams(
  run: TestRun,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const settings = settingLookup(environment);
  return [...run.flowFiles].flatMap(([id, file]) => {
    const options = { file, settings, missingSettings: 'standIn', ...besideFlow(file, settings) } as const;
    const sketched = sketchFlow(readFileSync(file, 'utf8'), options);
    if (sketched.kind === 'problems') return [];
    const path = join(folder, `${id}.svg`);
    // What is wrong with the flow, such as a setting that is missing here, is not what this picture is about.
    writeFileSync(path, drawSvg({ ...sketched.sketch, problems: [] }, drawnCoverage(run, id)));
    return [path];
  });
}
