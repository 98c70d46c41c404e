/** Calls over HTTP: three processes, nothing in common with them but the wire. */
import { RunningProduct } from './running-product.ts';
import type { SeenCall } from './running-product.ts';

jest.setTimeout(60_000);

let product: RunningProduct;
beforeAll(async () => {
  product = await RunningProduct.start();
});
afterAll(async () => {
  expect(await product.stop()).toEqual([0, 0, 0]);
});
afterEach(async () => {
  expect(await product.violations()).toMatchObject({ violations: [] });
});

const requests = ({ transcript }: SeenCall): readonly string[] =>
  transcript.flatMap(({ kind, operation, status }) =>
    kind === 'request' ? [`${operation ?? ''} ${String(status)}`] : [],
  );

const operations = (call: SeenCall): readonly string[] =>
  requests(call).map((request) => request.replace(/ .*/, ''));

describe('a call to the front desk', () => {
  test('is answered, heard, barged into, asked for digits and transferred', async () => {
    const call = await product.dial();
    await call.when('prompts:1');
    await call.press('2');
    await call.when('prompts:2');
    await call.press('123456');
    const seen = await call.whenOver();

    expect(requests(seen)).toEqual([
      'answer 202',
      'subscribeToTone 200',
      'playPrompt 200',
      'cancelMediaProcessing 200',
      'playPrompt 200',
      'cancelMediaProcessing 200',
      'transfer 202',
    ]);
    const prompts = seen.transcript.filter(({ kind }) => kind === 'prompt');
    expect(prompts.map(({ cancelled }) => cancelled)).toEqual([true, true]);

    const records = await product.recordsOf(call.id);
    expect(records.map(({ end, endReason }) => [end, endReason])).toEqual([['transferred', 'operator']]);
    expect(JSON.stringify(records)).not.toContain('123456');
    const entered = records[0]?.transcript.filter(({ kind }) => kind === 'enter').map(({ node }) => node);
    expect(entered).toEqual([
      'pickUp',
      'welcome',
      'mainMenu',
      'askAccount',
      'judgeAccount',
      'chooseDesk',
      'toOperator',
    ]);
  });

  test('whose transfer fails comes back to the menu', async () => {
    const call = await product.dial();
    await product.fault({ transfer: true, outcome: 'busy', call: call.id });
    await call.when('prompts:1');
    await call.press('1');
    await call.when('request:transfer');
    // The apology, then the menu again.
    await call.when('prompts:3');
    await call.press('0');
    const seen = await call.whenOver();
    expect(operations(seen).filter((operation) => operation === 'transfer')).toHaveLength(2);
    const [record, ...more] = await product.recordsOf(call.id);
    expect(more).toEqual([]);
    expect(record).toMatchObject({ end: 'transferred', endReason: 'operator' });
    const verdicts = record?.transcript.filter(({ kind }) => kind === 'transfer');
    expect(verdicts).toMatchObject([{ outcome: 'busy' }, { outcome: 'transferred' }]);
  });

  test('that ends in the middle of a prompt is recorded, and nothing more is asked of Graph', async () => {
    const call = await product.dial();
    await call.when('prompts:1');
    await call.hangUp();
    const seen = await call.whenOver();
    const records = await product.recordsOf(call.id);
    expect(records.map(({ end }) => end)).toEqual(['abandoned']);
    expect(requests(await call.when('ended'))).toEqual(requests(seen));
    expect(requests(seen)).toEqual(['answer 202', 'subscribeToTone 200', 'playPrompt 200']);
  });
});

describe('routes', () => {
  test('turn away whom they do not know, with the reason they name', async () => {
    const call = await product.dial({ to: { applicationInstance: '0c3a1f8e-6b1d-4b3c-9a55-3f1de2c4b6a7' } });
    const seen = await call.whenOver();
    expect(requests(seen)).toEqual(['reject 202']);
    expect(await product.recordsOf(call.id)).toMatchObject([{ end: 'rejected' }]);
  });
});

describe('a lossy network', () => {
  test('that doubles the first notification starts one call', async () => {
    await product.fault({ notification: 'call', state: 'incoming', doubled: true });
    const call = await product.dial();
    await call.when('prompts:1');
    await call.hangUp();
    const seen = await call.whenOver();
    expect(operations(seen).filter((operation) => operation === 'answer')).toHaveLength(1);
    expect(await product.recordsOf(call.id)).toHaveLength(1);
  });

  test('that reorders established and establishing, and doubles the end of a prompt, changes nothing', async () => {
    // Before the call is there: one that has been answered meanwhile would not meet them.
    await product.fault({ notification: 'call', state: 'establishing', reordered: true });
    await product.fault({ notification: 'prompt', doubled: true });
    const call = await product.dial();
    await call.when('prompts:2');
    await call.press('0');
    const seen = await call.whenOver();
    expect(operations(seen)).toEqual([
      'answer',
      'subscribeToTone',
      'playPrompt',
      'playPrompt',
      'cancelMediaProcessing',
      'transfer',
    ]);
    expect(await product.recordsOf(call.id)).toMatchObject([{ end: 'transferred' }]);
  });

  test.each(['expired', 'wrongAudience', 'wrongIssuer', 'unknownKey', 'missing'])(
    'cannot slip in a call whose token is %s',
    async (token) => {
      await product.fault({ token });
      const call = await product.dial();
      const seen = await call.when('notified');
      const statuses = seen.transcript.flatMap(({ kind, attempts }) =>
        kind === 'notification' && Array.isArray(attempts) ? attempts : [],
      );
      expect(statuses).toMatchObject([{ status: 401 }]);
      expect(requests(seen)).toEqual([]);
    },
  );
});
