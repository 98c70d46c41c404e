import { desks, expectSameTraceUnderChaos, seedRows } from './same-trace.ts';
import { share } from '../support/thoroughness.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});
jest.setTimeout(120_000);

const line = desks();

test.each(seedRows(share(40)))(
  'where targets are called before the hand-over, a script gives the same trace under chaos, seeds %i to %i, times aside',
  async (_first, _last, seeds) => {
    for (const seed of seeds) await expectSameTraceUnderChaos(line, seed);
  },
);
