/** The page about the templates says what they have: parameters, outputs, roles, files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { declared, membersOf, readBicep, valueOf } from '../support/bicep/index.ts';
import { read, root } from '../support/repository.ts';
import { outputRows, parameterRows } from './support/parameter-table.ts';
import { main } from './support/templates.ts';

const page = read('infra/README.md');

/** The rows of the one table under a heading, cells without the blanks around them. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = page.split(new RegExp(`^## ${heading}\n`, 'm'));
  const [own = ''] = section.split(/^## /m);
  const rows = own.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((each) => each.trim()),
  );
}

test('its parameters are those of main.bicep, with their descriptions and defaults, in that order', () => {
  expect(rowsUnder('Parameters').length).toBeGreaterThan(25);
  expect(rowsUnder('Parameters')).toEqual(parameterRows(main));
});

test('its outputs are those of main.bicep', () => {
  expect(rowsUnder('Outputs').length).toBeGreaterThan(5);
  expect(rowsUnder('Outputs')).toEqual(outputRows(main));
});

test('its roles are those that are assigned', () => {
  const ids = readBicep('infra/modules/roles.bicep');
  const names = [...membersOf(valueOf(declared(ids, 'var', 'roleIds')) ?? '').keys()];
  const named = rowsUnder('Roles').map(([role = '']) =>
    role.replaceAll(' ', '').replace(/^./, (first) => first.toLowerCase()),
  );
  expect([...new Set(named)].sort()).toEqual([...names].sort());
});

test('the files and folders that it names exist', () => {
  const files = [...page.matchAll(/^- ((?:`[^`]+`(?:, )?)+)/gm)].flatMap(([, list = '']) =>
    [...list.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  );
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) expect([file, existsSync(join(root, 'infra', file))]).toEqual([file, true]);
});
