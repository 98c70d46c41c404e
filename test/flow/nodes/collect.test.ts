/** Section 2.1 of the flow language: the play of a `confirm`, in which the variable is what was keyed in. */
import { mediaName, milliseconds } from '../../../src/call/index.ts';
import { entered, entriesOf } from '../../support/observations.ts';
import { PureCall, placedAt } from '../../support/pure-call.ts';
import { testCall, testFlow } from '../../support/flows.ts';

const collect = {
  type: 'collect',
  play: [],
  into: 'account',
  maxDigits: 2,
  confirm: { play: [{ say: '{account}', as: 'spell' }] },
  next: 'right',
  onExhausted: 'exhausted',
};
const hangup = { type: 'hangup' };

function confirming(node: object = {}, account: object = {}): PureCall {
  const nodes = { ask: { ...collect, ...node }, right: hangup, exhausted: hangup };
  const variables = { account: { type: 'digits', default: '00', ...account } };
  return new PureCall(testFlow({ start: 'ask', variables, nodes }), testCall(placedAt), {
    effect: (effect) => ({
      after: 0,
      result: {
        kind: 'renderSpeech',
        outcome: 'done',
        clips: (effect.kind === 'renderSpeech' ? effect.texts : []).map(() => ({
          name: mediaName('spoken.wav'),
          length: milliseconds(500),
          words: 'the digits',
        })),
      },
    }),
  });
}

const spoken = (call: PureCall): readonly unknown[] =>
  call.effects.flatMap((effect) => (effect.kind === 'renderSpeech' ? effect.texts : []));

it('says what was keyed in, each time anew', () => {
  const call = confirming().press(100, '12').press(2_000, '2').press(3_000, '34').press(5_000, '1').run();
  expect(spoken(call)).toMatchObject([{ text: 'one, two' }, { text: 'three, four' }]);
  expect(call.state.variables.account).toBe('34');
  expect(entered(call)).toEqual(['ask', 'right']);
});

it('says it again after silence', () => {
  const call = confirming().press(100, '12').press(7_000, '1').run();
  expect(spoken(call)).toMatchObject([{ text: 'one, two' }, { text: 'one, two' }]);
  expect(call.state.variables.account).toBe('12');
});

it('leaves the variable as it was where nothing was confirmed', () => {
  const call = confirming({ input: { maxAttempts: 1 } })
    .press(100, '12')
    .press(2_000, '2')
    .run();
  expect(spoken(call)).toMatchObject([{ text: 'one, two' }]);
  expect(entered(call)).toEqual(['ask', 'exhausted']);
  expect(call.state.variables.account).toBe('00');
});

it('masks it in the transcript where the variable is sensitive', () => {
  const call = confirming({}, { sensitive: true }).press(100, '12').press(2_000, '1').run();
  expect(spoken(call)).toMatchObject([{ text: 'one, two' }]);
  expect(entriesOf(call, 'prompt')).toHaveLength(1);
  expect(JSON.stringify(call.transcript)).not.toMatch(/one, two|12/);
});
