/** Consultative transfers over HTTP: two calls, each told of at its own address. */
import { join } from 'node:path';
import { RunningProduct } from './running-product.ts';
import type { SeenCall } from './running-product.ts';

jest.setTimeout(60_000);

let product: RunningProduct;
beforeAll(async () => {
  product = await RunningProduct.start(join(__dirname, 'desks'));
});
afterAll(async () => {
  expect(await product.stop()).toEqual([0, 0, 0]);
});
afterEach(async () => {
  expect(await product.violations()).toMatchObject({ violations: [] });
});

const operations = ({ transcript }: SeenCall): readonly string[] =>
  transcript.flatMap(({ kind, operation = '' }) => (kind === 'request' ? [operation] : []));

const desk = 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33';

test('the desk answers, hears the whisper in its own call, and takes the caller', async () => {
  await product.fault({ outbound: desk, outcome: 'answer', afterMs: 900 });
  const call = await product.dial();
  const agent = await product.madeCall(2);
  const seen = await call.whenOver();
  const others = await agent.whenOver();

  expect(operations(seen).filter((name) => name !== 'playPrompt')).toEqual([
    'answer',
    'subscribeToTone',
    'cancelMediaProcessing',
    'transfer',
  ]);
  expect(operations(others)).toEqual(['createCall', 'playPrompt']);
  expect(others.transcript.filter(({ kind }) => kind === 'prompt')).toHaveLength(1);
  expect(await product.recordsOf(call.id)).toMatchObject([{ end: 'transferred', endReason: 'desk' }]);
  expect(await product.recordsOf(agent.id, 0)).toEqual([]);
});

test('the caller hangs up while the desk rings: the desk rings no longer, and there is one record', async () => {
  await product.fault({ outbound: desk, outcome: 'noAnswer' });
  const call = await product.dial();
  const agent = await product.madeCall(4);
  await call.when('prompts:2');
  await call.hangUp();
  const others = await agent.whenOver();
  expect(operations(others)).toEqual(['createCall', 'deleteCall']);
  expect(await product.recordsOf(call.id)).toMatchObject([{ end: 'abandoned' }]);
});

test('nobody at the desk: the caller comes back, and the desk rings no longer', async () => {
  await product.fault({ outbound: desk, outcome: 'noAnswer' });
  const call = await product.dial();
  const agent = await product.madeCall(6);
  await call.whenOver();
  expect(operations(await agent.whenOver())).toEqual(['createCall', 'deleteCall']);
  expect(await product.recordsOf(call.id)).toMatchObject([{ end: 'completed', endReason: 'away' }]);
});

describe('what Graph may say of a transfer', () => {
  const usual = { consultativeResult: 'reason' };
  afterEach(() => product.fault({ switches: usual }));

  test.each(['example', 'table', 'reason'])(
    'success in the shape "%s" is a call handed over',
    async (shape) => {
      await product.fault({ switches: { consultativeResult: shape } });
      await product.fault({ outbound: desk, outcome: 'answer', afterMs: 300 });
      const call = await product.dial();
      await call.whenOver();
      expect(await product.recordsOf(call.id)).toMatchObject([{ end: 'transferred', endReason: 'desk' }]);
    },
  );

  test('failure (500/7700) gives the caller back, and the desk is hung up', async () => {
    await product.fault({ outbound: desk, outcome: 'answer', afterMs: 300 });
    await product.fault({ transfer: true, outcome: 'failed' });
    const call = await product.dial();
    await call.whenOver();
    expect(await product.recordsOf(call.id)).toMatchObject([{ end: 'completed', endReason: 'sorry' }]);
  });
});

test('whatever Graph is documented or seen to do to its notifications, the call goes as without', async () => {
  const odd = {
    swapEstablished: true,
    duplicateEstablished: true,
    transferAcceptedLate: true,
    legacyFirstCallback: true,
    numericStrings: true,
    upperCaseIds: true,
    withoutResource: true,
    withoutLeadingSlash: true,
    withoutResourceDataId: true,
    withCallbackUri: true,
    terminatingStep: false,
  };
  await product.fault({ switches: odd });
  try {
    await product.fault({ outbound: desk, outcome: 'answer', afterMs: 300 });
    const call = await product.dial();
    await call.whenOver();
    const same = call.id.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    expect(await product.recordsOf(same)).toMatchObject([{ end: 'transferred', endReason: 'desk' }]);
  } finally {
    const back = Object.keys(odd).map((name) => [name, name === 'terminatingStep']);
    await product.fault({ switches: Object.fromEntries(back) });
  }
});
