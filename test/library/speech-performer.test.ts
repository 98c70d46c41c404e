import { commandId, mediaName, milliseconds } from '../../src/call/index.ts';
import type { SpeechText } from '../../src/call/index.ts';
import { speechPerformer } from '../../src/library/index.ts';
import { SpeechError } from '../../src/media/index.ts';
import type { Utterance } from '../../src/media/index.ts';

let said: Utterance[];
beforeEach(() => (said = []));

const perform = speechPerformer(async (utterance) => {
  said.push(utterance);
  return { name: mediaName(`${utterance.words}.wav`), length: milliseconds(700) };
});
const render = (...texts: SpeechText[]) => perform({ kind: 'renderSpeech', id: commandId(1), texts });

const moment = (as: 'date' | 'time', at: string, timeZone: string, locale = 'en-GB'): SpeechText => ({
  kind: 'moment',
  as,
  at,
  timeZone,
  locale,
});

test('gives one clip for each text, in their order, with its words', async () => {
  const result = await render(
    { kind: 'text', locale: 'en-GB', text: 'Hello' },
    { kind: 'ssml', locale: 'de-DE', ssml: 'Guten <break/>Tag' },
  );
  expect(result).toEqual({
    kind: 'renderSpeech',
    outcome: 'done',
    clips: [
      { name: 'Hello.wav', length: 700, words: 'Hello' },
      { name: 'Guten Tag.wav', length: 700, words: 'Guten Tag' },
    ],
  });
  expect(said[1]).toMatchObject({ locale: 'de-DE', content: { kind: 'ssml', ssml: 'Guten <break/>Tag' } });
});

test.each<[SpeechText, string]>([
  [moment('time', '2026-10-26T12:30:00Z', 'Europe/London'), 'twelve thirty p.m.'],
  [moment('time', '2026-10-25T00:30:00Z', 'Europe/London'), 'one thirty a.m.'],
  [moment('time', '2026-10-25T01:30:00Z', 'Europe/London'), 'one thirty a.m.'],
  [moment('time', '2026-10-26T12:30:00+02:00', 'America/New_York'), 'six thirty a.m.'],
  [moment('time', '2026-10-26T00:00:00Z', 'UTC'), 'midnight'],
  [
    moment('date', '2026-12-31T23:30:00Z', 'Europe/Berlin', 'de-DE'),
    'erster Januar zweitausendsiebenundzwanzig',
  ],
  [moment('date', '2026-12-31T23:30:00Z', 'America/New_York'), 'thirty-first of December, twenty twenty-six'],
])('an instant is said as the clocks of its zone show it: %j', async (text, words) => {
  expect(await render(text)).toMatchObject({ clips: [{ words }] });
  expect(said[0]).toMatchObject({ content: { kind: 'text', text: words } });
});

test.each<[SpeechText, RegExp]>([
  [moment('time', '2026-10-26T12:30:00Z', 'Mars/Olympus_Mons'), /no time zone/],
  [moment('time', '2026-99-99T12:30:00Z', 'Europe/London'), /ISO 8601/],
  [moment('date', '2026-10-26T12:30:00Z', 'Europe/Paris', 'fr-FR'), /English and German/],
])('what cannot be said is the failure of an expression: %j', async (text, message) => {
  expect(await render(text)).toMatchObject({
    outcome: 'failed',
    failure: { code: 'expression', status: null, message: expect.stringMatching(message) },
  });
});

test('what cannot be spoken is a failure of media, with the code of its cause', async () => {
  const silent = speechPerformer(() => Promise.reject(new SpeechError('SPEECH-REFUSED', 'No.', 400)));
  const texts = [{ kind: 'text', locale: 'en-GB', text: 'secret' }] as const;
  expect(await silent({ kind: 'renderSpeech', id: commandId(1), texts })).toEqual({
    kind: 'renderSpeech',
    outcome: 'failed',
    failure: { code: 'media', status: 400, subcode: null, message: 'No. (SPEECH-REFUSED)' },
  });
});

test('a defect is no result', async () => {
  const broken = speechPerformer(() => Promise.reject(new TypeError('undefined is not a function')));
  const texts = [{ kind: 'text', locale: 'en-GB', text: 'Hello' }] as const;
  await expect(broken({ kind: 'renderSpeech', id: commandId(1), texts })).rejects.toThrow(TypeError);
});
