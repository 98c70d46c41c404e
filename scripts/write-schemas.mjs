/** Writes the published JSON Schemas, `schemas/<name>.schema.json`, from the schemas of the code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importSource } from './import-source.mjs';

const root = resolve(import.meta.dirname, '..');
const { jsonSchema, schemaNames } = await importSource('src/schemas/index.ts');
mkdirSync(join(root, 'schemas'), { recursive: true });
for (const name of schemaNames) {
  writeFileSync(
    join(root, 'schemas', `${name}.schema.json`),
    `${JSON.stringify(jsonSchema(name), null, 2)}\n`,
  );
}
