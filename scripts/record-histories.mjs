/**
 * Records the durable histories of the release that package.json names, into `test/histories/<release>/`, and their hashes
 * into the manifest. A release that is out, which has its heading in the changelog, is left alone: docs/decisions says why.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importSource } from './import-source.mjs';

const root = resolve(import.meta.dirname, '..');
const histories = join(root, 'test', 'histories');
const manifestFile = join(histories, 'manifest.json');
const { version: release } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

if (manifest[release]?.released === true) {
  console.error(
    `${release} is released: its histories stay as they are. Raise "version" in package.json first.`,
  );
  process.exit(1);
}

const { recordHistories } = await importSource('test/histories/support/record-histories.ts');
const recorded = await recordHistories(root);
const folder = join(histories, release);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const files = {};
for (const [name, text] of [...recorded].sort(([one], [other]) => (one < other ? -1 : 1))) {
  writeFileSync(join(folder, name), text);
  files[name] = createHash('sha256').update(text).digest('hex');
}
manifest[release] = files;
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
console.log(`${recorded.size} histories of ${release}`);
