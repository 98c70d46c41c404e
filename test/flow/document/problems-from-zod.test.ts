import * as z from 'zod';
import { problemsFromZod, readJson } from '../../../src/flow/document/index.ts';

const playItem = z.union([
  z.string(),
  z.strictObject({ audio: z.string() }),
  z.strictObject({ tts: z.string(), voice: z.string().optional() }),
  z.strictObject({ say: z.string(), as: z.enum(['digits', 'number']) }),
]);
const node = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('prompt'),
    play: z.array(playItem, 'must be a list of prompts').min(1, 'must have at least 1 prompt'),
    next: z.string(),
    bargeIn: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal('collect'),
    maxDigits: z.int().min(1).max(32).default(32),
    terminator: z.string().max(1).optional(),
    confirm: z.strictObject({ accept: z.string(), reject: z.string() }).optional(),
    next: z.string(),
  }),
  z.strictObject({ type: z.literal('hangup'), reason: z.enum(['done', 'busy']).nullable().optional() }),
]);
const schema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z-]*$/, 'must be kebab-case, as front-desk'),
  version: z.string().regex(/^\d+$/),
  start: z.string(),
  timeout: z.union([z.literal('none'), z.number()]).optional(),
  variables: z
    .record(
      z.string().regex(/^[a-z]\w*$/, 'must begin with a small letter'),
      z.strictObject({ type: z.string() }),
    )
    .optional(),
  nodes: z.record(
    z.string(),
    z.lazy(() => node),
  ),
});

function problemsOf(document: unknown, withSchema = true): readonly string[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document, null, 1);
  const read = readJson(text, 'flow.json');
  if (read.kind === 'problems') throw new Error(read.problems[0]?.message);
  const { error } = schema.safeParse(read.value);
  if (error === undefined) return [];
  return problemsFromZod(error, read.positions, withSchema ? schema : undefined).map(
    ({ code, pointer, message, suggestion }) =>
      [code.replace('FLOW-', ''), pointer, message, ...(suggestion === undefined ? [] : [suggestion])].join(
        ' | ',
      ),
  );
}

const good = { id: 'desk', version: '1', start: 'a', nodes: {} };
const withNode = (value: unknown) => ({ ...good, nodes: { a: value } });

describe('an issue becomes a problem in plain words', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['nothing wrong', good, []],
    [
      'a missing property',
      { id: 'desk', version: '1', nodes: {} },
      ['MISSING-PROPERTY | /start | "start" is missing.'],
    ],
    [
      'a missing property of a node',
      withNode({ type: 'prompt', play: ['x'] }),
      ['MISSING-PROPERTY | /nodes/a/next | "next" is missing in "a".'],
    ],
    [
      'a misspelt property',
      withNode({ type: 'prompt', play: ['x'], next: 'a', bargein: true }),
      [
        'UNKNOWN-PROPERTY | /nodes/a/bargein | "bargein" is not a property that is known in "a". Known are type, play, next, bargeIn. | bargeIn',
      ],
    ],
    [
      'a misspelt property that is also missing',
      withNode({ type: 'prompt', play: ['x'], nxt: 'a' }),
      [
        'MISSING-PROPERTY | /nodes/a/next | "next" is missing in "a".',
        'UNKNOWN-PROPERTY | /nodes/a/nxt | "nxt" is not a property that is known in "a". Known are type, play, next, bargeIn. | next',
      ],
    ],
    [
      'a misspelt property of the document',
      { ...good, strat: 'a' },
      [
        'UNKNOWN-PROPERTY | /strat | "strat" is not a property that is known here. Known are id, version, start, timeout, variables, nodes. | start',
      ],
    ],
    [
      'a wrong type',
      { ...good, start: 5 },
      ['WRONG-TYPE | /start | "start" must be a text in double quotes.'],
    ],
    ['a document that is none', [], ['WRONG-TYPE |  | The document must be an object.']],
    [
      "the schema's own words",
      withNode({ type: 'prompt', play: 'x', next: 'a' }),
      ['WRONG-TYPE | /nodes/a/play | "play" must be a list of prompts.'],
    ],
    [
      'an unknown type',
      withNode({ type: 'promt' }),
      ['WRONG-VALUE | /nodes/a/type | "type" must be "prompt", "collect" or "hangup". | prompt'],
    ],
    ['no type', withNode({}), ['MISSING-PROPERTY | /nodes/a/type | "type" is missing in "a".']],
    ['no node', withNode(5), ['WRONG-TYPE | /nodes/a | "a" must be an object.']],
    [
      'a pattern with words',
      { ...good, id: 'Desk' },
      ['WRONG-FORMAT | /id | "id" must be kebab-case, as front-desk.'],
    ],
    [
      'a pattern without words',
      { ...good, version: 'x' },
      ['WRONG-FORMAT | /version | "version" must look like /^\\d+$/.'],
    ],
    [
      'a number that is too large',
      withNode({ type: 'collect', maxDigits: 99, next: 'a' }),
      ['OUT-OF-RANGE | /nodes/a/maxDigits | "maxDigits" must be at most 32.'],
    ],
    [
      'a number that is too small',
      withNode({ type: 'collect', maxDigits: 0, next: 'a' }),
      ['OUT-OF-RANGE | /nodes/a/maxDigits | "maxDigits" must be at least 1.'],
    ],
    [
      'a number that is not whole',
      withNode({ type: 'collect', maxDigits: 1.5, next: 'a' }),
      ['WRONG-TYPE | /nodes/a/maxDigits | "maxDigits" must be a whole number.'],
    ],
    [
      'a text that is too long',
      withNode({ type: 'collect', terminator: '##', next: 'a' }),
      ['OUT-OF-RANGE | /nodes/a/terminator | "terminator" must have at most 1 character.'],
    ],
    [
      'an empty list',
      withNode({ type: 'prompt', play: [], next: 'a' }),
      ['OUT-OF-RANGE | /nodes/a/play | "play" must have at least 1 prompt.'],
    ],
    [
      'a word that is none of a few',
      withNode({ type: 'hangup', reason: 'dnoe' }),
      ['WRONG-VALUE | /nodes/a/reason | "reason" must be "done" or "busy". | done'],
    ],
    [
      'a key of the wrong form',
      { ...good, variables: { Name: { type: 'string' } } },
      ['WRONG-KEY | /variables/Name | "Name" must begin with a small letter.'],
    ],
    [
      'neither of two types',
      { ...good, timeout: true },
      ['WRONG-VALUE | /timeout | "timeout" must be "none" or a number.'],
    ],
    [
      'a text near to one',
      { ...good, timeout: 'nome' },
      ['WRONG-VALUE | /timeout | "timeout" must be "none" or a number. | none'],
    ],
  ])('%s', (_what, document, expected) => {
    expect(problemsOf(document)).toStrictEqual(expected);
  });
});

