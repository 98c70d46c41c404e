/** The gate of the templates: it leaves out what needs the registry only where there is no way to that. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../support/repository.ts';

const said = (what: string): string =>
  `infra/identity/main.bicep(1,11) : Error BCP192: Unable to restore the artifact with reference "br:mcr.microsoft.com/x:1": ${what}`;

/** Runs it with a compiler that says this of what is in infra/identity, and is content with everything else. */
function gate(error: string, environment: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ivr-bicep-gate-'));
  try {
    const compiler = join(folder, 'bicep');
    const script = `case "$*" in *infra/identity/*) [ -z "$SAYS" ] || { echo "$SAYS" >&2; exit 1; };; esac`;
    writeFileSync(compiler, `#!/bin/sh\n${script}\n`);
    chmodSync(compiler, 0o755);
    const PATH = [folder, dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
    const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts/check-bicep.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, CI: '', ...environment, PATH, SAYS: error },
    });
    return { status, isSkipped: stdout.includes('skipped') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test.each([
  ['nothing is wrong', '', {}, { status: 0, isSkipped: false }],
  ['the registry has no address', said('Name or service not known'), {}, { status: 0, isSkipped: true }],
  ['so in CI', said('Name or service not known'), { CI: 'true' }, { status: 1, isSkipped: false }],
  ['the extension is not there', said('The artifact does not exist.'), {}, { status: 1, isSkipped: false }],
  ['the template is wrong', 'main.bicep(1,1) : Error BCP018: timed out', {}, { status: 1, isSkipped: false }],
])('%s', (_what, error, environment, outcome) => {
  expect(gate(error, environment)).toEqual(outcome);
});
