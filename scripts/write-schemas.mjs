/** Writes the published JSON Schemas, `schemas/<name>.schema.json`, from the schemas of the code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const root = resolve(import.meta.dirname, '..');
const bundle = join(root, '.cache/schemas.mjs');
const build = await rolldown({
  input: join(root, 'src/schemas/index.ts'),
  platform: 'node',
  external: [/^node:/],
});
await build.write({ file: bundle, format: 'esm', codeSplitting: false });
await build.close();
const { jsonSchema, schemaNames } = await import(pathToFileURL(bundle).href);
mkdirSync(join(root, 'schemas'), { recursive: true });
for (const name of schemaNames) {
  writeFileSync(
    join(root, 'schemas', `${name}.schema.json`),
    `${JSON.stringify(jsonSchema(name), null, 2)}\n`,
  );
}
