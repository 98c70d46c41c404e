import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { callRecord, callId, flowHash, flowId, instant, nodeName } from '../../src/call/index.ts';
import type { JsonValue } from '../../src/call/index.ts';
import { callRecordSchema, jsonSchema, schemaNames } from '../../src/schemas/index.ts';
import type { SchemaName } from '../../src/schemas/index.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { testCall } from '../support/flows.ts';
import { validator } from './documents.ts';

const root = resolve(__dirname, '../..');

describe.each(schemaNames)('the schema of a %s', (name) => {
  test('is published as the code has it; "npm run schemas" writes it', () => {
    const published = readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8');
    expect(published).toBe(`${JSON.stringify(jsonSchema(name), null, 2)}\n`);
  });

  test('says in which draft it is written', () => {
    expect(jsonSchema(name).$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  });

  test('describes every member', () => {
    expect(undescribed(name)).toEqual([]);
  });
});

/** The members without a description, but for those that can only be one thing. */
function undescribed(name: SchemaName): readonly string[] {
  const whole: JsonValue = jsonSchema(name);
  const found: string[] = [];
  const at = (value: JsonValue | undefined, step: string): JsonValue | undefined =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, step)
      ? (value as Record<string, JsonValue>)[step]
      : undefined;
  const isDescribed = (schema: JsonValue): boolean => {
    const reference = at(schema, '$ref');
    const target = typeof reference === 'string' ? at(at(whole, '$defs'), reference.replace('#/$defs/', '')) : undefined;
    return (
      at(schema, 'description') !== undefined ||
      at(schema, 'const') !== undefined ||
      (target !== undefined && isDescribed(target))
    );
  };
  const walk = (value: JsonValue, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [step, below] of Object.entries(value)) {
      // What a condition looks at is described where it is declared.
      if (step === 'if' || step === 'then' || step === 'else' || step === 'default') continue;
      if (step === 'properties') {
        for (const [member, schema] of Object.entries(below as object)) {
          if (!isDescribed(schema)) found.push(`${path}/${member}`);
        }
      }
      walk(below, `${path}/${step}`);
    }
  };
  walk(whole, '');
  return found;
}

describe('a node', () => {
  const nodes = JSON.stringify(jsonSchema('flow').properties);

  test('is one of its kinds, told apart by a constant type, so that an editor offers what that kind has', () => {
    const options = [...nodes.matchAll(/"\$ref":"#\/\$defs\/(\w+)Node"/g)].map(([, kind]) => kind);
    expect(options).toEqual(expect.arrayContaining(['answer', 'menu', 'hangup']));
    const kinds = JSON.parse(JSON.stringify(jsonSchema('flow').$defs));
    for (const kind of options) {
      expect(kinds[`${kind}Node`].properties.type).toEqual({ type: 'string', const: kind });
      expect(kinds[`${kind}Node`].description).toEqual(expect.any(String));
    }
  });

  test('that is wrong is explained in our own words', () => {
    expect(JSON.stringify(jsonSchema('flow'))).toContain(
      String.raw`"patternErrorMessage":"must be a duration such as \"250ms\", \"3s\", \"5m\" or \"1h\""`,
    );
  });
});

