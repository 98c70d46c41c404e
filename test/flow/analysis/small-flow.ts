/** Small flows at random, and worlds to run them in: what the checker says of a flow is compared with its calls. */
import * as fc from 'fast-check';
import { bindFlow, readEnteredDocument, readSignature, loadFlow } from '../../../src/flow/index.ts';
import type { BoundFlow, FlowDirectory, FlowDocument } from '../../../src/flow/index.ts';
import { clipsOf } from '../../support/flows.ts';
import type { World } from './slow-call.ts';

const one = <Type extends string>(type: Type) => fc.constant(type);
const item = fc.constantFrom<object>({ audio: 'short.wav' }, { audio: 'long.wav' }, { silence: '300ms' });
const play = fc.array(item, { maxLength: 2 });
const bargeIn = fc.boolean();
const input = fc.record({
  firstDigitTimeout: fc.constantFrom('200ms', '5s'),
  interDigitTimeout: fc.constantFrom('200ms', '3s'),
  maxAttempts: fc.integer({ min: 1, max: 2 }),
});
const rePrompts = fc.array(fc.record({ play, only: fc.boolean() }), { maxLength: 1 });
const when = fc.constantFrom('count < 3', '!(count < 2) && account == null', 'account == null', 'count >= 2');
const values = fc.constantFrom<Record<string, string>>(
  { count: 'count + 1' },
  { count: '1 + count' },
  { count: '0' },
  { account: 'string(count)' },
);

const hangup = fc.record({ type: one('hangup'), play: fc.option(play, { nil: undefined }) });
const ending = fc.oneof(
  { weight: 3, arbitrary: hangup },
  fc.record({ type: one('reject'), reason: fc.constantFrom('none', 'busy') }),
);
const returning = fc.record({ type: one('return'), as: fc.constantFrom('done', 'other') });

/** Nodes of every kind that lead to nodes of these names, and enter one of these flows. */
function anyNode(names: readonly string[], flows: readonly string[], last: fc.Arbitrary<object>) {
  const to = fc.constantFrom(...names);
  const asking = { play, bargeIn, noInput: rePrompts, noMatch: rePrompts, input, onExhausted: to };
  const entering = fc.record(
    {
      type: one('subflow'),
      flow: flows.length === 0 ? fc.constant('none') : fc.constantFrom(...flows),
      on: fc.record({ done: to, other: to }),
      onError: to,
    },
    { requiredKeys: ['type', 'flow', 'on'] },
  );
  return fc.oneof(
    fc.record({ type: one('answer'), next: to, onFailed: to }),
    { weight: 2, arbitrary: fc.record({ type: one('prompt'), play, bargeIn, next: to, onError: to }) },
    {
      weight: 3,
      arbitrary: fc.record({
        type: one('menu'),
        choices: fc.record({ '1': to, '2': to }, { requiredKeys: ['1'] }),
        ...asking,
      }),
    },
    fc.record({
      type: one('collect'),
      into: one('account'),
      maxDigits: fc.integer({ min: 1, max: 3 }),
      confirm: fc.option(fc.record({ play }), { nil: undefined }),
      next: to,
      ...asking,
    }),
    { weight: 2, arbitrary: fc.record({ type: one('set'), values, next: to }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: one('branch'),
        cases: fc.array(fc.record({ when, next: to }), { minLength: 1, maxLength: 2 }),
        else: to,
      }),
    },
    fc.record({ type: one('wait'), for: fc.constantFrom('500ms', '4s', '9s'), next: to }),
    fc
      .record({
        asked: fc.constantFrom('getCall', 'cancelMediaProcessing', 'stopHoldMusic'),
        next: to,
        onError: to,
      })
      .map(({ asked: operation, next, onError }) => ({
        type: 'graph',
        operation,
        ...(operation === 'stopHoldMusic' ? { with: { participantId: 'x' } } : {}),
        next,
        onError,
      })),
    fc.record({
      type: one('transfer'),
      to: one('desk'),
      mode: one('blind'),
      onBusy: to,
      onNoAnswer: to,
      onFailed: to,
    }),
    { weight: 2, arbitrary: last },
    { weight: flows.length === 0 ? 0 : 4, arbitrary: entering },
  );
}

