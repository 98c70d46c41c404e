import * as fc from 'fast-check';
import { estimatedLength, readWav, silence, standInTone, writeWav } from '../../src/media/index.ts';
import { milliseconds } from '../../src/call/index.ts';

const samples = new Uint8Array(32_000);

/** Two little-endian bytes of a good file replaced; offsets as the format's description counts them. */
const changed = (offset: number, value: number): Uint8Array => {
  const bytes = Buffer.from(writeWav(samples));
  bytes.writeUInt16LE(value, offset);
  return bytes;
};

test('a file lasts as long as its samples', () => {
  expect(readWav(writeWav(samples))).toEqual({ kind: 'ok', length: 1_000 });
  expect(readWav(silence(milliseconds(1_234)))).toEqual({ kind: 'ok', length: 1_234 });
});

test('chunks that nobody knows are passed over, of odd length too', () => {
  const file = Buffer.from(writeWav(samples, { comment: 'odd' }));
  expect(file.includes('ICMT')).toBe(true);
  expect(readWav(file)).toEqual({ kind: 'ok', length: 1_000 });
});

test('a streamed file, whose size nobody knew, lasts to its end', () => {
  const file = Buffer.from(writeWav(samples));
  file.writeUInt32LE(0xffff_ffff, 4);
  file.writeUInt32LE(0xffff_ffff, 40);
  expect(readWav(file)).toEqual({ kind: 'ok', length: 1_000 });
});

test.each<[string, Uint8Array, RegExp]>([
  ['nothing', new Uint8Array(0), /no WAV/],
  ['text', Buffer.from('ID3 this is something else'), /no WAV/],
  ['only a head', Buffer.from('RIFF\0\0\0\0WAVE'), /no format/],
  ['a head and a format', Buffer.from(writeWav(samples)).subarray(0, 36), /no data/],
  ['no sound', writeWav(new Uint8Array(0)), /no sound/],
  ['float samples', changed(20, 3), /PCM/],
  ['stereo', changed(22, 2), /2 channels/],
  ['8 kHz', changed(24, 8_000), /8000 samples/],
  ['8 bits', changed(34, 8), /8 bits/],
])('%s is unplayable, and the reason is told', (_, bytes, reason) => {
  expect(readWav(bytes)).toEqual({ kind: 'unplayable', reason: expect.stringMatching(reason) });
});

test('no bytes break it', () => {
  const hostile = fc.tuple(fc.nat(60), fc.uint8Array({ minLength: 1, maxLength: 16 })).map(([at, bytes]) => {
    const file = Buffer.from(writeWav(new Uint8Array(64)));
    file.set(bytes.subarray(0, file.length - at), at);
    return file;
  });
  fc.assert(
    fc.property(fc.oneof(hostile, fc.uint8Array({ maxLength: 100 })), (bytes) => {
      const read = readWav(bytes);
      if (read.kind === 'ok') expect(read.length).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 1_000 },
  );
});

test('a stand-in lasts 60 ms a character, 600 ms at least, and carries its text', () => {
  expect(estimatedLength('Hi')).toBe(600);
  expect(estimatedLength('Grüße 👋 from Contoso.')).toBe(21 * 60);
  const tone = standInTone('Good morning');
  expect(readWav(tone)).toEqual({ kind: 'ok', length: 12 * 60 });
  expect(Buffer.from(tone).includes('Good morning')).toBe(true);
  expect(Buffer.from(tone).equals(standInTone('Good evening'))).toBe(false);
});
