import { testCall, testFlow } from '../support/flows.ts';
import { endOf } from '../support/observations.ts';
import { PureCall, placedAt } from '../support/pure-call.ts';

test('`error` may be named anywhere: it is null until there was a failure', () => {
  const flow = testFlow({
    start: 'ask',
    variables: { count: { type: 'number' }, before: { type: 'boolean' } },
    on: { error: 'remember' },
    nodes: {
      ask: {
        type: 'branch',
        cases: [{ when: "error != null && error.code == 'expression'", next: 'bye' }],
        else: 'fail',
      },
      fail: { type: 'set', values: { count: 'count + 1' }, next: 'bye' },
      remember: { type: 'set', values: { before: 'error == null' }, next: 'ask' },
      bye: { type: 'hangup', reason: 'known' },
    },
  });
  const call = new PureCall(flow, testCall(placedAt)).run();
  expect(call.state.variables).toEqual({ count: null, before: false });
  expect(endOf(call)).toMatchObject({ end: 'completed', reason: 'known' });
});
