/**
 * The shipped flows run as they are, whatever is set. Their prompts can be played by Graph: WAV, PCM, 16 kHz, mono,
 * 16 bit, and none cut short.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { instant } from '../../src/call/index.ts';
import { loadRoutes } from '../../src/flow/index.ts';
import { checkFiles, loadLibrary } from '../../src/library/index.ts';
import { testCall } from '../support/flows.ts';

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

const ids = ['front-desk', 'identify-patient', 'lobby', 'practice', 'turned-away'];

test('every flow loads without a setting and without a speech provider', () => {
  const library = loadLibrary({ flowsPath: flows, settings: () => undefined, unspokenText: 'refuse' });
  expect(library.problems.filter(({ severity }) => severity !== 'remark')).toEqual([]);
  expect([...library.flows.keys()].sort()).toEqual(ids);
});

test.each(['2026-11-21', '2045-06-30'])('the checker has nothing to warn of, on %s', (today) => {
  const checked = checkFiles({
    files: ['flows'],
    workingFolder: resolve(flows, '..'),
    settings: () => undefined,
    today,
  });
  const warnings = checked.flatMap(({ problems }) =>
    problems.filter(({ severity }) => severity !== 'remark'),
  );
  expect(warnings.map(({ rendered }) => rendered)).toEqual([]);
  expect(checked).toHaveLength(ids.length + 1);
});

test('every number leads to a flow of its own, dialled or by its application instance', () => {
  const library = loadLibrary({ flowsPath: flows, settings: () => undefined, unspokenText: 'refuse' });
  const text = readFileSync(join(flows, 'routes.json'), 'utf8');
  const loaded = loadRoutes(text, { file: 'routes.json', settings: () => undefined });
  if (loaded.kind !== 'ok') throw new Error(JSON.stringify(loaded.problems));
  const call = testCall(instant(0));
  const reached = Object.entries(loaded.routes.numbers).map(([phone, id]) => {
    const byNumber = library.flowFor({ ...call, to: { ...call.to, kind: 'phone', id: null, phone } });
    const byInstance = library.flowFor({ ...call, to: { ...call.to, id } });
    return [phone, byNumber.document.id, byInstance.document.id];
  });
  expect(reached).toEqual([
    ['+442079460000', 'front-desk', 'front-desk'],
    ['+442079460002', 'practice', 'practice'],
  ]);
});

test.each(['practice', 'identify-patient'])(
  '%s speaks English and German, each in files of its own',
  (id) => {
    const { prompts: catalogue = {} }: Catalogue = JSON.parse(
      readFileSync(join(flows, `${id}.json`), 'utf8'),
    );
    for (const [name, byLocale] of Object.entries(catalogue)) {
      expect([name, Object.keys(byLocale)]).toEqual([name, ['en-GB', 'de-DE']]);
      for (const [locale, { audio = '' }] of Object.entries(byLocale)) expect(audio).toContain(`/${locale}/`);
    }
  },
);
