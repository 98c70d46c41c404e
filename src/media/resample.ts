import { sampleRate } from './wav.ts';

/** Zero crossings of the filter on each side: what lies above half the new rate is 60 dB down soon after it. */
const crossings = 16;
/** Where the filter begins to close, as a share of the lower of the two rates. */
const passband = 0.46;

/**
 * 16-bit samples of one channel at `rate` as samples of 16 kHz: band-limited interpolation, a sinc with a Blackman
 * window, its phases worked out once.
 */
export function resample(samples: Int16Array, rate: number): Int16Array {
  if (rate === sampleRate) return samples;
  const divisor = greatestDivisor(rate, sampleRate);
  const up = sampleRate / divisor;
  const down = rate / divisor;
  const cutoff = (2 * passband * Math.min(rate, sampleRate)) / rate;
  const half = Math.ceil(crossings / cutoff);
  const phases = Array.from({ length: up }, (_, phase) => filterOf(phase / up, half, cutoff));
  const length = Math.floor((samples.length * up) / down);
  const result = new Int16Array(length);
  for (let index = 0; index < length; index += 1) {
    const place = index * down;
    const first = Math.floor(place / up) - half + 1;
    const filter = phases[place % up] ?? new Float64Array();
    let sum = 0;
    for (let tap = 0; tap < filter.length; tap += 1) sum += (samples[first + tap] ?? 0) * (filter[tap] ?? 0);
    result[index] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return result;
}

/** The weights of the samples around a point that lies `fraction` behind one of them; together they weigh 1. */
function filterOf(fraction: number, half: number, cutoff: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * half }, (_, tap) => {
    const distance = tap - half + 1 - fraction;
    const window =
      0.42 + 0.5 * Math.cos((Math.PI * distance) / half) + 0.08 * Math.cos((2 * Math.PI * distance) / half);
    return sinc(distance * cutoff) * Math.max(0, window);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}

/** Below this share of full scale a sample is silence. */
const threshold = 0.005 * 32_767;
/** What the loudest sample becomes: 3 dB below full scale. */
const peak = 32_767 * 10 ** (-3 / 20);
const silenceBefore = 0.1 * sampleRate;
const silenceAfter = 0.15 * sampleRate;

/** Speech of 16 kHz as prompts should be: silence at both ends cut to a moment, all of them equally loud. */
export function tidySpeech(samples: Int16Array): Int16Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > threshold);
  if (first < 0) return samples;
  const last = samples.findLastIndex((sample) => Math.abs(sample) > threshold);
  const speech = samples.subarray(first, last + 1);
  const loudest = speech.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1);
  const tidy = new Int16Array(silenceBefore + speech.length + silenceAfter);
  tidy.set(
    speech.map((sample) => Math.round((sample * peak) / loudest)),
    silenceBefore,
  );
  return tidy;
}

/** The samples of a WAV file of 16 bits, as numbers. */
export function samplesOf(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int16Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) =>
    view.getInt16(2 * index, true),
  );
}

/** The same the other way. */
export function bytesOf(samples: Int16Array): Uint8Array {
  const bytes = Buffer.alloc(2 * samples.length);
  samples.forEach((sample, index) => bytes.writeInt16LE(sample, 2 * index));
  return bytes;
}
