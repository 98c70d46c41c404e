import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { milliseconds } from '../../src/call/index.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { silence } from '../../src/media/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-prompts-'));
  mkdirSync(join(folder, 'flows'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function flow(play: unknown[]): void {
  const nodes = { answer: { type: 'answer', next: 'end' }, end: { type: 'hangup', play } };
  const document = { id: 'one', version: '1.0.0', locale: 'en-GB', start: 'answer', nodes };
  writeFileSync(join(folder, 'flows', 'one.json'), JSON.stringify(document));
}

async function ivr(parameters: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runCli(['prompts', ...parameters], {
    print: (line) => printed.push(line),
    note: (line) => noted.push(line),
    environment,
    workingFolder: folder,
    packageFolder: folder,
    version: 'test',
    stopped: Promise.resolve(),
  });
  return { exitCode, printed: printed.join('\n'), noted: noted.join('\n') };
}

test('audio that is all there is fine', async () => {
  writeFileSync(join(folder, 'flows', 'hello.wav'), silence(milliseconds(700)));
  flow([{ audio: 'hello.wav' }]);
  expect(await ivr([])).toEqual({
    exitCode: 0,
    printed: '1 of 1 audio files ready, 0 not, 0 unused',
    noted: '',
  });
  expect((await ivr(['--render'])).exitCode).toBe(0);
});

test('what is missing is a finding, with its path and words', async () => {
  flow([{ tts: 'Goodbye.' }, { audio: 'gone.wav' }]);
  const { exitCode, printed } = await ivr(['flows']);
  expect(exitCode).toBe(1);
  expect(printed).toMatch(
    /^missing +prompts\/rendered\/en-GB\/goodbye-[0-9a-f]{8}\.wav: there is no file yet$/m,
  );
  expect(printed).toContain('"Goodbye."');
  expect(printed).toMatch(/^wordless +gone\.wav/m);
});

test('--json is for programs', async () => {
  flow([{ tts: 'Goodbye.' }]);
  const { exitCode, printed } = await ivr(['--json'], { FLOWS_PATH: 'flows' });
  expect(exitCode).toBe(1);
  expect(JSON.parse(printed)).toEqual({
    audio: [
      {
        flow: 'one.json',
        path: expect.stringMatching(/goodbye/),
        locale: 'en-GB',
        text: 'Goodbye.',
        state: 'missing',
        rendered: false,
        reason: null,
      },
    ],
    unused: [],
    problems: [],
  });
});

test('a flow that does not load is a finding', async () => {
  writeFileSync(join(folder, 'flows', 'one.json'), '{ "id": ');
  const { exitCode, printed } = await ivr([]);
  expect(exitCode).toBe(1);
  expect(printed).toContain('JSON-SYNTAX');
});

test('wrong use and wrong settings are told as everywhere', async () => {
  flow([{ tts: 'Goodbye.' }]);
  expect((await ivr(['--loud'])).exitCode).toBe(2);
  expect(await ivr(['nowhere'])).toMatchObject({
    exitCode: 1,
    noted: expect.stringContaining('FLOWS-FOLDER-MISSING'),
  });
  const half = await ivr(['--render'], { SPEECH_REGION: 'westeurope' });
  expect(half).toMatchObject({ exitCode: 1, noted: expect.stringContaining('SPEECH_RESOURCE_ID') });
});