describe('a setting', () => {
  const accepts = validator('flow');
  const flow = (members: object, node: object = {}) => ({
    id: 'f',
    version: '1.0.0',
    locale: 'en-GB',
    start: 'c',
    nodes: { c: { type: 'collect', play: [], into: 'd', next: 'c', onExhausted: 'c', ...node } },
    ...members,
  });

  test.each([
    ['an id', flow({ id: '${ID}' })],
    ['a version', flow({ version: '1.0.${BUILD}' })],
    ['a duration', flow({ limits: { maxCallDuration: '${LONGEST}' } })],
    ['a phone number', flow({ targets: { desk: { phone: '+44${NUMBER}' } } })],
    ['an id of a directory', flow({ targets: { desk: { user: '${USER_ID}' } } })],
    ['a reason out of several', flow({ nodes: { c: { type: 'reject', reason: '${REASON}' } } })],
    ['a key', flow({}, { terminator: '${KEY}' })],
    ['a default that must be digits', flow({ variables: { d: { type: 'digits', default: '${PIN}' } } })],
    ['one after a dollar sign as text', flow({ id: 'a$${B}${C}' })],
  ])('may stand in %s', (_what, document) => {
    expect(accepts(document)).toBe(true);
  });

  test.each([
    ['the type of a node', flow({}, { type: '${TYPE}' })],
    ['a number', flow({}, { minDigits: '${LEAST}' })],
    ['a key of an object', flow({ variables: { '${NAME}': { type: 'string' } } })],
    ['a text in which the dollar sign is escaped', flow({ version: '$${VERSION}' })],
    ['a text that only looks like one', flow({ version: '${not a name}' })],
  ])('may not stand in %s', (_what, document) => {
    expect(accepts(document)).toBe(false);
  });
});

test('a call record fits its schema, also through a queue', () => {
  const startedAt = instant(Date.UTC(2026, 2, 1, 9));
  const flow = { id: flowId('front-desk'), version: '1.0.0', hash: flowHash('0'.repeat(64)) };
  const place = { at: startedAt, node: nodeName('n'), flow: flow.id };
  const record = callRecord(
    testCall(startedAt),
    flow,
    { answeredAt: null, endedAt: instant(startedAt + 5_000), end: 'failed', reason: 'defect' },
    [
      { ...place, kind: 'enter', from: null, by: null },
      { ...place, kind: 'prompt', play: 'hello', until: instant(startedAt + 900), completed: true, cancelled: false },
      { ...place, kind: 'key', key: '1' },
      { ...place, kind: 'input', outcome: 'filled', value: '1', because: 'mustTerminate' },
      { ...place, kind: 'graph', operation: 'playPrompt', status: null },
      { ...place, kind: 'transfer', target: 'desk', until: startedAt, outcome: 'busy' },
      { ...place, kind: 'http', method: 'GET', url: 'https://example.com/', status: 200, until: startedAt },
      { ...place, kind: 'event', name: 'done', data: { a: [1, null] } },
      { ...place, kind: 'toneGap' },
      { ...place, kind: 'failure', code: 'graph', subcode: 8540, message: 'no' },
      { ...place, kind: 'end', end: 'failed', reason: null },
    ],
  );
  const received: JsonValue = JSON.parse(JSON.stringify(record));
  expect(callRecordSchema.parse(received)).toEqual(record);
  const accepts = validator('record');
  expect(accepts(received)).toBe(true);
  expect(accepts({ ...(received as object), callId: 5 })).toBe(false);
  expect(callRecordSchema.safeParse({ ...(received as object), end: 'tired' }).success).toBe(false);
  expect(record.callId).toBe(callId('call-1'));
});

describe('ivr schema', () => {
  async function ivr(...parameters: readonly string[]) {
    const printed: string[] = [];
    const noted: string[] = [];
    const exitCode = await runCli(parameters, {
      print: (line) => printed.push(line),
      note: (line) => noted.push(line),
      environment: {},
      workingFolder: root,
      packageFolder: root,
      version: '9.8.7',
      stopped: new Promise(() => undefined),
    });
    return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
  }

  test.each(schemaNames)('%s prints what is published', async (name) => {
    const { exitCode, printed, noted } = await ivr('schema', name);
    expect([exitCode, noted]).toEqual([0, '']);
    expect(`${printed}\n`).toBe(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8'));
  });

  test.each([
    ['scenario', /^ivr: name must be flow, routes, scenarios or record/],
    ['flows', /^ivr: name must be flow, routes, scenarios or record/],
  ])('%s is wrong use', async (name, message) => {
    const { exitCode, printed, noted } = await ivr('schema', name);
    expect([exitCode, printed]).toEqual([2, '']);
    expect(noted).toMatch(message);
  });
});
