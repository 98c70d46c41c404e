import { expectSameTraceUnderChaos, orderLine, seedRows } from './same-trace.ts';
import { share } from '../support/thoroughness.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(120_000);

const line = orderLine();

test.each(seedRows(share(40)))(
  'with effects beside the call, and a sub-flow, a script gives the same trace under chaos, seeds %i to %i, times aside',
  async (_first, _last, seeds) => {
    for (const seed of seeds) await expectSameTraceUnderChaos(line, seed);
  },
);
