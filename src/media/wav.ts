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

/** A WAV file taken apart, whatever its format. */
export type WavParts =
  | {
      readonly kind: 'wav';
      readonly format: WavFormat;
      readonly samples: Uint8Array;
      /** What the file says of itself (LIST INFO), by the four letters of its entries. */
      readonly information: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'unplayable'; readonly reason: string };

export interface WavFormat {
  /** 1 is PCM. */
  readonly encoding: number;
  readonly channels: number;
  /** Samples a second. */
  readonly rate: number;
  readonly bits: number;
}

/** Judges a file as Graph's media service would, and tells how long it sounds. */
export function readWav(bytes: Uint8Array): WavRead {
  const parts = parseWav(bytes);
  if (parts.kind === 'unplayable') return parts;
  const wrong = wrongFormat(parts.format);
  if (wrong !== null) return unplayable(wrong);
  if (parts.samples.length < bytesPerSample) return unplayable('it holds no sound');
  return { kind: 'ok', length: milliseconds(Math.round(parts.samples.length / bytesPerMillisecond)) };
}

/**
 * Takes a WAV file apart. Chunk sizes are the file's own claims: none is trusted beyond the end of the file (a
 * program that writes into a pipe cannot know them).
 */
export function parseWav(bytes: Uint8Array): WavParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (tag(bytes, 0) !== 'RIFF' || tag(bytes, 8) !== 'WAVE') return unplayable('it is no WAV file');
  let format: WavFormat | null = null;
  let samples: Uint8Array | null = null;
  let information: ReadonlyMap<string, string> = new Map();
  for (const { name, start, size } of chunksOf(view, 12, bytes.length)) {
    if (name === 'fmt ') {
      if (size < 16) return unplayable('its format chunk is too short');
      format = formatAt(view, start);
    } else if (name === 'data') {
      if (format === null) return unplayable('its sound comes before its format');
      samples ??= bytes.subarray(start, start + size);
    } else if (name === 'LIST' && size >= 4 && tag(bytes, start) === 'INFO') {
      information = informationOf(view, start + 4, start + size);
    }
  }
  if (format === null) return unplayable('it has no format chunk');
  if (samples === null) return unplayable('it has no data chunk');
  return { kind: 'wav', format, samples, information };
}

const unplayable = (reason: string): { readonly kind: 'unplayable'; readonly reason: string } => ({
  kind: 'unplayable',
  reason,
});

const tag = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

interface Chunk {
  readonly name: string;
  /** Where its content begins, and how long it is. */
  readonly start: number;
  readonly size: number;
}

function* chunksOf(view: DataView, from: number, end: number): Iterable<Chunk> {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let at = from; at + 8 <= end;) {
    const start = at + 8;
    const size = Math.min(view.getUint32(at + 4, true), end - start);
    yield { name: tag(bytes, at), start, size };
    // Chunks begin at even offsets.
    at = start + size + (size % 2);
  }
}

const formatAt = (view: DataView, at: number): WavFormat => ({
  encoding: view.getUint16(at, true),
  channels: view.getUint16(at + 2, true),
  rate: view.getUint32(at + 4, true),
  bits: view.getUint16(at + 14, true),
});

function informationOf(view: DataView, from: number, end: number): ReadonlyMap<string, string> {
  const entries = [...chunksOf(view, from, end)].map(({ name, start, size }) => {
    const text = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, size));
    return [name, text.replace(/\0.*$/s, '')] as const;
  });
  return new Map(entries);
}

/** What is wrong with a format; null if Graph plays it. */
function wrongFormat({ encoding, channels, rate, bits }: WavFormat): string | null {
  if (encoding !== pcm) return `it is not plain PCM (format ${encoding})`;
  if (channels !== 1) return `it has ${channels} channels instead of one`;
  if (rate !== sampleRate) return `it has ${rate} samples a second instead of ${sampleRate}`;
  return bits === 16 ? null : `it has ${bits} bits a sample instead of 16`;
}

/** What a file is to say of itself. */
export interface WavInformation {
  /** `ICMT`, where players show it. */
  readonly comment?: string;
  /** `ISFT`: what has made the file. */
  readonly software?: string;
}

/** A WAV file of 16-bit samples, little endian. */
export function writeWav(samples: Uint8Array, { comment, software }: WavInformation = {}): Uint8Array {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(pcm, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * bytesPerSample, 8);
  format.writeUInt16LE(bytesPerSample, 12);
  format.writeUInt16LE(8 * bytesPerSample, 14);
  const entries = [entry('ICMT', comment), entry('ISFT', software)].flat();
  const information = entries.length === 0 ? [] : [chunk('LIST', Buffer.concat([infoTag, ...entries]))];
  const chunks = [chunk('fmt ', format), ...information, chunk('data', samples)];
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
}

const infoTag = Buffer.from('INFO');

const entry = (name: string, text: string | undefined): readonly Buffer[] =>
  text === undefined ? [] : [chunk(name, Buffer.from(`${text}\0`, 'utf8'))];

function chunk(name: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8, name, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** How many bytes of samples sound for `length`. */
export const sampleBytes = (length: Milliseconds): number =>
  Math.round(length * (sampleRate / 1000)) * bytesPerSample;
