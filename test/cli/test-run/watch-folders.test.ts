/** Changes of files that a run of scenarios reads, on a real file system. */
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchFolders } from '../../../src/cli/test-run/watch-folders.ts';
import type { FolderWatch } from '../../../src/cli/test-run/watch-folders.ts';

let folder = '';
let watch: FolderWatch | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-watch-'));
});
afterEach(() => {
  watch?.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => join(folder, name);
const start = (): FolderWatch => (watch = watchFolders([folder]));

test('a file that is written is noticed', async () => {
  writeFileSync(at('desk.json'), '{}');
  const { changed } = start();
  writeFileSync(at('desk.json'), '{ }');
  await changed();
});

test('one that an editor replaces by another is noticed, each time', async () => {
  writeFileSync(at('desk.json'), '{}');
  const { changed } = start();
  for (const text of ['one', 'two', 'three']) {
    writeFileSync(at('.desk.json.swp'), text);
    renameSync(at('.desk.json.swp'), at('desk.json'));
    await changed();
  }
});

test('a file that comes, one that goes, and one in a folder that came later are noticed', async () => {
  const { changed } = start();
  writeFileSync(at('calendar.ics'), '');
  await changed();
  rmSync(at('calendar.ics'));
  await changed();
  mkdirSync(at('prompts'));
  writeFileSync(at('prompts/one.wav'), 'one');
  await changed();
  writeFileSync(at('prompts/one.wav'), 'another');
  await changed();
});

test('a change between two questions is kept', async () => {
  writeFileSync(at('desk.json'), '{}');
  const { changed } = start();
  writeFileSync(at('desk.json'), '{ "a": 1 }');
  await changed();
  writeFileSync(at('desk.json'), '{ "a": 12 }');
  // The first question after it is asked late.
  writeFileSync(at('notes.txt'), '');
  await changed();
});

test('a folder that goes and comes back is watched again', async () => {
  writeFileSync(at('desk.json'), '{}');
  const { changed } = start();
  rmSync(folder, { recursive: true });
  await changed();
  mkdirSync(folder);
  writeFileSync(at('desk.json'), '{ "b": 1 }');
  await changed();
  writeFileSync(at('desk.json'), '{ "b": 12 }');
  await changed();
});

test('other files, and files that are what they were, are no change', async () => {
  writeFileSync(at('desk.json'), '{}');
  utimesSync(at('desk.json'), 1_000, 1_000);
  const { changed } = start();
  writeFileSync(at('results.xml'), '<a/>');
  writeFileSync(at('desk.svg'), '<svg/>');
  writeFileSync(at('desk.json'), '{}');
  utimesSync(at('desk.json'), 1_000, 1_000);
  let isChanged = false;
  const first = changed().then(() => {
    isChanged = true;
  });
  // Longer than is waited for an editor to be done: whatever was a change would have been told.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(isChanged).toBe(false);
  writeFileSync(at('desk.json'), '{ "a": 1 }');
  await first;
});
