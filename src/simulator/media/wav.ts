/** What Graph plays: RIFF WAVE, PCM, 16 bit, mono, 16 kHz (cloud-communications-media). */
const wavFormat = { sampleRate: 16_000, channels: 1, bitsPerSample: 16 } as const;

const bytesPerSecond = (wavFormat.sampleRate * wavFormat.channels * wavFormat.bitsPerSample) / 8;

export type WavReading =
  /** `comment`: what the file says of itself (LIST INFO, ICMT), for whoever watches. */
  | { readonly kind: 'audio'; readonly durationMs: number; readonly comment?: string }
  | { readonly kind: 'unplayable'; readonly reason: string };

/**
 * Judges a file as the media service does, and tells how long it sounds. It is not the app's own reader, on
 * purpose: who judges what the app serves must not share its mistakes.
 */
export function readWav(file: Uint8Array): WavReading {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') return unplayable('it is not a RIFF WAVE file');
  let formatSeen = false;
  let comment: string | undefined;
  for (let at = 12; at + 8 <= file.byteLength;) {
    const size = view.getUint32(at + 4, true);
    const kind = tag(view, at);
    if (kind === 'fmt ') {
      const fault = formatFault(view, at + 8);
      if (fault !== null) return unplayable(fault);
      formatSeen = true;
    }
    if (kind === 'LIST') comment ??= commentIn(view, at + 8, Math.min(at + 8 + size, file.byteLength));
    if (kind === 'data') {
      if (!formatSeen) return unplayable('its data comes before its format');
      // A stream written without seeking back declares more than it has: what is there counts.
      const present = Math.min(size, file.byteLength - at - 8);
      const durationMs = Math.round((present / bytesPerSecond) * 1000);
      return { kind: 'audio', durationMs, ...(comment === undefined ? {} : { comment }) };
    }
    at += 8 + size + (size % 2);
  }
  return unplayable('it has no data');
}

function commentIn(view: DataView, from: number, end: number): string | undefined {
  if (tag(view, from) !== 'INFO') return undefined;
  for (let at = from + 4; at + 8 <= end;) {
    const size = view.getUint32(at + 4, true);
    if (tag(view, at) === 'ICMT') {
      const length = Math.min(size, end - at - 8);
      const text = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 8, length));
      return text.replace(/\0.*$/s, '');
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}

function formatFault(view: DataView, at: number): string | null {
  if (at + 16 > view.byteLength) return 'its format is cut off';
  const encoding = view.getUint16(at, true);
  const channels = view.getUint16(at + 2, true);
  const sampleRate = view.getUint32(at + 4, true);
  const bits = view.getUint16(at + 14, true);
  if (encoding !== 1) return `its encoding is ${encoding}, not PCM`;
  if (channels !== wavFormat.channels) return `it has ${channels} channels, not one`;
  if (sampleRate !== wavFormat.sampleRate) return `it has ${sampleRate} samples a second, not 16000`;
  if (bits !== wavFormat.bitsPerSample) return `it has ${bits} bits a sample, not 16`;
  return null;
}

function tag(view: DataView, at: number): string {
  if (at + 4 > view.byteLength) return '';
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

function unplayable(reason: string): WavReading {
  return { kind: 'unplayable', reason };
}

/** A WAV file of `durationMs` in Graph's format whose samples `sampleAt(milliseconds)` gives, from -1 to 1. */
export function writeWav(durationMs: number, sampleAt: (milliseconds: number) => number): Uint8Array {
  const samples = Math.round((durationMs / 1000) * wavFormat.sampleRate);
  const file = new Uint8Array(44 + samples * 2);
  const view = new DataView(file.buffer);
  const text = (at: number, value: string): void => file.set(new TextEncoder().encode(value), at);
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, wavFormat.channels, true);
  view.setUint32(24, wavFormat.sampleRate, true);
  view.setUint32(28, bytesPerSecond, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, wavFormat.bitsPerSample, true);
  text(36, 'data');
  view.setUint32(40, samples * 2, true);
  for (let n = 0; n < samples; n += 1) {
    view.setInt16(44 + n * 2, Math.round(sampleAt((n / wavFormat.sampleRate) * 1000) * 32_000), true);
  }
  return file;
}
