import { milliseconds } from '../call/index.ts';
import type { Milliseconds } from '../call/index.ts';
import { sampleBytes, sampleRate, writeWav } from './wav.ts';

/** Nothing, for a while. */
export const silence = (length: Milliseconds): Uint8Array => writeWav(new Uint8Array(sampleBytes(length)));

const millisecondsPerCharacter = 60;
const shortestText = 600;

/** How long a text takes that nobody has spoken yet: 60 ms a character, 600 ms at least (flow language, section 6). */
export const estimatedLength = (text: string): Milliseconds =>
  milliseconds(Math.max(shortestText, Array.from(text).length * millisecondsPerCharacter));

/** A hum that says "here somebody would speak": 400 Hz, quiet enough to talk over. */
const pitch = 400;
const loudness = 0.02 * 32_767;

/** The quiet tone that stands in for `text`, with the text as the file's comment. */
export function standInTone(text: string): Uint8Array {
  const samplesPerWave = sampleRate / pitch;
  const wave = Buffer.alloc(samplesPerWave * 2);
  for (let sample = 0; sample < samplesPerWave; sample += 1) {
    wave.writeInt16LE(Math.round(loudness * Math.sin((2 * Math.PI * sample) / samplesPerWave)), sample * 2);
  }
  return writeWav(Buffer.alloc(sampleBytes(estimatedLength(text)), wave), { comment: text });
}