describe('of a union only what was meant is spoken of', () => {
  const play = (item: unknown) => problemsOf(withNode({ type: 'prompt', play: ['x', item], next: 'a' }));

  test.each<[string, unknown, readonly string[]]>([
    [
      'a number',
      5,
      ['WRONG-TYPE | /nodes/a/play/1 | item 2 of "play" must be a text in double quotes or an object.'],
    ],
    [
      'a misspelt key',
      { sya: 'x', as: 'digits' },
      [
        'MISSING-PROPERTY | /nodes/a/play/1/say | "say" is missing in item 2 of "play".',
        'UNKNOWN-PROPERTY | /nodes/a/play/1/sya | "sya" is not a property that is known in item 2 of "play". Known are audio, tts, voice, say, as. | say',
      ],
    ],
    [
      'a wrong value in one option',
      { say: 'x', as: 'digit' },
      ['WRONG-VALUE | /nodes/a/play/1/as | "as" must be "digits" or "number". | digits'],
    ],
    [
      'a wrong type in one option',
      { tts: 1 },
      ['WRONG-TYPE | /nodes/a/play/1/tts | "tts" must be a text in double quotes.'],
    ],
    [
      'an empty object',
      {},
      ['MISSING-PROPERTY | /nodes/a/play/1 | item 2 of "play" must have one of "audio", "tts" or "say".'],
    ],
    [
      'a misspelt key, one of several that could be missing',
      { tss: 'x' },
      [
        'MISSING-PROPERTY | /nodes/a/play/1/tts | "tts" is missing in item 2 of "play".',
        'UNKNOWN-PROPERTY | /nodes/a/play/1/tss | "tss" is not a property that is known in item 2 of "play". Known are audio, tts, voice, say, as. | tts',
      ],
    ],
    [
      'an extra key',
      { tts: 'x', vioce: 'y' },
      [
        'UNKNOWN-PROPERTY | /nodes/a/play/1/vioce | "vioce" is not a property that is known in item 2 of "play". Known are audio, tts, voice, say, as. | voice',
      ],
    ],
  ])('%s', (_what, item, expected) => {
    expect(play(item)).toStrictEqual(expected);
  });
});

test('without the schema a suggestion comes from what is missing beside it', () => {
  expect(problemsOf(withNode({ type: 'prompt', play: ['x'], nxt: 'a' }), false)[1]).toMatch(/ \| next$/);
});

test('every problem at once, by place; what is missing stands at the key around it', () => {
  const text =
    '{\n "version": "1",\n "nodes": {\n  "a": { "type": "collect", "maxDigits": 99 }\n },\n "id": 5\n}';
  const read = readJson(text, 'flow.json');
  if (read.kind === 'problems') throw new Error('unexpected');
  const { error } = schema.safeParse(read.value);
  const problems = error === undefined ? [] : problemsFromZod(error, read.positions, schema);
  expect(problems.map(({ line, column, pointer }) => `${line}:${column} ${pointer}`)).toStrictEqual([
    '1:1 /start',
    '4:3 /nodes/a/next',
    '4:42 /nodes/a/maxDigits',
    '6:8 /id',
  ]);
});

test('a custom issue brings its own code, suggestion and sentence', () => {
  const custom = z.object({ a: z.string() }).superRefine((_value, context) => {
    context.addIssue({
      code: 'custom',
      path: ['a'],
      message: 'There is no node "x".',
      params: { code: 'FLOW-UNKNOWN-NODE', suggestion: 'y' },
    });
    context.addIssue({ code: 'custom', path: ['a'], message: 'must be one key' });
    context.addIssue({ code: 'custom', path: ['a'] });
  });
  const read = readJson('{ "a": "x" }', 'flow.json');
  if (read.kind === 'problems') throw new Error('unexpected');
  const { error } = custom.safeParse(read.value);
  expect(error && problemsFromZod(error, read.positions)).toMatchObject([
    { code: 'FLOW-UNKNOWN-NODE', message: 'There is no node "x".', suggestion: 'y', column: 8 },
    { code: 'FLOW-WRONG-VALUE', message: '"a" has a value that is not allowed here.', column: 8 },
    { code: 'FLOW-WRONG-VALUE', message: '"a" must be one key.', column: 8 },
  ]);
});
