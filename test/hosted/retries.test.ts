/** What the client asks again takes its time on the virtual clock, at either depth alike. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bothDepths } from './both-depths.ts';
import { scenarioOf } from '../rehearsal/rehearsal-support.ts';

jest.mock('@azure/functions-core', () => jest.requireActual('../../src/host/index.ts').coreApi, {
  virtual: true,
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-retries-'));
  mkdirSync(folder, { recursive: true });
  const nodes = {
    say: { type: 'prompt', play: [{ tts: 'Hello.' }], next: 'end', onError: 'end' },
    end: { type: 'hangup' },
  };
  const flow = { id: 'test', version: '1.0.0', locale: 'en-GB', start: 'say', nodes };
  writeFileSync(join(folder, 'test.json'), JSON.stringify(flow));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each([429, 503, 500, 400])('a prompt that Graph answers with %i', async (status) => {
  const steps = [{ fault: { operation: 'playPrompt', status } }];
  const { alone, hosted } = await bothDepths(folder, scenarioOf({ steps }));
  expect(hosted).toEqual(alone);
});
