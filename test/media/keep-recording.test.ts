import { instant, milliseconds } from '../../src/call/index.ts';
import { memoryStore, recordingKeeper, writeWav } from '../../src/media/index.ts';

const now = instant(1_000_000);
const clock = () => now;
const day = milliseconds(86_400_000);
const mediaBaseUrl = 'https://ivr.contoso.com/api/media';

/** A WAV file of any format: `bytes` of sound. */
function wavOf(
  format: { rate: number; channels: number; bits: number; encoding?: number },
  bytes: number,
): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(format.encoding ?? 1, 20);
  head.writeUInt16LE(format.channels, 22);
  head.writeUInt32LE(format.rate, 24);
  head.writeUInt16LE(format.bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, Buffer.alloc(bytes)]);
}

test('a recording is kept under a name that nobody guesses, until it expires', async () => {
  const store = memoryStore(clock);
  const keep = recordingKeeper({ store, mediaBaseUrl, clock });
  const file = writeWav(Buffer.alloc(32_000 * 2.5));
  const kept = await keep(file, day);
  expect(kept?.seconds).toBe(2.5);
  expect(kept?.id).toMatch(/^[0-9a-f]{40}$/);
  expect(kept?.url).toBe(`${mediaBaseUrl}/${kept?.id}.wav`);
  const stored = await store.get(`${kept?.id}.wav` as Parameters<typeof store.get>[0]);
  expect(stored).toMatchObject({ contentType: 'audio/wav', expiresAt: now + day });
  expect(Buffer.from(stored?.bytes ?? [])).toEqual(Buffer.from(file));
  expect((await keep(file, day))?.id).not.toBe(kept?.id);
});

test.each([
  ['8 kHz, 16 bit', { rate: 8000, channels: 1, bits: 16 }, 160_000, 10],
  ['16 kHz, 16 bit', { rate: 16_000, channels: 1, bits: 16 }, 160_000, 5],
  ['stereo', { rate: 44_100, channels: 2, bits: 16 }, 176_400, 1],
  ['mu-law', { rate: 8000, channels: 1, bits: 8, encoding: 7 }, 8000, 1],
  ['nothing said', { rate: 16_000, channels: 1, bits: 16 }, 0, 0],
])('%s is as long as it sounds', async (_, format, bytes, seconds) => {
  const keep = recordingKeeper({ store: memoryStore(clock), mediaBaseUrl, clock });
  expect(await keep(wavOf(format, bytes), day)).toMatchObject({ seconds });
});

test('what is no sound is not kept', async () => {
  const put: unknown[] = [];
  const store = { put: (name: unknown) => Promise.resolve(void put.push(name)) };
  const keep = recordingKeeper({ store, mediaBaseUrl, clock });
  for (const bytes of [
    Buffer.from('{"error":1}'),
    Buffer.alloc(0),
    wavOf({ rate: 0, channels: 1, bits: 16 }, 10),
  ])
    expect(await keep(bytes, day)).toBeNull();
  expect(put).toEqual([]);
});

test('a store that is away rejects', async () => {
  const store = { put: () => Promise.reject(new Error('away')) };
  await expect(
    recordingKeeper({ store, mediaBaseUrl, clock })(writeWav(Buffer.alloc(2)), day),
  ).rejects.toThrow('away');
});
