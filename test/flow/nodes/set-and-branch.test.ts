/** Section 2 of the flow language: `set` and `branch`. */
import { endOf, entered, entriesOf } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const variables = {
  a: { type: 'number', default: 1 },
  b: { type: 'number', default: 2 },
  text: { type: 'string' },
  digits: { type: 'digits' },
  anything: { type: 'json' },
};
const hangup = { type: 'hangup' };

const calling = (nodes: object, on: object = { error: 'sorry' }): PureCall => {
  const [start] = Object.keys(nodes);
  const flow = testFlow({ start, variables, on, nodes: { ...nodes, sorry: hangup, bye: hangup } });
  return new PureCall(flow, testCall(placedAt)).run();
};
const set = (values: object, next = 'bye') => ({ type: 'set', values, next });

describe('set', () => {
  it('works every value out before any is set', () => {
    expect(calling({ swap: set({ a: 'b', b: 'a' }) }).state.variables).toMatchObject({ a: 2, b: 1 });
  });

  it('sets nothing when one of the values cannot be worked out', () => {
    const call = calling({ bad: set({ a: '5', b: 'number("x")' }) });
    expect(call.state.variables).toMatchObject({ a: 1, b: 2 });
    expect(entered(call)).toEqual(['bad', 'sorry']);
  });

  it.each([
    ['a number', { a: 'anything' }],
    ['digits', { digits: 'anything' }],
    ['a string, for the locale', { 'call.locale': 'anything' }],
  ])('fails with error.code "expression" when the value is not %s, and sets nothing', (_name, values) => {
    const call = calling({ first: set({ anything: '[true]' }, 'bad'), bad: set({ b: '7', ...values }) });
    expect(entered(call)).toEqual(['first', 'bad', 'sorry']);
    expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'expression', subcode: null }]);
    expect(call.state.variables.b).toBe(2);
  });

  it('takes null for any variable', () => {
    expect(calling({ unset: set({ a: 'anything' }) }).state.variables.a).toBeNull();
  });

  it('changes call.locale for what is worked out afterwards', () => {
    const call = calling({
      one: set({ 'call.locale': '"de-DE"' }, 'two'),
      two: set({ text: 'call.locale' }),
    });
    expect(call.state.variables.text).toBe('de-DE');
  });
});

describe('branch', () => {
  const branch = (...whens: readonly string[]) => ({
    type: 'branch',
    cases: whens.map((when, index) => ({ when, next: `case${index}` })),
    else: 'otherwise',
  });
  const nodes = (...whens: readonly string[]) => ({
    choose: branch(...whens),
    case0: hangup,
    case1: hangup,
    otherwise: hangup,
  });

  it('takes the first case that holds, and looks at no later one', () => {
    const call = calling(nodes('a == 1', 'number("x") == 1'));
    expect(entered(call)).toEqual(['choose', 'case0']);
  });

  it('takes else where none holds', () => {
    expect(entered(calling(nodes('a == 2', 'text != null')))).toEqual(['choose', 'otherwise']);
  });

  it.each(['anything', 'anything.member', 'number("x") == 1'])(
    'fails where %s is neither true nor false',
    (when) => {
      const call = calling(nodes(when));
      expect(entered(call)).toEqual(['choose', 'sorry']);
      expect(entriesOf(call, 'failure')).toMatchObject([{ code: 'expression' }]);
    },
  );

  it('sees the error on an error path, and null before', () => {
    const choose = { type: 'branch', cases: [{ when: 'error == null', next: 'bad' }], else: 'bye' };
    const call = calling({ choose, bad: set({ a: 'number("x")' }) }, { error: 'choose' });
    expect(entered(call)).toEqual(['choose', 'bad', 'choose', 'bye']);
    expect(endOf(call).end).toBe('completed');
  });
});
