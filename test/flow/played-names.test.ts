/** What transcripts call the prompts of a flow, known before any call. */
import { playedNames } from '../../src/flow/index.ts';
import { testFlow } from '../support/flows.ts';

const names = (play: readonly unknown[], prompts: object = {}) => {
  const nodes = { a: { type: 'prompt', play, next: 'b' }, b: { type: 'hangup' } };
  const { document } = testFlow({ start: 'a', variables: { n: { type: 'number' } }, prompts, nodes });
  const { names: found, ...rest } = playedNames(document);
  return { names: [...found].sort(), ...rest };
};

test('a prompt of the catalogue is called by its name or its words, also one that nobody plays', () => {
  const prompts = { hello: { 'en-GB': { text: 'Hello.' } }, unused: { 'en-GB': { audio: 'unused.wav' } } };
  expect(names(['hello'], prompts)).toMatchObject({
    names: ['Hello.', 'hello', 'unused'],
    hasUnknown: false,
  });
});

test('what is played in place is called by its path or its words; silence has no name', () => {
  const play = [
    { audio: 'ring.wav' },
    { tts: 'One moment.' },
    { ssml: 'Who <break/> is it?' },
    { silence: '1s' },
  ];
  expect(names(play).names).toEqual(['One moment.', 'Who is it?', 'ring.wav']);
});

test('a value that is said has its words in every language of the flow', () => {
  const prompts = { hello: { 'en-GB': { text: 'Hello.' }, 'de-DE': { text: 'Hallo.' } } };
  expect(names([{ say: '12', as: 'number' }], prompts).names).toEqual([
    'Hallo.',
    'Hello.',
    'hello',
    'twelve',
    'zwölf',
  ]);
});

test('words with values are known by what stands around the values', () => {
  const { names: found, fitsWithValues } = names([{ tts: 'From {n} to {n + 1}, {n} in all.' }]);
  expect(found).toEqual([]);
  const said = [
    'From 1 to 2, 3 in all.',
    'From  to ,  in all.',
    'From 1 to 2.',
    ' From 1 to 2, 3 in all.',
    'From 1 in all.',
  ];
  expect(said.map(fitsWithValues)).toEqual([true, true, false, false, false]);
});

test('what stands before a value is not what stands behind it', () => {
  const { fitsWithValues } = names([{ tts: 'no{n}no' }]);
  expect(['no', 'nono', 'no3no'].map(fitsWithValues)).toEqual([false, true, true]);
});

test.each([
  ['a value that is said', { say: '{n}', as: 'number' }],
  ['SSML with values', { ssml: 'You have <emphasis>{n}</emphasis>' }],
])('of %s nothing is known before the call', (_what, item) => {
  expect(names([item]).hasUnknown).toBe(true);
});
