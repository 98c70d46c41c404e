/** What `npx ivr` runs: it is there before a build, and says so. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { read, root } from '../support/repository.ts';

const { bin, version } = z
  .object({ bin: z.object({ ivr: z.string() }), version: z.string() })
  .parse(JSON.parse(read('package.json')));

const run = (file: string, ...options: readonly string[]): { code: number | null; told: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...options], { encoding: 'utf8' });
  return { code: status, told: `${stdout}${stderr}`.trim() };
};

test('it can be run as a command, and leads to what was built', () => {
  accessSync(join(root, bin.ivr), constants.X_OK);
  expect(read(bin.ivr)).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(run(join(root, bin.ivr), '--version')).toEqual({ code: 0, told: version });
});

test('before a build it says what to do, and fails', () => {
  const unbuilt = mkdtempSync(join(tmpdir(), 'ivr-unbuilt-'));
  try {
    cpSync(join(root, bin.ivr), join(unbuilt, bin.ivr));
    expect(run(join(unbuilt, bin.ivr), 'permissions', '--json')).toEqual({
      code: 2,
      told: 'ivr was not built yet. Run first: npm run build',
    });
  } finally {
    rmSync(unbuilt, { recursive: true });
  }
});
