import fc from 'fast-check';
import { bytesOf, resample, samplesOf, tidySpeech } from '../../src/media/resample.ts';

const wave = (hertz: number, rate: number, seconds = 0.5): Int16Array =>
  Int16Array.from({ length: rate * seconds }, (_, index) =>
    Math.round(10_000 * Math.sin((2 * Math.PI * hertz * index) / rate)),
  );

/** Root mean square of the middle, where no edge is near. */
function loudness(samples: Int16Array): number {
  const middle = samples.subarray(2_000, samples.length - 2_000);
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
}

test.each([8_000, 11_025, 22_050, 44_100, 48_000])(
  'from %d samples a second a tone stays what it is',
  (rate) => {
    const result = resample(wave(440, rate), rate);
    const expected = wave(440, 16_000);
    expect(Math.abs(result.length - expected.length)).toBeLessThanOrEqual(1);
    const worst = result
      .subarray(500, result.length - 500)
      .reduce((most, sample, index) => Math.max(most, Math.abs(sample - (expected[index + 500] ?? 0))), 0);
    expect(worst).toBeLessThan(10);
  },
);

test('what the new rate cannot hold is taken out, not folded into what can be heard', () => {
  expect(loudness(resample(wave(9_500, 22_050), 22_050))).toBeLessThan(loudness(wave(9_500, 22_050)) / 1_000);
});

test('speech is cut to a moment of silence at both ends, and made loud', () => {
  const quiet = wave(440, 16_000).map((sample) => sample / 10);
  const padded = new Int16Array(16_000 + quiet.length + 24_000);
  padded.set(quiet, 16_000);
  const tidy = tidySpeech(padded);
  expect(tidy.length).toBeGreaterThan(quiet.length + 3_990);
  expect(tidy.length).toBeLessThanOrEqual(quiet.length + 4_000);
  expect(Math.max(...tidy)).toBe(Math.round(32_767 * 10 ** (-3 / 20)));
  expect(tidySpeech(new Int16Array(100))).toEqual(new Int16Array(100));
});

test('samples are read as they were written', () => {
  fc.assert(
    fc.property(fc.int16Array(), (samples) => {
      expect(samplesOf(bytesOf(samples))).toEqual(samples);
    }),
  );
});
