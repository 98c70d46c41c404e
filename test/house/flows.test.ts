/** The shipped prompts can be played by Graph: WAV, PCM, 16 kHz, mono, 16 bit, and none cut short. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const flows = resolve(__dirname, '../../flows');
interface Catalogue {
  readonly prompts?: Record<string, Record<string, { readonly audio?: string; readonly text?: string }>>;
}

const prompts = readdirSync(flows)
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => {
    const { prompts: catalogue = {} }: Catalogue = JSON.parse(readFileSync(join(flows, name), 'utf8'));
    return Object.values(catalogue).flatMap((byLocale) => Object.values(byLocale));
  });

test('every shipped prompt has both its audio and its text', () => {
  expect(prompts.length).toBeGreaterThan(0);
  for (const prompt of prompts)
    expect(prompt).toEqual({ audio: expect.any(String), text: expect.any(String) });
});

test.each([...new Set(prompts.map(({ audio = '' }) => audio))])('%s is a file that Graph plays', (audio) => {
  const wav = readFileSync(join(flows, audio));
  expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
  const [format, channels] = [wav.readUInt16LE(20), wav.readUInt16LE(22)];
  const [rate, bits] = [wav.readUInt32LE(24), wav.readUInt16LE(34)];
  expect({ format, channels, rate, bits }).toEqual({ format: 1, channels: 1, rate: 16_000, bits: 16 });
  expect(wav.readUInt32LE(4) + 8).toBe(wav.length);
  expect(wav.length).toBeLessThan(250 * 1024);
});

test('no file in the prompts folder is unused', () => {
  const files = readdirSync(join(flows, 'prompts'), { recursive: true, encoding: 'utf8' });
  const audio = files
    .filter((name) => name.endsWith('.wav'))
    .map((name) => `prompts/${name.replaceAll('\\', '/')}`);
  expect(new Set(audio)).toEqual(new Set(prompts.map((prompt) => prompt.audio)));
});
