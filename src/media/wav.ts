import { milliseconds } from '../call/index.ts';
import type { Milliseconds } from '../call/index.ts';

/** What Graph plays: RIFF WAVE, PCM, one channel, 16 bit, 16 kHz (cloud-communications-media, "Prompts"). */
export const sampleRate = 16_000;
const bytesPerSample = 2;
const bytesPerMillisecond = (sampleRate * bytesPerSample) / 1000;
const pcm = 1;

export type WavRead =
  | { readonly kind: 'ok'; readonly length: Milliseconds }
  | { readonly kind: 'unplayable'; readonly reason: string };

/**
 * Judges a file as Graph's media service would, and tells how long it sounds. Chunk sizes are the file's own
 * claims: none is trusted beyond the end of the file.
 */
export function readWav(bytes: Uint8Array): WavRead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tag(bytes, 0) !== 'RIFF' || tag(bytes, 8) !== 'WAVE') return unplayable('it is no WAV file');
  let formatIsKnown = false;
  for (let at = 12; at + 8 <= bytes.length;) {
    const start = at + 8;
    const size = Math.min(view.getUint32(at + 4, true), bytes.length - start);
    const name = tag(bytes, at);
    if (name === 'fmt ') {
      if (size < 16) return unplayable('its format chunk is too short');
      const wrong = wrongFormat(view, start);
      if (wrong !== null) return unplayable(wrong);
      formatIsKnown = true;
    }
    if (name === 'data') {
      if (!formatIsKnown) return unplayable('its sound comes before its format');
      if (size < bytesPerSample) return unplayable('it holds no sound');
      return { kind: 'ok', length: milliseconds(Math.round(size / bytesPerMillisecond)) };
    }
    // Chunks begin at even offsets.
    at = start + size + (size % 2);
  }
  return unplayable(formatIsKnown ? 'it has no data chunk' : 'it has no format chunk');
}

const unplayable = (reason: string): WavRead => ({ kind: 'unplayable', reason });

const tag = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

/** What is wrong with the format chunk at `at`; null if Graph plays it. */
function wrongFormat(view: DataView, at: number): string | null {
  const encoding = view.getUint16(at, true);
  const channels = view.getUint16(at + 2, true);
  const rate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  if (encoding !== pcm) return `it is not plain PCM (format ${encoding})`;
  if (channels !== 1) return `it has ${channels} channels instead of one`;
  if (rate !== sampleRate) return `it has ${rate} samples a second instead of ${sampleRate}`;
  return bits === 16 ? null : `it has ${bits} bits a sample instead of 16`;
}

/**
 * A WAV file of 16-bit samples, little endian. `comment` is kept inside as its ICMT, where players show it: for
 * a stand-in it is the text that is not spoken.
 */
export function writeWav(samples: Uint8Array, comment: string | null = null): Uint8Array {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(pcm, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * bytesPerSample, 8);
  format.writeUInt16LE(bytesPerSample, 12);
  format.writeUInt16LE(8 * bytesPerSample, 14);
  const information =
    comment === null
      ? []
      : [
          chunk(
            'LIST',
            Buffer.concat([Buffer.from('INFO'), chunk('ICMT', Buffer.from(`${comment}\0`, 'utf8'))]),
          ),
        ];
  const chunks = [chunk('fmt ', format), ...information, chunk('data', samples)];
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

function chunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8, name, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** How many bytes of samples sound for `length`. */
export const sampleBytes = (length: Milliseconds): number =>
  Math.round(length * (sampleRate / 1000)) * bytesPerSample;
