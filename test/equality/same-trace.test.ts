import { desks, expectSameTrace, frontDesk, orderLine } from './same-trace.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(120_000);

describe('a script gives the same trace on the embedded host as on the interpreter alone', () => {
  test('times included where no key deadline passes', async () => {
    await expectSameTrace(frontDesk());
  });

  test('with effects that take their time beside the call, and a sub-flow', async () => {
    await expectSameTrace(orderLine());
  });

  test('with targets that are called before the caller is handed over', async () => {
    await expectSameTrace(desks());
  });
});