const names = ['n0', 'n1', 'n2', 'n3', 'n4'] as const;
const to = fc.constantFrom(...names);
const on = fc.record(
  { error: to, maxDuration: to, hangup: to, keys: fc.record({ '9': to, '*': to }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);

/** Limits so wide that only what never ends comes to them. */
const limits = { maxCallDuration: '24h', maxSteps: 300, maxStepsWithoutInput: 300 };

const written = (id: string, nodes: readonly object[], rest: object): object => ({
  id,
  version: '1.0.0',
  locale: 'en-GB',
  start: 'n0',
  variables: { account: { type: 'string' }, count: { type: 'number', default: 0 } },
  targets: { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } },
  nodes: Object.fromEntries(nodes.map((node, index) => [`n${index}`, node])),
  ...rest,
});

/** A flow as it is checked and run, with the flows that it may enter. */
export interface SmallFlow {
  readonly document: FlowDocument;
  readonly directory: FlowDirectory;
  readonly bound: BoundFlow;
}

/** Flows of five nodes. */
export const loneFlow: fc.Arbitrary<SmallFlow> = fc
  .record({ nodes: fc.tuple(...Array.from({ length: 4 }, () => anyNode(names, [], ending)), ending), on })
  .map(({ nodes, on: handlers }) => read(written('small', nodes, { limits, on: handlers }), []));

const innerNames = ['n0', 'n1', 'n2'];
const returns = { done: {}, other: {} };
const inner = (id: string, flows: readonly string[]): fc.Arbitrary<object> => {
  const any = anyNode(innerNames, flows, fc.oneof(returning, hangup));
  return fc.tuple(any, any, returning).map((nodes) => written(id, nodes, { returns }));
};

/** Flows of five nodes that enter flows of three, which enter another. */
export const enteringFlow: fc.Arbitrary<SmallFlow> = fc
  .record({
    nodes: fc.tuple(...Array.from({ length: 4 }, () => anyNode(names, ['middle', 'leaf'], ending)), ending),
    on,
    inside: fc.tuple(inner('middle', ['leaf']), inner('leaf', [])),
  })
  .map(({ nodes, on: handlers, inside }) => read(written('small', nodes, { limits, on: handlers }), inside));

function read(flow: object, inside: readonly object[]): SmallFlow {
  const plain = inside.map((one) => JSON.parse(JSON.stringify(one)));
  const signatures = plain.map(readSignature);
  const documents = new Map<string, FlowDocument>();
  for (const one of plain) {
    const document = readEnteredDocument(JSON.stringify(one), () => undefined);
    if (document !== null) documents.set(document.id, document);
  }
  const directory: FlowDirectory = {
    ids: [...documents.keys()],
    find: (id) => signatures.find((signature) => signature?.id === id) ?? null,
    document: (id) => documents.get(id) ?? null,
  };
  const options = { file: 'small.json', settings: () => undefined, missingSettings: 'refuse' } as const;
  const loaded = loadFlow(JSON.stringify(flow), { ...options, flows: directory });
  if (loaded.kind === 'problems') throw new Error(JSON.stringify(loaded.problems));
  const parts = [...documents].map(([id, document]) => {
    return [id, { document, clips: Object.fromEntries(clipsOf(document, lengths)) }] as const;
  });
  const { document } = loaded;
  const bound = bindFlow(document, clipsOf(document, lengths), Object.fromEntries(parts));
  return { document, directory, bound };
}

const lengths = { 'short.wav': 400, 'long.wav': 5_000 };

export const world: fc.Arbitrary<World> = fc.record({
  slowness: fc.oneof(fc.constant([1]), fc.array(fc.constantFrom(0, 0.3, 1), { minLength: 1, maxLength: 5 })),
  plays: fc.oneof(
    { weight: 3, arbitrary: fc.constant(['accepted' as const]) },
    fc.array(fc.constantFrom('accepted', 'refused'), { minLength: 1, maxLength: 5 }),
  ),
  transfers: fc.array(fc.constantFrom('refused', 'failed', 'busy', 'undecided', 'transferred'), {
    minLength: 1,
    maxLength: 4,
  }),
  keys: fc.array(
    fc.record({
      after: fc.constantFrom(0, 100, 450, 700, 2_000, 5_000, 8_000),
      key: fc.constantFrom('1', '2', '3', '9', '*', '#'),
    }),
    { maxLength: 25 },
  ),
  answers: fc.boolean(),
});
