/** Section 2 of the flow language: `redirect`. */
import { asked, endOf, entered, entriesOf, refuses } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import type { GraphBehaviour } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const elsewhere = {
  type: 'redirect',
  to: ['desk', { phone: '+442079460000' }],
  ringTimeout: '30s',
};
const calling = (nodes: object, graph: GraphBehaviour = {}): PureCall => {
  const [start] = Object.keys(nodes);
  const targets = { desk: { user: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' } };
  const flow = testFlow({
    start,
    targets,
    on: { error: 'sorry' },
    nodes: { ...nodes, sorry: { type: 'hangup' } },
  });
  return new PureCall(flow, testCall(placedAt), graph).run();
};

it('sends the call to its targets at once, and is the end of it', () => {
  const call = calling({ away: elsewhere });
  expect(call.commands).toMatchObject([
    {
      kind: 'redirect',
      targets: [
        { kind: 'user', id: 'a4b8e3d7-91c2-4f6a-b05e-3d7c2a1f8e33' },
        { kind: 'phone', number: '+442079460000' },
      ],
      ringTimeout: 30_000,
    },
  ]);
  expect(endOf(call)).toEqual({ end: 'redirected', reason: null, at: 0 });
});

it('that Graph refuses is a failure: the call still rings', () => {
  const call = calling({ away: elsewhere }, { result: refuses('redirect', { status: 403, subcode: 7503 }) });
  expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'graph', subcode: 7503 }]);
  expect(entered(call)).toEqual(['away', 'sorry']);
  expect(asked(call)).toEqual(['redirect', 'reject']);
});

it('whose fate is unknown is not followed by anything', () => {
  const failure = { code: 'graph', status: 504, subcode: null, message: 'A gateway answered.' } as const;
  const call = calling({ away: elsewhere }, { result: () => ({ kind: 'unknown', failure }) });
  expect(asked(call)).toEqual(['redirect']);
  expect(endOf(call).end).toBe('redirected');
});

it('of a call that was answered is a failure', () => {
  const call = calling({ pickUp: { type: 'answer', next: 'away' }, away: elsewhere });
  expect(asked(call)).not.toContain('redirect');
  expect(entered(call)).toEqual(['pickUp', 'away', 'sorry']);
});
