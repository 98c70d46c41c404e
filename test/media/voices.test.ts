import { SpeechError } from '../../src/media/index.ts';
import { voiceFor } from '../../src/media/voices.ts';

const chosen = new Map([
  ['en-gb', 'en-GB-RyanNeural'],
  ['cy-GB', 'cy-GB-NiaNeural'],
]);

test.each([
  ['de-AT', 'de-AT-IngridNeural'],
  ['de-LU', 'de-DE-KatjaNeural'],
  ['DE', 'de-DE-KatjaNeural'],
  ['en-GB', 'en-GB-RyanNeural'],
  ['en-US', 'en-US-JennyNeural'],
  ['cy', 'cy-GB-NiaNeural'],
])('%s is spoken by %s', (locale, voice) => expect(voiceFor(locale, chosen)).toBe(voice));

test('a language without a voice says so, and where to name one', () => {
  expect(() => voiceFor('tlh-001', chosen)).toThrow(SpeechError);
  expect(() => voiceFor('tlh-001', chosen)).toThrow(/SPEECH_VOICES/);
});
