import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileSchema } from '../../src/json-schema/index.ts';
import type { JsonValue } from '../../src/call/index.ts';

/*
 * The official test suite of JSON Schema, draft 2020-12 (json-schema-org/JSON-Schema-Test-Suite, commit 44401e0), for
 * the keywords that are known here. A schema that is refused is named below, with the reason.
 */

interface Group {
  readonly description: string;
  readonly schema: JsonValue;
  readonly tests: readonly {
    readonly description: string;
    readonly data: JsonValue;
    readonly valid: boolean;
  }[];
}

const folder = join(__dirname, 'suite');
const files = [
  ...readdirSync(folder).filter((name) => name.endsWith('.json')),
  ...readdirSync(join(folder, 'format')).map((name) => join('format', name)),
].sort();

const groups = files.flatMap((file) => {
  const read: readonly Group[] = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return read.map((group) => ({ file, ...group }));
});

const refused: string[] = [];
for (const { file, description, schema } of groups) {
  if (compileSchema(schema).kind === 'bad') refused.push(`${file}: ${description}`);
}

describe('the official test suite', () => {
  test('what is refused of it', () => {
    expect(refused).toEqual(readFileSync(join(__dirname, 'refused.txt'), 'utf8').trimEnd().split('\n'));
  });

  const accepted = groups.filter(({ schema }) => compileSchema(schema).kind === 'ok');
  const cases = accepted.flatMap(({ file, description, schema, tests }) =>
    tests.map((one) => ({ name: `${file}: ${description}: ${one.description}`, schema, ...one })),
  );

  test('most of it is accepted', () => {
    expect(cases.length).toBeGreaterThan(900);
  });

  test.each(cases)('$name', ({ schema, data, valid }) => {
    const compiled = compileSchema(schema);
    const judged = compiled.kind === 'ok' ? compiled.judge(data).kind : 'refused';
    expect(judged).toBe(valid ? 'valid' : 'invalid');
  });
});
