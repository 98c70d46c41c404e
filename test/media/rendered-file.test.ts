import { milliseconds } from '../../src/call/index.ts';
import {
  parseWav,
  readWav,
  renderedFrom,
  renderingPath,
  silence,
  textOfRendering,
  writeWav,
} from '../../src/media/index.ts';

const samples = Buffer.alloc(3_200);

test('a rendered file says what it was rendered from, and is played as any other', () => {
  const file = writeWav(samples, renderedFrom('Grüß Gott, 5 € bitte.', 'de-AT-IngridNeural'));
  expect(textOfRendering(file)).toBe('Grüß Gott, 5 € bitte.');
  expect(readWav(file)).toEqual({ kind: 'ok', length: 100 });
});

test.each([
  ['a file without a word about itself', silence(milliseconds(100))],
  ['a file of somebody else', writeWav(samples, { comment: 'Studio 4', software: 'Some Editor' })],
  ['no WAV file', Buffer.from('RIFF....WAVE')],
])('%s was not rendered by us', (_what, file) => {
  expect(textOfRendering(file)).toBeNull();
});

test('what a file says of itself is also found behind its sound', () => {
  const file = Buffer.from(writeWav(samples, { comment: 'ab', software: 'c' }));
  const list = file.indexOf('LIST');
  const data = file.indexOf('data');
  const moved = Buffer.concat([file.subarray(0, list), file.subarray(data), file.subarray(list, data)]);
  const parts = parseWav(moved);
  expect(parts).toMatchObject({ kind: 'wav', format: { encoding: 1, channels: 1, rate: 16_000, bits: 16 } });
  if (parts.kind === 'wav') expect(Object.fromEntries(parts.information)).toEqual({ ICMT: 'ab', ISFT: 'c' });
});

test('words with marks on their letters stay legible in the name of their file', () => {
  expect(renderingPath('de-DE', 'Zwölf Füße')).toMatch(/\/zwolf-fusse-[0-9a-f]{8}\.wav$/);
});

test('a rendering has a place of its own for each locale and text, with its first words', () => {
  expect(renderingPath('en-GB', 'For sales, press 1.')).toMatch(
    /^prompts\/rendered\/en-GB\/for-sales-press-1-[0-9a-f]{8}\.wav$/,
  );
  expect(renderingPath('ja-JP', 'こんにちは')).toMatch(/^prompts\/rendered\/ja-JP\/[0-9a-f]{8}\.wav$/);
  const places = [
    renderingPath('en-GB', 'Hello'),
    renderingPath('en-US', 'Hello'),
    renderingPath('en-GB', 'Hello!'),
    renderingPath('en-GB', `${'long '.repeat(20)}1`),
    renderingPath('en-GB', `${'long '.repeat(20)}2`),
  ];
  expect(new Set(places).size).toBe(5);
});
