/** What transcripts call the prompts of a flow, known before any call. */
import { playedNames } from '../../src/flow/index.ts';
import { testFlow } from '../support/flows.ts';

const names = (play: readonly unknown[], prompts: object = {}) => {
  const nodes = { a: { type: 'prompt', play, next: 'b' }, b: { type: 'hangup' } };
  const { document } = testFlow({ start: 'a', variables: { n: { type: 'number' } }, prompts, nodes });
  const { names: found, hasOthers } = playedNames(document);
  return { names: [...found].sort(), hasOthers };
};

test('a prompt of the catalogue is called by its name, also one with values, and one that nobody plays', () => {
  const prompts = {
    hello: { 'en-GB': { text: 'Hello, {n}.' } },
    unused: { 'en-GB': { text: 'Nobody says this.' } },
  };
  expect(names(['hello'], prompts)).toEqual({ names: ['hello', 'unused'], hasOthers: false });
});

test('what is played in place is called by its path or its words; silence has no name', () => {
  const play = [
    { audio: 'ring.wav' },
    { tts: 'One moment.' },
    { ssml: 'Who <break/> is it?' },
    { silence: '1s' },
  ];
  expect(names(play)).toEqual({ names: ['One moment.', 'Who is it?', 'ring.wav'], hasOthers: false });
});

test('a value that is said has its words in every language of the flow', () => {
  const prompts = { hello: { 'en-GB': { text: 'Hello.' }, 'de-DE': { text: 'Hallo.' } } };
  expect(names([{ say: '12', as: 'number' }], prompts).names).toEqual(['hello', 'twelve', 'zwölf']);
});

test('words with values are known in the call only', () => {
  expect(names([{ tts: 'You have {n}.' }])).toEqual({ names: [], hasOthers: true });
});
