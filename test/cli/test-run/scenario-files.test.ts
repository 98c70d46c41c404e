/** Which files of scenarios are meant. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scenarioFiles } from '../../../src/cli/test-run/scenario-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ivr-files-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const put = (...paths: readonly string[]): void => {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '[]');
  }
};

const names = (...named: readonly string[]): readonly string[] =>
  scenarioFiles(named, folder).map(({ name }) => name);

test('of a folder it is every *.scenarios.json below it, in order; packages and hidden folders are passed over', () => {
  put('flows/b.scenarios.json', 'flows/a.scenarios.json', 'flows/b.json', 'flows/more/c.scenarios.json');
  put('flows/node_modules/x/d.scenarios.json', 'flows/.cache/e.scenarios.json');
  expect(names('flows')).toEqual([
    'flows/a.scenarios.json',
    'flows/b.scenarios.json',
    'flows/more/c.scenarios.json',
  ]);
});

test('a file is taken whatever it is called, and once', () => {
  put('flows/a.scenarios.json', 'mine.json');
  expect(names('mine.json', 'flows/a.scenarios.json', 'flows')).toEqual([
    'mine.json',
    'flows/a.scenarios.json',
  ]);
});

test('those of a folder are told from those that were named themselves', () => {
  put('flows/a.scenarios.json', 'mine.json');
  expect(scenarioFiles(['mine.json', 'flows'], folder)).toEqual([
    { name: 'mine.json', isOfFolder: false },
    { name: 'flows/a.scenarios.json', isOfFolder: true },
  ]);
});

test('what is not there is wrong use', () => {
  expect(() => scenarioFiles(['nowhere'], folder)).toThrow(
    expect.objectContaining({ code: 'CLI-USAGE', message: expect.stringContaining('There is no nowhere.') }),
  );
});

test('a folder without any is wrong use too, and is told how they are called', () => {
  put('flows/a.json');
  expect(() => scenarioFiles(['flows'], folder)).toThrow(
    expect.objectContaining({ code: 'CLI-USAGE', message: expect.stringContaining('*.scenarios.json') }),
  );
});
