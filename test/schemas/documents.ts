import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { bindSettings, readJson } from '../../src/flow/document/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { jsonSchema } from '../../src/schemas/index.ts';
import type { SchemaName } from '../../src/schemas/index.ts';

const root = resolve(__dirname, '../..');

/** Judges by a published schema, as an editor does; formats are for people only. */
export function validator(name: SchemaName): (document: JsonValue) => boolean {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
  ajv.addVocabulary(['patternErrorMessage']);
  const validate = ajv.compile(jsonSchema(name));
  return (document) => validate(document);
}

export interface Document {
  readonly name: string;
  /** As it is written. */
  readonly written: JsonValue;
  /** With what a setting is put in: a missing one stands for its own name. */
  readonly bound: JsonValue;
}

/** The JSON documents of a folder whose names fit; what is no JSON is left out. */
export function documentsIn(folder: string, fits: RegExp): readonly Document[] {
  return readdirSync(join(root, folder))
    .filter((name) => fits.test(name))
    .flatMap((name) => {
      const read = readJson(readFileSync(join(root, folder, name), 'utf8'), name);
      if (read.kind === 'problems') return [];
      return [{ name, written: read.value, bound: bindSettings(read.value, () => undefined).value }];
    });
}
